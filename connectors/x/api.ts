// The one place that speaks to X, through twitter-api-v2: keys, addresses, time-outs, and errors as values.
import { Agent } from 'node:http'
import { ApiRequestError, ApiResponseError, TwitterApi } from 'twitter-api-v2'
import { isRecord } from '../edge.ts'

export type XConfig = {
  /** `https://api.x.com`, or a simulator. */
  readonly url: string
  /** The app's own: enough to read. */
  readonly bearerToken?: string | undefined
  /** The account's own: needed to write and for its messages. */
  readonly user?: {
    readonly appKey: string
    readonly appSecret: string
    readonly accessToken: string
    readonly accessSecret: string
  }
  readonly accountId?: string | undefined
  /** Recent search beside the mentions; found posts are rarely answerable. */
  readonly query?: string | undefined
}

export type XAnswer =
  | { readonly kind: 'answer'; readonly body: unknown }
  | { readonly kind: 'failed'; readonly status: number; readonly problem: Problem; readonly afterMs: number | null }
  | { readonly kind: 'lost'; readonly sent: boolean; readonly reason: 'timeout' | 'network' }
  | { readonly kind: 'unable' }

export type Problem = { readonly type: string; readonly detail: string }

type Call = {
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Record<string, unknown>
  readonly as: 'app' | 'user'
}

const clientFor = (config: XConfig, as: Call['as']): TwitterApi | null => {
  // The library always asks through https; an agent of plain http is what lets it reach a simulator.
  const settings = config.url.startsWith('http:') ? { httpAgent: new Agent() } : {}
  if (as === 'app' && config.bearerToken) return new TwitterApi(config.bearerToken, settings)
  return config.user === undefined ? null : new TwitterApi(config.user, settings)
}

/** The reset is a moment in seconds; a second more, because clocks differ. */
const afterReset = (error: ApiResponseError, now: number): number | null => {
  const reset = error.rateLimit?.reset
  return reset === undefined ? null : Math.max(1_000, reset * 1000 - now + 1_000)
}

const problemOf = (data: unknown): Problem => {
  const first = isRecord(data) && Array.isArray(data.errors) && isRecord(data.errors[0]) ? data.errors[0] : {}
  const body = isRecord(data) ? data : {}
  const word = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
  const type =
    word(body.type ?? first.type)
      .split('/')
      .at(-1) ?? ''
  return {
    type: type === 'about:blank' || type === '' ? word(first.code) : type,
    detail: word(body.detail ?? first.detail ?? first.message),
  }
}

const neverLeft = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/

/** The library keeps the cause of a failed request, but its own `requestError` looks for it under another name. */
const causeOf = (error: unknown): unknown => {
  if (!(error instanceof ApiRequestError)) return error
  const options: unknown = Reflect.get(error, '_options')
  return error.requestError ?? (isRecord(options) ? options.error : undefined)
}

const failureOf = (error: unknown): XAnswer => {
  if (error instanceof ApiResponseError) {
    const afterMs = afterReset(error, Date.now())
    return { kind: 'failed', status: error.code, problem: problemOf(error.data), afterMs }
  }
  const cause = causeOf(error)
  const code = isRecord(cause) && typeof cause.code === 'string' ? cause.code : ''
  const late = cause instanceof Error && cause.message === 'Request timeout.'
  return { kind: 'lost', sent: !neverLeft.test(code), reason: late ? 'timeout' : 'network' }
}

export const call = async (
  config: XConfig,
  { path, query, body, as }: Call,
  signal: AbortSignal,
  timeoutMs = 15_000,
): Promise<XAnswer> => {
  const client = clientFor(config, as)
  if (client === null) return { kind: 'unable' }
  if (signal.aborted) return { kind: 'lost', sent: false, reason: 'timeout' }
  const options = { prefix: '', fullResponse: true, timeout: timeoutMs } as const
  const url = `${config.url}/2/${path}`
  try {
    const answer =
      body === undefined ? await client.v2.get(url, query, options) : await client.v2.post(url, body, options)
    return { kind: 'answer', body: answer.data }
  } catch (error) {
    return failureOf(error)
  }
}
