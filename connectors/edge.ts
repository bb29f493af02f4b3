// The edge every connector reads through: bytes within caps, loose schemas, times, derived ids, signatures.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Channel, ChannelEvent, Parsed, Webhook } from './connector.ts'

export const caps = {
  bytes: 3 * 1024 * 1024,
  depth: 64,
  values: 200_000,
  /** Items of all lists of one webhook body, which is read while others wait; the largest deliveries bring 1,000 updates. */
  bodyItems: 3_000,
  answerBytes: 16 * 1024 * 1024,
  fileBytes: 64 * 1024 * 1024,
}

export type Json = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

/** Counts nesting and values without parsing, so that hostile bodies cost one linear pass. */
const shapeFault = (text: string, mostItems: number): string | null => {
  const isList: boolean[] = []
  let depth = 0
  let values = 0
  let items = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === 0x5c) at++
      else if (code === 0x22) quoted = false
    } else if (code === 0x22) quoted = true
    else if (code === 0x7b || code === 0x5b) {
      isList[depth] = code === 0x5b
      if (++depth > caps.depth) return `nested deeper than ${caps.depth}`
    } else if (code === 0x7d || code === 0x5d) depth--
    else if (code === 0x3a || code === 0x2c) {
      if (++values > caps.values) return `more than ${caps.values} values`
      if (code === 0x2c && isList[depth - 1] && ++items > mostItems) return `more than ${mostItems} items in lists`
    }
  }
  return null
}

const hasLongNumber = /[:[,]\s*-?\d{16,}/

/** Ids exceed 2^53: where a body has such numbers, they are kept as the text they were sent as. */
const keepLongNumbers = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? context?.source
    : value

export const readJsonText = (text: string, mostItems = Number.POSITIVE_INFINITY): Json => {
  const fault = shapeFault(text, mostItems)
  if (fault !== null) return { ok: false, reason: fault }
  try {
    return { ok: true, value: hasLongNumber.test(text) ? JSON.parse(text, keepLongNumbers) : JSON.parse(text) }
  } catch {
    return { ok: false, reason: 'not JSON' }
  }
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: false })

export const readJson = (bytes: Uint8Array, limit = caps.bytes): Json =>
  bytes.byteLength > limit
    ? { ok: false, reason: `larger than ${limit} bytes` }
    : readJsonText(utf8.decode(bytes), limit === caps.bytes ? caps.bodyItems : undefined)

export type Documents =
  | {
      readonly ok: true
      readonly values: readonly unknown[]
      readonly badLines: readonly { readonly line: number; readonly reason: string }[]
    }
  | { readonly ok: false; readonly reason: string }

/** A file of one JSON value, or of one a line (a stream's record): blank lines are its heartbeats, a torn line is named. */
export const readDocuments = (bytes: Uint8Array): Documents => {
  if (bytes.byteLength === 0) return { ok: false, reason: 'the file is empty' }
  const whole = readJson(bytes, caps.fileBytes)
  if (whole.ok) return { ok: true, values: [whole.value], badLines: [] }
  const lines = bytes.byteLength > caps.fileBytes ? [] : utf8.decode(bytes).split('\n')
  const read = lines.flatMap((text, at) => (text.trim() === '' ? [] : [{ line: at + 1, json: readJsonText(text) }]))
  if (read.length === 0 && bytes.byteLength > 0) return { ok: true, values: [], badLines: [] }
  const values = read.flatMap(({ json }) => (json.ok && isRecord(json.value) ? [json.value] : []))
  if (read.length < 2 || values.length === 0) return whole
  const badLines = read.flatMap(({ line, json }) => {
    if (!json.ok) return [{ line, reason: json.reason }]
    return isRecord(json.value) ? [] : [{ line, reason: 'not a JSON object' }]
  })
  return { ok: true, values, badLines }
}

/** The platforms add fields and change types without notice: a field that does not fit is absent, never a lost event. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)
/** An empty text is none: the platforms send both for the same thing. */
export const words = maybe(z.string().min(1))
export const remoteId = maybe(z.union([z.string().min(1), z.number().transform(String)]))
/** Absent, as most are, it costs nothing: `catch` alone would make an error for each. */
export const list = z.array(z.unknown()).default([]).catch([])
export const record = z.record(z.string(), z.unknown())
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What of a channel's deliveries is known by name. */
export type Vocabulary = {
  /** Fields, wherever they stand. */
  readonly fields: ReadonlySet<string>
  /** The field that names a kind of news beside what is told of it, the kinds that are read, and those that are left alone. */
  readonly kind: string
  readonly read: ReadonlySet<string>
  readonly leftAlone: ReadonlySet<string>
}

export const setOf = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/))

/** Of names only what a platform would call a thing: an id or a number could be somebody's. */
const nameable = (name: string): string => (/^[a-z_](?:[\w.-](?!\d{5})){0,60}$/i.test(name) ? name : '*')

