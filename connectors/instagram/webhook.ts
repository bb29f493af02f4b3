// Instagram's webhook: Meta's handshake and signature, and the reading of a signed body.
import type { ChannelEvent, Parsed, Webhook } from '../connector.ts'
import { hexSignature, metaHandshake, readJson, signedByAny, tellingUnknown } from '../edge.ts'
import { answerEvents } from './answer.ts'
import { envelope } from './api-types.ts'
import { entryEvents, looseChange } from './mapper.ts'
import { vocabulary } from './vocabulary.ts'

const readerOf = (account: string | undefined, answers: boolean) => (value: unknown) => {
  const delivery = envelope.safeParse(value)
  if (delivery.success) return delivery.data.entry.flatMap(entryEvents)
  return looseChange(value, { account }) ?? (answers ? answerEvents(value, { account }) : null)
}

/** `answers`: also what the API answers, which a webhook never brings. */
export const documentEvents = (values: readonly unknown[], account: string | undefined, answers: boolean): Parsed => {
  const events: ChannelEvent[] = []
  const read = readerOf(account, answers)
  for (const value of values.flat()) {
    const found = read(value)
    if (found === null) return { kind: 'malformed', reason: 'not an Instagram delivery (object, entry)' }
    events.push(...found)
  }
  return { kind: 'events', events }
}

export const webhook: Webhook = {
  handshake: metaHandshake,
  verify: ({ headers, body }, { secrets }) => {
    const given = hexSignature(headers['x-hub-signature-256'])
    return given !== null && signedByAny(secrets, body, given)
  },
  parse: (body) => {
    const json = readJson(body)
    if (!json.ok) return { kind: 'malformed', reason: json.reason }
    return tellingUnknown(documentEvents([json.value], undefined, false), json.value, vocabulary)
  },
}
