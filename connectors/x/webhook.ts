// X's webhook: the challenge answered, the base64 signature over the raw bytes, and the reading of a signed body.
import type { ChannelEvent, Parsed, Webhook } from '../connector.ts'
import { hmac, readJson, signedByAny, tellingUnknown } from '../edge.ts'
import type { Heard } from './common.ts'
import { documentEvents, withOriginals } from './mapper.ts'
import { vocabulary } from './vocabulary.ts'

export const readAll = (values: readonly unknown[], heard: Heard): Parsed => {
  const events: ChannelEvent[] = []
  for (const value of values.flat()) {
    const found = documentEvents(value, heard)
    if (found === null) return { kind: 'malformed', reason: 'not a delivery, answer or stream line of X' }
    events.push(...found)
  }
  return { kind: 'events', events }
}

const signature = (header: string | undefined): Buffer | null => {
  const base64 = /^sha256=([A-Za-z0-9+/]{43}=)$/.exec(header ?? '')?.[1]
  const bytes = base64 === undefined ? null : Buffer.from(base64, 'base64')
  // The last letter has two bits to spare: only the spelling that X writes is the signature.
  return bytes?.toString('base64') === base64 ? bytes : null
}

/** The first secret answers the challenge: it is the one in force; any may have signed. */
export const webhookOf = (heard: Heard): Webhook => ({
  handshake: ({ query }, { secrets }) => {
    const token = query.crc_token
    const secret = secrets[0]
    if (!token || !secret) return null
    return JSON.stringify({ response_token: `sha256=${hmac(secret, Buffer.from(token)).toString('base64')}` })
  },
  verify: ({ headers, body }, { secrets }) => {
    const given = signature(headers['x-twitter-webhooks-signature'])
    return given !== null && signedByAny(secrets, body, given)
  },
  parse: (body) => {
    const json = readJson(body)
    if (!json.ok) return { kind: 'malformed', reason: json.reason }
    const parsed = readAll([json.value], heard)
    if (parsed.kind !== 'events') return parsed
    return tellingUnknown({ kind: 'events', events: withOriginals(parsed.events) }, json.value, vocabulary)
  },
})
