// Requests of the connectors that end in a value, capped, timed, never redirected.
import { createHash } from 'node:crypto'
import { type Channel, ConnectorError, type DeliveryOutcome } from './connector.ts'
import { caps, isRecord, readJsonText } from './edge.ts'
import { isPublicAddress, OutboundRefusedError, OutboundTooLargeError, reach, type Where } from './outbound.ts'

export { isPublicAddress }

export type Answer =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly bytes: Uint8Array }
  /** No whole answer came. `sent` false = the request certainly did not leave. */
  | {
      readonly kind: 'lost'
      readonly sent: boolean
      readonly reason: 'timeout' | 'network' | 'too large' | 'not allowed'
    }

const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

const errorCode = (error: unknown): string => {
  const cause = error instanceof Error && isRecord(error.cause) ? error.cause : isRecord(error) ? error : {}
  return typeof cause.code === 'string' ? cause.code : ''
}

/** Counts decompressed bytes, so that a small answer cannot unfold into a large one. */
const readCapped = async (response: Response, most: number): Promise<Uint8Array | null> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

type Init = Pick<RequestInit, 'method' | 'headers' | 'body'>

/**
 * One request. Redirects are not followed: a hostile answer must not choose where our token goes. Without `where` the address
 * is the connector's own, built from the configured one.
 */
export const request = async (
  url: string,
  init: Init,
  signal: AbortSignal,
  timeoutMs = 15_000,
  where: Where = { configured: [url] },
  mostBytes: number = caps.answerBytes,
): Promise<Answer> => {
  const clock = AbortSignal.timeout(timeoutMs)
  try {
    const asked = { ...init, signal: AbortSignal.any([signal, clock]), mostBytes: mostBytes + 1 }
    const response = await reach(url, asked, where)
    const bytes = await readCapped(response, mostBytes)
    if (bytes === null) return { kind: 'lost', sent: true, reason: 'too large' }
    return { kind: 'answer', status: response.status, headers: response.headers, bytes }
  } catch (error) {
    const late = clock.aborted || signal.aborted
    if (error instanceof OutboundTooLargeError) return { kind: 'lost', sent: true, reason: 'too large' }
    if (error instanceof OutboundRefusedError) return { kind: 'lost', sent: false, reason: 'not allowed' }
    return { kind: 'lost', sent: late || !neverLeft.has(errorCode(error)), reason: late ? 'timeout' : 'network' }
  }
}

/** A send without an answer: what never left may be sent again, what may have arrived must not. */
export const lostOutcome = ({ sent, reason }: Extract<Answer, { kind: 'lost' }>): DeliveryOutcome =>
  sent ? { kind: 'unknown', reason } : { kind: 'retry', afterMs: 30_000, reason: 'not reached' }

export const answerJson = (answer: Extract<Answer, { kind: 'answer' }>): unknown => {
  const json = readJsonText(new TextDecoder().decode(answer.bytes))
  return json.ok ? json.value : undefined
}

/** Meta tells in minutes when asking makes sense again: `{"<account>":[{"estimated_time_to_regain_access":5}]}`. */
const regainMs = (value: string | null): number | null => {
  const json = readJsonText(value ?? '')
  const uses = json.ok && isRecord(json.value) ? Object.values(json.value).flat() : []
  const minutes = uses.map((use) => (isRecord(use) ? Number(use.estimated_time_to_regain_access ?? 0) : 0))
  const longest = Math.max(0, ...minutes.filter(Number.isFinite))
  return longest > 0 ? longest * 60_000 : null
}

const usageOf = (value: string | null): readonly Record<string, unknown>[] => {
  const json = readJsonText(value ?? '')
  if (!json.ok || !isRecord(json.value)) return []
  const whole = json.value.call_count === undefined ? Object.values(json.value).flat() : [json.value]
  return whole.filter(isRecord)
}

const hour = 3_600_000

/** Meta tells how much of an hour's allowance is used, in hundredths, of the app and of each account. */
export const graphRate = (headers: { get(name: string): string | null }, now: number) => {
  const uses = [...usageOf(headers.get('x-app-usage')), ...usageOf(headers.get('x-business-use-case-usage'))]
  if (uses.length === 0) return undefined
  const shares = uses.flatMap(({ call_count, total_cputime, total_time }) => [call_count, total_cputime, total_time])
  const used = Math.max(0, ...shares.map(Number).filter(Number.isFinite))
  const waits = uses.map((use) => Number(use.estimated_time_to_regain_access ?? 0)).filter(Number.isFinite)
  const wait = Math.max(0, ...waits) * 60_000
  return { limit: 100, remaining: Math.max(0, Math.floor(100 - used)), resetAt: now + (wait > 0 ? wait : hour) }
}

/** How long to leave it alone, in milliseconds: `Retry-After` in seconds or as a date, or Meta's usage header. */
export const retryAfterMs = (headers: { get(name: string): string | null }, now: number): number | null => {
  const value = headers.get('retry-after')
  if (value === null) return regainMs(headers.get('x-business-use-case-usage'))
  const millis = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isFinite(millis) && millis >= 0 ? millis : null
}

