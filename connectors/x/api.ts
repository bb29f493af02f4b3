// The one place that speaks to X, through twitter-api-v2: keys, addresses, time-outs, and errors as values.
import { Agent } from 'node:http'
import { ApiRequestError, ApiResponseError, TwitterApi, type TwitterRateLimit } from 'twitter-api-v2'
import { ConnectorError, type Hold, type Meter, type Use, unmetered, type Vault } from '../connector.ts'
import { isRecord } from '../edge.ts'
import { publicAgent } from '../outbound.ts'
import { accessToken, type OAuth2 } from './oauth2.ts'

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
  /** The account's grant to an OAuth 2 app: short-lived tokens, renewed by one that changes each time. */
  readonly oauth2?: OAuth2 | undefined
  readonly accountId?: string | undefined
  /** Recent search beside the mentions; found posts are rarely answerable. */
  readonly query?: string | undefined
  /** Words and phrases to listen for: built into as many queries as they need. */
  readonly terms?: readonly string[] | undefined
  /** Longest query of the plan: 512, or 4,096 on Enterprise. */
  readonly queryLength?: number | undefined
  /** Hears the terms as they are posted, beside the asking. */
  readonly stream?: boolean | undefined
  readonly meter?: Meter | undefined
  readonly vault?: Vault | undefined
}

export type XAnswer =
  | { readonly kind: 'answer'; readonly body: unknown; readonly access: string | undefined }
  | { readonly kind: 'failed'; readonly status: number; readonly problem: Problem; readonly afterMs: number | null }
  | { readonly kind: 'lost'; readonly sent: boolean; readonly reason: 'timeout' | 'network' }
  | { readonly kind: 'held'; readonly hold: Hold }
  | { readonly kind: 'unable' }

export type Problem = { readonly type: string; readonly detail: string }

export type Call = {
  readonly path: string
  /** As rate limits and prices name it. */
  readonly endpoint: string
  /** What a good answer costs. */
  readonly uses?: (body: unknown) => readonly Use[]
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Record<string, unknown>
  readonly as: 'app' | 'user'
}

/** The platform's own address is public; one that the operator set may be anywhere. */
const ownAgent = (url: string) => (new URL(url).hostname === 'api.x.com' ? { httpAgent: publicAgent } : {})

const clientFor = async (config: XConfig, as: Call['as'], signal: AbortSignal): Promise<TwitterApi | null> => {
  // The library always asks through https; an agent of plain http is what lets it reach a simulator.
  const settings = config.url.startsWith('http:') ? { httpAgent: new Agent() } : ownAgent(config.url)
  if (as === 'app' && config.bearerToken) return new TwitterApi(config.bearerToken, settings)
  if (config.oauth2 !== undefined && config.vault !== undefined)
    return new TwitterApi(await accessToken(config.oauth2, config.vault, config.url, signal), settings)
  return config.user === undefined ? null : new TwitterApi(config.user, settings)
}

const rateOf = (rate: TwitterRateLimit | undefined) =>
  rate === undefined ? undefined : { limit: rate.limit, remaining: rate.remaining, resetAt: rate.reset * 1000 }

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

/** Without a token nothing has left: the call may be made again, or says that the grant is gone. */
const ungranted = (error: unknown): XAnswer => {
  if (!(error instanceof ConnectorError)) throw error
  if (error.kind !== 'auth') return { kind: 'lost', sent: false, reason: 'network' }
  return { kind: 'failed', status: 401, problem: { type: 'token', detail: error.message }, afterMs: null }
}

const ask = async (client: TwitterApi, url: string, { query, body }: Call, timeout: number) => {
  const options = { prefix: '', fullResponse: true, timeout } as const
  return body === undefined ? client.v2.get(url, query, options) : client.v2.post(url, body, options)
}

export const call = async (
  config: XConfig,
  wanted: Call,
  signal: AbortSignal,
  timeoutMs = 15_000,
): Promise<XAnswer> => {
  const { meter = unmetered, accountId = 'x' } = config
  const metered = { channel: 'x', account: accountId, endpoint: `${wanted.endpoint} (${wanted.as})` } as const
  if (signal.aborted) return { kind: 'lost', sent: false, reason: 'timeout' }
  const hold = await meter.hold(metered)
  if (hold !== null) return { kind: 'held', hold }
  const client = await clientFor(config, wanted.as, signal).catch(ungranted)
  if (client === null) return { kind: 'unable' }
  if ('kind' in client) return client
  try {
    const answer = await ask(client, `${config.url}/2/${wanted.path}`, wanted, timeoutMs)
    await meter.note(metered, { rate: rateOf(answer.rateLimit), uses: wanted.uses?.(answer.data) })
    const access = answer.headers['x-access-level']
    return { kind: 'answer', body: answer.data, access: typeof access === 'string' ? access : undefined }
  } catch (error) {
    if (error instanceof ApiResponseError) await meter.note(metered, { rate: rateOf(error.rateLimit) })
    return failureOf(error)
  }
}

const idsOf = (items: unknown): readonly string[] =>
  (Array.isArray(items) ? items : [items]).flatMap((item) => (isRecord(item) ? [String(item.id ?? '')] : []))

/** What X charges for an answer with posts: each post and each person in it. */
export const readUses =
  (what: 'post-read' | 'owned-read') =>
  (body: unknown): readonly Use[] => {
    if (!isRecord(body)) return []
    const includes = isRecord(body.includes) ? body.includes : {}
    return [
      { what, ids: idsOf(body.data ?? []) },
      { what: 'post-read', ids: idsOf(includes.tweets ?? []) },
      { what: 'user-read', ids: idsOf(includes.users ?? []) },
    ]
  }