/** Paths told of one body at most. */
const mostUnknown = 20

/** Where a body has fields, or tells of kinds of news, that nobody here has heard of: paths and names, no values. */
export const unknownIn = (body: unknown, { fields, kind, read, leftAlone }: Vocabulary): readonly string[] => {
  const found = new Set<string>()
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, `${path}[]`)
    else if (isRecord(value) && found.size < mostUnknown) {
      const told = value[kind]
      const at = path === '' ? '' : `${path}.`
      if (typeof told === 'string' && !read.has(told)) {
        if (!leftAlone.has(told)) found.add(`${at}${kind}=${nameable(told)}`)
        return
      }
      for (const [name, part] of Object.entries(value))
        if (/^\d+$/.test(name)) walk(part, `${at}*`)
        else if (!fields.has(name)) found.add(`${at}${nameable(name)}`)
        else if (typeof part === 'object') walk(part, `${at}${name}`)
    }
  }
  walk(body, '')
  return [...found].slice(0, mostUnknown)
}

export const tellingUnknown = (parsed: Parsed, body: unknown, vocabulary: Vocabulary): Parsed => {
  if (parsed.kind === 'malformed') return parsed
  const unknown = unknownIn(body, vocabulary)
  return unknown.length === 0 ? parsed : { ...parsed, unknown }
}

/** Leaves absent fields out, as the event's shape asks. */
export const compact = <T extends object>(fields: { readonly [Key in keyof T]: T[Key] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

const isoText = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const zoned = /(Z|[+-]\d\d:?\d\d)$/i
/** `Mon May 19 14:01:46 +0000 2025`, X's older way. */
const oldText = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d [+-]\d{4} \d{4}$/

const millisOf = (value: unknown): number => {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{1,16}$/.test(value))) {
    const number = Number(value)
    return number < 1e11 ? number * 1000 : number
  }
  if (typeof value !== 'string') return Number.NaN
  if (oldText.test(value)) return Date.parse(value)
  return isoText.test(value) ? Date.parse(zoned.test(value) ? value : `${value}Z`) : Number.NaN
}

/** A point on the earth, or none. */
export const placeOf = (
  lat: number | undefined,
  lon: number | undefined,
  about: { readonly name?: string | undefined; readonly address?: string | undefined } = {},
): ChannelEvent['location'] | undefined => {
  const real = lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
  return real ? compact({ lat, lon, name: about.name, address: about.address }) : undefined
}

/** Seconds, milliseconds or ISO, as number or text: the platforms use all of them, sometimes for one field. */
export const isoTime = (value: unknown): string | undefined => {
  const millis = millisOf(value)
  return millis > 0 && millis < Date.UTC(10_000, 0) ? new Date(millis).toISOString() : undefined
}

/** Key order changes between deliveries of one thing; its derived id must not. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical)
  if (!isRecord(value)) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => [name, canonical(part)])
}

/** An id for what the channel sent without one: the same content has the same id however often it arrives. */
export const derivedId = (...parts: readonly unknown[]): string =>
  `derived.${createHash('sha256')
    .update(JSON.stringify(canonical(parts)))
    .digest('hex')
    .slice(0, 32)}`

export const hmac = (secret: string, bytes: Uint8Array): Buffer => createHmac('sha256', secret).update(bytes).digest()

/** Any configured secret may have signed; every one is tried, so that the time does not tell which. */
export const signedByAny = (secrets: readonly string[], bytes: Uint8Array, given: Buffer): boolean => {
  let found = false
  for (const secret of secrets) {
    const expected = hmac(secret, bytes)
    if (secret !== '' && given.length === expected.length && timingSafeEqual(given, expected)) found = true
  }
  return found
}

export const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

/** The header both of Meta's webhooks carry. */
export const hexSignature = (header: string | undefined): Buffer | null => {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1]
  return hex === undefined ? null : Buffer.from(hex, 'hex')
}

/** The GET both of Meta's webhooks ask: the challenge back, for whoever knows the token. */
export const metaHandshake: Webhook['handshake'] = ({ query }, { verifyToken }) => {
  const challenge = query['hub.challenge']
  const asked = query['hub.mode'] === 'subscribe' && challenge !== undefined
  if (!asked || verifyToken === undefined || verifyToken === '') return null
  return sameText(query['hub.verify_token'] ?? '', verifyToken) ? challenge : null
}

/** A line of a file that could not be read is told, not skipped. */
export const unreadLine = (channel: Channel, line: number, reason: string): ChannelEvent => ({
  kind: 'unsupported',
  channel,
  remoteId: derivedId(channel, line, reason),
  type: 'line',
  error: { code: 'malformed', message: `line ${line}: ${reason}` },
})
