// The one place that asks Instagram's Graph: tokens, limits, and what its answers mean.
import { ConnectorError, type Meter, unmetered } from '../connector.ts'
import { isRecord } from '../edge.ts'
import { graphRate, readRemote, retryAfterMs } from '../http.ts'
import { fault } from './api-types.ts'

export type InstagramAccount = { readonly id: string; readonly token: string }

export type InstagramConfig = {
  /** `https://graph.facebook.com`, `https://graph.instagram.com` by login product, or a simulator. */
  readonly url: string
  readonly version: string
  readonly accounts: readonly InstagramAccount[]
  /** Hashtags to listen to, without the sign; only the Facebook login product has them. */
  readonly hashtags?: readonly string[] | undefined
  readonly meter?: Meter | undefined
}

/** Only one of the two login products knows tags, hashtags and mentions of us elsewhere. */
export const isFacebookLogin = ({ url }: InstagramConfig): boolean => url !== 'https://graph.instagram.com'

export const minute = 60_000
export const throttled = new Set(['4', '17', '32', '613', '80002', '80006'])
/** Reading stops before the allowance does: what is left of it belongs to answers. */
const reserve = 10

export const metered = (account: InstagramAccount, forReplies = false) =>
  ({ channel: 'instagram', account: account.id, endpoint: 'graph', reserve: forReplies ? 0 : reserve }) as const

export type Look =
  | { readonly kind: 'there'; readonly body: unknown }
  /** Code 100, subcode 33: no such object, or not for this token. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly code: string }

const told = (status: number, body: unknown, headers: Headers): Look => {
  if (status < 300) return { kind: 'there', body }
  const { data } = fault.safeParse(isRecord(body) ? body.error : undefined)
  if (data?.code === '190' || status === 401)
    throw new ConnectorError('instagram', 'auth', 'instagram: the token is refused')
  if (data?.code !== undefined && throttled.has(data.code)) {
    const after = retryAfterMs(headers, Date.now()) ?? 10 * minute
    throw new ConnectorError('instagram', 'rate', 'instagram: asked too often', after)
  }
  if (data?.code === '100' && data.error_subcode === '33') return { kind: 'gone' }
  return { kind: 'refused', code: data?.code ?? String(status) }
}

export const look = async (
  { url, version, meter = unmetered }: InstagramConfig,
  account: InstagramAccount,
  path: string,
  signal: AbortSignal,
): Promise<Look> => {
  const hold = await meter.hold(metered(account))
  if (hold !== null)
    throw new ConnectorError('instagram', hold.reason, `instagram: held back (${hold.reason})`, hold.until - Date.now())
  const { status, body, headers } = await readRemote('instagram', `${url}/${version}/${path}`, account.token, signal)
  await meter.note(metered(account), { rate: graphRate(headers, Date.now()) })
  return told(status, body, headers)
}

/** Null: there is nothing there for this token. */
export const read = async (
  config: InstagramConfig,
  account: InstagramAccount,
  path: string,
  signal: AbortSignal,
): Promise<unknown> => {
  const found = await look(config, account, path, signal)
  return found.kind === 'there' ? found.body : null
}

export const accountOf = (config: InstagramConfig, id: string | undefined): InstagramAccount => {
  const account = config.accounts.find((one) => one.id === id) ?? config.accounts[0]
  if (account === undefined) throw new ConnectorError('instagram', 'auth', 'instagram: no account is configured')
  return account
}
