// The filtered stream: rules kept as wanted, one line read as it comes, taken up again with growing patience.
// https://docs.x.com/x-api/posts/filtered-stream/integrate/handling-disconnections
//
// twitter-api-v2's own stream is not used: it cuts Arabic letters that fall between two chunks, rounds long numeric ids, begins
// again for ever on a line that flaps, and overflows the stack when closed inside its own handler.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Ears, type Hold, unmetered } from '../connector.ts'
import { isRecord, readJsonText } from '../edge.ts'
import { reach } from '../outbound.ts'
import { call, readUses, type XConfig } from './api.ts'
import { documentEvents, withOriginals } from './mapper.ts'
import { errorOf, fields } from './poll.ts'
import { buildQueries, matcherOf } from './query.ts'

/** A heartbeat comes every 20 seconds. */
const silenceMs = 25_000
const longestRule = 1024
const tag = 'sada'

/** How a line ended, which decides how long it rests. */
export type End = {
  readonly kind: 'network' | 'http' | 'rate' | 'notice'
  readonly why: string
  readonly afterMs?: number
}

const steps = {
  network: [250, 16_000],
  http: [5_000, 320_000],
  notice: [5_000, 320_000],
  rate: [60_000, 960_000],
} as const

/** Network trouble adds a quarter of a second each time; refusals double. A little chance keeps many from coming at once. */
export const restMs = ({ kind, afterMs }: End, failures: number, chance: number): number => {
  const [first, most] = steps[kind]
  const grown = kind === 'network' ? first * failures : first * 2 ** (failures - 1)
  return Math.max(afterMs ?? 0, Math.min(most, grown)) * (1 + chance * 0.2)
}

const rulesIn = (body: unknown): readonly { readonly id: string; readonly value: string }[] =>
  (isRecord(body) && Array.isArray(body.data) ? body.data : []).flatMap((rule) =>
    isRecord(rule) && rule.tag === tag ? [{ id: String(rule.id), value: String(rule.value) }] : [],
  )

/** Only rules with our tag are ours: others may be another program's. */
const keepRules = async (config: XConfig, wanted: readonly string[], signal: AbortSignal): Promise<void> => {
  const path = 'tweets/search/stream/rules'
  const ask = async (body?: Record<string, unknown>) => {
    const answer = await call(
      config,
      { path, endpoint: 'rules', as: 'app', ...(body === undefined ? {} : { body }) },
      signal,
    )
    if (answer.kind !== 'answer') throw errorOf(answer)
    return answer.body
  }
  const present = rulesIn(await ask())
  const old = present.filter(({ value }) => !wanted.includes(value)).map(({ id }) => id)
  const add = wanted.filter((value) => !present.some((rule) => rule.value === value)).map((value) => ({ value, tag }))
  if (old.length > 0) await ask({ delete: { ids: old } })
  if (add.length > 0) await ask({ add })
}

const wantedRules = ({ query, terms = [] }: XConfig) => [...(query ? [query] : []), ...buildQueries(terms, longestRule)]

type Line = {
  readonly config: XConfig
  readonly ears: Ears
  readonly signal: AbortSignal
  readonly fits: (text: string) => boolean
}

const meteredOf = ({ accountId = 'x' }: XConfig) => ({ channel: 'x', account: accountId, endpoint: 'stream' }) as const

/** Money may come back with the month or by a person's hand: it is looked at again every hour. */
const held = ({ reason, until }: Hold): End => ({
  kind: 'rate',
  why: reason,
  afterMs: Math.min(3_600_000, Math.max(0, until - Date.now())),
})

/** What was heard is charged; when the month's money is gone the line is put down. */
const charge = async (config: XConfig, line: unknown): Promise<End | null> => {
  const { meter = unmetered } = config
  await meter.note(meteredOf(config), { uses: readUses('post-read')(line) })
  const hold = await meter.hold(meteredOf(config))
  return hold?.reason === 'budget' ? held(hold) : null
}

