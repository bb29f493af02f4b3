// Instagram over the network: answer under a comment, privately, or in the conversation; fetch a post or a file.
import { type ChannelEvent, ConnectorError, type DeliveryOutcome, type OutgoingReply } from '../connector.ts'
import { isRecord } from '../edge.ts'
import { answerJson, graphRate, lostOutcome, readFileOf, request, retryAfterMs } from '../http.ts'
import { answerEvents } from './answer.ts'
import { fault, sendAnswer } from './api-types.ts'
import { accountOf, type InstagramAccount, type InstagramConfig, metered, minute, read, throttled } from './graph.ts'
import { ownAnswer, underMedia } from './own.ts'

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

type Post = { readonly path: string; readonly body: Readonly<Record<string, unknown>> }

/** Never with `fields`: Meta then makes the comment and still answers an error, and a retry makes another. */
const postOf = async (wanted: Wanted): Promise<Post | null> => {
  const { route, to, text, account, humanAgent = false } = wanted.reply
  const message = { text }
  if (route === 'instagram-comment') return { path: `${encodeURIComponent(to)}/replies`, body: { message: text } }
  if (route === 'instagram-private')
    return { path: `${account}/messages`, body: { recipient: { comment_id: to }, message } }
  if (route === 'instagram-dm') {
    const late = humanAgent ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : {}
    return { path: `${account}/messages`, body: { recipient: { id: to }, message, ...late } }
  }
  if (route !== 'instagram-mention') return null
  const media = await underMedia(wanted.config, wanted.account, to, wanted.signal)
  const where = media === null ? { media_id: to } : { media_id: media, comment_id: to }
  return { path: `${account}/mentions`, body: { ...where, message: text } }
}

type Wanted = {
  readonly config: InstagramConfig
  readonly account: InstagramAccount
  readonly reply: OutgoingReply
  readonly signal: AbortSignal
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

const make = async ({ config, account, signal }: Wanted, { path, body }: Post): Promise<DeliveryOutcome> => {
  const headers = { authorization: `Bearer ${account.token}`, 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await request(`${config.url}/${config.version}/${path}`, init, signal)
  if (answer.kind === 'lost') return lostOutcome(answer)
  await config.meter?.note(metered(account, true), { rate: graphRate(answer.headers, Date.now()) })
  const json = answerJson(answer)
  if (answer.status >= 300) return outcomeOf(answer.status, json, retryAfterMs(answer.headers, Date.now()))
  const { data } = sendAnswer.safeParse(json)
  const remoteId = data?.message_id ?? data?.id
  return remoteId === undefined ? { kind: 'unknown', reason: 'no message id' } : { kind: 'sent', remoteId }
}

/** A question that failed before anything was sent: the answer may still be. */
const notAsked = (error: unknown): DeliveryOutcome => {
  if (!(error instanceof ConnectorError)) throw error
  if (error.kind === 'auth') return { kind: 'refused', code: 'token', reason: 'token' }
  return { kind: 'retry', afterMs: error.retryAfterMs ?? minute, reason: `not asked: ${error.kind}` }
}

export const send = async (
  config: InstagramConfig,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<DeliveryOutcome> => {
  const account = config.accounts.find(({ id }) => id === reply.account)
  if (account === undefined) return { kind: 'refused', code: 'account', reason: 'account-not-configured' }
  const hold = await config.meter?.hold(metered(account, true))
  if (hold) return { kind: 'retry', afterMs: Math.max(1_000, hold.until - Date.now()), reason: hold.reason }
  const wanted = { config, account, reply, signal }
  let post: Post | null
  try {
    const before = await ownAnswer(config, account, reply, signal)
    if (before !== null) return { kind: 'sent', remoteId: before }
    post = await postOf(wanted)
  } catch (error) {
    return notAsked(error)
  }
  return post === null ? { kind: 'refused', code: 'route', reason: 'route' } : make(wanted, post)
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
  mostBytes?: number,
) => {
  const address = remoteId.includes('://') ? remoteId : await addressOf(config, remoteId, signal, accountId)
  return readFileOf('instagram', { url: address, base: config.url, hosts: fileHosts, mostBytes }, signal)
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