const kindOfStatus = (status: number): ConnectorError['kind'] =>
  status === 429 ? 'rate' : status === 401 || status === 403 ? 'auth' : status >= 500 ? 'server' : 'refused'

const lostError = (channel: Channel, { reason }: Extract<Answer, { kind: 'lost' }>): ConnectorError =>
  new ConnectorError(
    channel,
    reason === 'network' ? 'network' : reason === 'timeout' ? 'timeout' : 'refused',
    `${channel}: no answer (${reason})`,
  )

/** A read: its failure is an error, because nothing has happened that must be accounted for. */
export const readRemote = async (
  channel: Channel,
  url: string,
  token: string,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly body: unknown; readonly headers: Headers }> => {
  const answer = await request(url, { headers: { authorization: `Bearer ${token}` } }, signal)
  if (answer.kind === 'lost') throw lostError(channel, answer)
  const { status, headers } = answer
  const body = answerJson(answer)
  if (status === 429 || status >= 500) {
    const after = retryAfterMs(headers, Date.now())
    throw new ConnectorError(channel, kindOfStatus(status), `${channel}: answered ${status}`, after)
  }
  if (body === undefined) throw new ConnectorError(channel, 'malformed', `${channel}: the answer is not JSON`)
  return { status, body, headers }
}

export type FileSource = {
  readonly url: string
  readonly base: string
  readonly hosts: readonly string[]
  readonly token?: string
  readonly mimeType?: string | undefined
  /** Base64 or hex. */
  readonly sha256?: string | undefined
  readonly mostBytes?: number | undefined
}

/** A large file takes its time, as long as its bytes keep coming in at a fair rate. */
const patienceFor = (mostBytes: number) => 30_000 + Math.ceil(mostBytes / 1024)

export const readFileOf = async (channel: Channel, source: FileSource, signal: AbortSignal) => {
  const url = URL.parse(source.url)
  if (url === null) throw new ConnectorError(channel, 'malformed', `${channel}: the file has no address`)
  const headers = source.token === undefined ? {} : { authorization: `Bearer ${source.token}` }
  const where = { configured: [source.base], hosts: source.hosts }
  const most = source.mostBytes ?? caps.answerBytes
  const answer = await request(url.href, { headers }, signal, patienceFor(most), where, most)
  if (answer.kind === 'lost') throw lostError(channel, answer)
  if (answer.status !== 200)
    throw new ConnectorError(channel, kindOfStatus(answer.status), `${channel}: the file answered ${answer.status}`)
  const digest = createHash('sha256').update(answer.bytes)
  const hash = digest.digest()
  const given = source.sha256
  if (given !== undefined && given !== hash.toString('base64') && given.toLowerCase() !== hash.toString('hex'))
    throw new ConnectorError(channel, 'malformed', `${channel}: the file does not match its sha256`)
  const label = source.mimeType ?? answer.headers.get('content-type') ?? 'application/octet-stream'
  const mimeType = typeOf(label, answer.bytes)
  if (mimeType === null)
    throw new ConnectorError(channel, 'malformed', `${channel}: the file is not ${label.split(';')[0]}`)
  return { bytes: answer.bytes, mimeType }
}

/** First bytes (at an offset) of the types that reach people's screens; other types are only ever offered as downloads. */
const magic: readonly (readonly [label: RegExp, offset: number, starts: readonly string[], type: string])[] = [
  [/^image\/jpe?g/, 0, ['ffd8ff'], 'image/jpeg'],
  [/^image\/png/, 0, ['89504e470d0a1a0a'], 'image/png'],
  [/^image\/gif/, 0, ['47494638'], 'image/gif'],
  [/^image\/webp/, 0, ['52494646'], 'image/webp'],
  [/^audio\/(mp4|m4a|x-m4a)/, 4, ['66747970'], 'audio/mp4'],
  [/^video\/(mp4|3gpp|quicktime)/, 4, ['66747970'], 'video/mp4'],
  [/^audio\/ogg/, 0, ['4f676753'], 'audio/ogg'],
  [/^audio\/amr/, 0, ['2321414d52'], 'audio/amr'],
  [/^audio\/mpeg/, 0, ['494433', 'fffb', 'fff3', 'fff2', 'fffa'], 'audio/mpeg'],
  [/^application\/pdf/, 0, ['25504446'], 'application/pdf'],
]
const seen = /^(image|video|audio)\//

/**
 * What a file is: its first bytes decide, for phones and platforms call many a PNG a JPEG. Null where it was to be seen or heard
 * and its bytes are nothing of the kind.
 */
export const typeOf = (label: string, bytes: Uint8Array): string | null => {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('hex')
  const begins = ([, offset, starts]: (typeof magic)[number]) =>
    starts.some((start) => head.startsWith(start, offset * 2))
  const [name] = label.toLowerCase().split(';')
  const claimed = magic.find(([pattern]) => pattern.test(name!))
  if (claimed !== undefined && begins(claimed)) return label
  const found = magic.find(begins)?.[3]
  if (!seen.test(name!)) return label
  if (found !== undefined && seen.test(found)) return found
  return claimed === undefined && bytes.byteLength > 0 ? label : null
}