const hear = async ({ config, ears, fits }: Line, text: string): Promise<End | null> => {
  if (text.trim() === '') return null
  const json = readJsonText(text)
  // A torn line is told again by the search that follows the fall of the line.
  if (!json.ok || !isRecord(json.value)) return { kind: 'network', why: 'torn line' }
  const heard = { account: config.accountId, own: config.accountId }
  const notice = json.value.data === undefined && (json.value.errors !== undefined || json.value.title !== undefined)
  if (notice) return { kind: 'notice', why: String(json.value.title ?? 'disconnected') }
  const told = withOriginals(documentEvents(json.value, heard) ?? [])
  const events = told.filter(({ text: said = '' }) => fits(said))
  if (events.length > 0) await ears.events(events)
  return charge(config, json.value)
}

/** Lines by their line breaks, letters whole however the bytes are cut. */
async function* linesOf(body: ReadableStream<Uint8Array>, beat: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    beat()
    const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/)
    rest = parts.pop() ?? ''
    yield* parts
    if (rest.length > 1_000_000) throw new Error('endless line')
  }
}

const rateOf = ({ headers }: Response) => {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => headers.get(`x-rate-limit-${name}`))
  if (limit == null || remaining == null || reset == null) return undefined
  return { limit: Number(limit), remaining: Number(remaining), resetAt: Number(reset) * 1000 }
}

const refused = (response: Response): End => {
  const reset = rateOf(response)?.resetAt
  const afterMs = reset === undefined ? {} : { afterMs: Math.max(0, reset - Date.now() + 1_000) }
  return response.status === 429
    ? { kind: 'rate', why: 'answered 429', ...afterMs }
    : { kind: 'http', why: `answered ${response.status}` }
}

const connect = async (line: Line, opened: () => void): Promise<End> => {
  const { config, ears, signal } = line
  const { meter = unmetered } = config
  const hold = await meter.hold(meteredOf(config))
  if (hold !== null) return held(hold)
  const quiet = new AbortController()
  let clock = setTimeout(() => quiet.abort(), silenceMs)
  const beat = () => {
    clearTimeout(clock)
    clock = setTimeout(() => quiet.abort(), silenceMs)
  }
  try {
    const asked = {
      headers: { authorization: `Bearer ${config.bearerToken}` },
      signal: AbortSignal.any([signal, quiet.signal]),
      mostBytes: Number.POSITIVE_INFINITY,
    }
    const address = `${config.url}/2/tweets/search/stream?${new URLSearchParams(fields)}`
    const response = await reach(address, asked, { configured: [config.url] })
    await meter.note(meteredOf(config), { rate: rateOf(response) })
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel()
      return refused(response)
    }
    opened()
    await ears.opened()
    for await (const text of linesOf(response.body, beat)) {
      const end = await hear(line, text)
      if (end !== null) return end
    }
    return { kind: 'network', why: 'closed' }
  } catch (error) {
    return { kind: 'network', why: quiet.signal.aborted ? 'silent' : error instanceof Error ? error.name : 'failed' }
  } finally {
    clearTimeout(clock)
  }
}

/** A line that stood this long had nothing to do with the failures before it. */
const steadyMs = 60_000

export const stream = async (config: XConfig, ears: Ears, signal: AbortSignal): Promise<void> => {
  const fits = config.terms === undefined || config.terms.length === 0 ? () => true : matcherOf(config.terms)
  const matches = config.query ? () => true : fits
  const line: Line = { config, ears, signal, fits: matches }
  let failures = 0
  while (!signal.aborted) {
    let since = Number.POSITIVE_INFINITY
    const opened = () => {
      since = Date.now()
    }
    const end = await keepRules(config, wantedRules(config), signal).then(
      () => connect(line, opened),
      (error: unknown): End => ({ kind: 'http', why: error instanceof Error ? error.message : 'rules' }),
    )
    if (signal.aborted) return
    failures = Date.now() - since > steadyMs ? 1 : failures + 1
    const rest = restMs(end, failures, Math.random())
    ears.down(end.why, rest)
    await sleep(rest, undefined, { signal }).catch(() => {})
  }
}
