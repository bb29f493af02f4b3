// Instagram over the network: answer under a comment, privately, or in the conversation; fetch a post or a file.
import { type ChannelEvent, ConnectorError, type DeliveryOutcome, type OutgoingReply } from '../connector.ts'
import { isRecord } from '../edge.ts'
import { answerJson, lostOutcome, readFileOf, readRemote, request, retryAfterMs } from '../http.ts'
import { answerEvents } from './answer.ts'
import { fault, sendAnswer } from './api-types.ts'

export type InstagramAccount = { readonly id: string; readonly token: string }

export type InstagramConfig = {
  /** `https://graph.facebook.com`, `https://graph.instagram.com` by login product, or a simulator. */
  readonly url: string
  readonly version: string
  readonly accounts: readonly InstagramAccount[]
}

const minute = 60_000
const throttled = new Set(['4', '17', '32', '613', '80002', '80006'])
const transient = new Set(['1', '2', '1200'])

/** `code` or `code/subcode` → a stable word for why the channel will not take it. */
const refusals: Readonly<Record<string, string>> = {
  '10': 'permission',
  '10/2534022': 'window-closed',
  '10/2018278': 'window-closed',
  '100': 'parameter',
  '100/33': 'gone',
  '100/2534014': 'undeliverable',
  '190': 'token',
  '200': 'permission',
  '368': 'account-blocked',
  '551': 'undeliverable',
  '10900': 'already-answered',
  '10903': 'window-closed',
}

/** Never with `fields`: Meta then makes the comment and still answers an error, and a retry makes another. */
const callOf = ({
  route,
  to,
  text,
  account,
}: OutgoingReply): { readonly path: string; readonly body: unknown } | null => {
  const message = { text }
  if (route === 'instagram-comment') return { path: `${encodeURIComponent(to)}/replies`, body: { message: text } }
  if (route === 'instagram-private')
    return { path: `${account}/messages`, body: { recipient: { comment_id: to }, message } }
  if (route === 'instagram-dm') return { path: `${account}/messages`, body: { recipient: { id: to }, message } }
  return null
}

const outcomeOf = (status: number, json: unknown, after: number | null): DeliveryOutcome => {
  const { data } = fault.safeParse(isRecord(json) ? json.error : undefined)
  const code = data?.code
  if (status === 429 || (code !== undefined && throttled.has(code)))
    return { kind: 'retry', afterMs: after ?? 10 * minute, reason: `rate ${code ?? status}` }
  if (code !== undefined && (transient.has(code) || data?.is_transient === true))
    return { kind: 'retry', afterMs: after ?? minute, reason: `transient ${code}` }
  const reason = refusals[`${code}/${data?.error_subcode}`] ?? refusals[code ?? '']
  if (code !== undefined && reason !== undefined) return { kind: 'refused', code, reason }
  if (status >= 500) return { kind: 'unknown', reason: `answered ${status}` }
  return { kind: 'refused', code: code ?? String(status), reason: 'refused' }
}

export const send = async (
  config: InstagramConfig,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<DeliveryOutcome> => {
  const account = config.accounts.find(({ id }) => id === reply.account)
  if (account === undefined) return { kind: 'refused', code: 'account', reason: 'account-not-configured' }
  const call = callOf(reply)
  if (call === null) return { kind: 'refused', code: 'route', reason: 'route' }
  const headers = { authorization: `Bearer ${account.token}`, 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(call.body) }
  const answer = await request(`${config.url}/${config.version}/${call.path}`, init, signal)
  if (answer.kind === 'lost') return lostOutcome(answer)
  const json = answerJson(answer)
  if (answer.status >= 300) return outcomeOf(answer.status, json, retryAfterMs(answer.headers, Date.now()))
  const { data } = sendAnswer.safeParse(json)
  const remoteId = data?.message_id ?? data?.id
  return remoteId === undefined ? { kind: 'unknown', reason: 'no message id' } : { kind: 'sent', remoteId }
}

const accountOf = (config: InstagramConfig, id: string | undefined): InstagramAccount => {
  const account = config.accounts.find((one) => one.id === id) ?? config.accounts[0]
  if (account === undefined) throw new ConnectorError('instagram', 'auth', 'instagram: no account is configured')
  return account
}

const commentFields = 'id,text,timestamp,username,from,parent_id,media{id,media_product_type}'
export const mediaFields = 'id,caption,media_type,media_url,permalink,timestamp,username'

/** An id alone does not say what it is of: a comment of ours, a mention elsewhere, or a post. Null when none has it. */
const pathsFor = (account: string, id: string): readonly string[] => [
  `${id}?fields=${commentFields}`,
  `${account}?fields=mentioned_comment.comment_id(${id}){id,text,timestamp,media{id}}`,
  `${account}?fields=mentioned_media.media_id(${id}){${mediaFields}}`,
  `${id}?fields=${mediaFields},owner`,
]

export const read = async (config: InstagramConfig, account: InstagramAccount, path: string, signal: AbortSignal) => {
  const { status, body, headers } = await readRemote(
    'instagram',
    `${config.url}/${config.version}/${path}`,
    account.token,
    signal,
  )
  const { data } = fault.safeParse(isRecord(body) ? body.error : undefined)
  if (status < 300) return body
  if (data?.code === '190' || status === 401)
    throw new ConnectorError('instagram', 'auth', 'instagram: the token is refused')
  if (data?.code !== undefined && throttled.has(data.code))
    throw new ConnectorError(
      'instagram',
      'rate',
      'instagram: asked too often',
      retryAfterMs(headers, Date.now()) ?? 10 * minute,
    )
  return null
}

export const fetchPost = async (
  config: InstagramConfig,
  id: string,
  signal: AbortSignal,
  accountId?: string,
): Promise<ChannelEvent | null> => {
  const account = accountOf(config, accountId)
  for (const path of pathsFor(account.id, encodeURIComponent(id))) {
    const body = await read(config, account, path, signal)
    const event = body === null ? undefined : answerEvents(body, { account: account.id })?.[0]
    if (event?.remoteId === id) return event
  }
  return null
}

const fileHosts = ['lookaside.fbsbx.com', '.cdninstagram.com', '.fbcdn.net']

/** Files come with an address of their own, which carries its own leave and gets no token. */
export const fetchMedia = async (
  config: InstagramConfig,
  remoteId: string,
  signal: AbortSignal,
  accountId?: string,
) => {
  const address = remoteId.includes('://') ? remoteId : await addressOf(config, remoteId, signal, accountId)
  return readFileOf('instagram', { url: address, base: config.url, hosts: fileHosts }, signal)
}

const addressOf = async (
  config: InstagramConfig,
  id: string,
  signal: AbortSignal,
  accountId?: string,
): Promise<string> => {
  const body = await read(config, accountOf(config, accountId), `${encodeURIComponent(id)}?fields=media_url`, signal)
  const url = isRecord(body) ? body.media_url : undefined
  if (typeof url !== 'string') throw new ConnectorError('instagram', 'refused', 'instagram: the file has no address')
  return url
}
