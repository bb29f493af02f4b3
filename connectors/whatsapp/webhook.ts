// WhatsApp's webhook: the handshake, the signature over the raw bytes, and the reading of a signed body.
import type { ChannelEvent, Parsed, Webhook } from '../connector.ts'
import { hexSignature, metaHandshake, readJson, signedByAny, tellingUnknown } from '../edge.ts'
import { envelope } from './api-types.ts'
import { entryEvents, looseEvents } from './mapper.ts'
import { vocabulary } from './vocabulary.ts'

export const documentEvents = (values: readonly unknown[]): Parsed => {
  const events: ChannelEvent[] = []
  for (const value of values.flat()) {
    const delivery = envelope.safeParse(value)
    const read = delivery.success ? delivery.data.entry.flatMap(entryEvents) : looseEvents(value)
    if (read === null) return { kind: 'malformed', reason: 'not a WhatsApp delivery (object, entry)' }
    events.push(...read)
  }
  return { kind: 'events', events }
}

const parse = (body: Uint8Array): Parsed => {
  const json = readJson(body)
  if (!json.ok) return { kind: 'malformed', reason: json.reason }
  return tellingUnknown(documentEvents([json.value]), json.value, vocabulary)
}

export const webhook: Webhook = {
  handshake: metaHandshake,
  verify: ({ headers, body }, { secrets }) => {
    const given = hexSignature(headers['x-hub-signature-256'])
    return given !== null && signedByAny(secrets, body, given)
  },
  parse,
}
