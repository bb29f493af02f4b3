// X over the network, beyond polling: send one reply or message, fetch a post or a file.
import { type ChannelEvent, ConnectorError, type DeliveryOutcome, type OutgoingReply } from '../connector.ts'
import { isRecord } from '../edge.ts'
import { lostOutcome, readFileOf } from '../http.ts'
import { type Call, call, readUses, type XAnswer, type XConfig } from './api.ts'
import { documentEvents } from './mapper.ts'
import { errorOf, fields } from './poll.ts'

const minute = 60_000

/** X counts an address in a post at more than ten times the price of words. */
const hasAddress = (text: string) => /https?:\/\/|\b[\w-]+\.(?:com|net|org|gov|kw|co|io|me)\b/i.test(text)

const priceOf = ({ route, text }: OutgoingReply): string => {
  if (route === 'x-dm') return 'dm-create'
  if (hasAddress(text)) return 'post-create-url'
  return route === 'x-reply' ? 'summoned-reply' : 'post-create'
}

const callOf = (reply: OutgoingReply): Call | null => {
  const { route, to, text } = reply
  const paid = { as: 'user', uses: () => [{ what: priceOf(reply), count: 1 }] } as const
  if (route === 'x-reply')
    return { ...paid, path: 'tweets', endpoint: 'create', body: { text, reply: { in_reply_to_tweet_id: to } } }
  if (route === 'x-post') return { ...paid, path: 'tweets', endpoint: 'create', body: { text } }
  if (route === 'x-dm') {
    const path = `dm_conversations/with/${encodeURIComponent(to)}/messages`
    return { ...paid, path, endpoint: 'dm', body: { text } }
  }
  return null
}

const reasons: Readonly<Record<number, string>> = {
  400: 'parameter',
  401: 'token',
  402: 'payment',
  403: 'forbidden',
  404: 'gone',
}

const outcomeOf = (answer: Exclude<XAnswer, { kind: 'answer' }>): DeliveryOutcome => {
  if (answer.kind === 'unable') return { kind: 'refused', code: 'account', reason: 'account-not-configured' }
  if (answer.kind === 'lost') return lostOutcome(answer)
  if (answer.kind === 'held') {
    const { reason, until } = answer.hold
    if (reason === 'budget') return { kind: 'refused', code: 'budget', reason: 'usage-capped' }
    return { kind: 'retry', afterMs: Math.max(1_000, until - Date.now()), reason: 'rate' }
  }
  const { status, problem, afterMs } = answer
  const code = problem.type || String(status)
  if (problem.type === 'usage-capped') return { kind: 'refused', code, reason: 'usage-capped' }
  if (status === 429) return { kind: 'retry', afterMs: afterMs ?? 15 * minute, reason: `rate ${code}` }
  // Whether the post was made before the server failed cannot be told.
  if (status >= 500) return { kind: 'unknown', reason: `answered ${status}` }
  if (status === 403 && /duplicate/i.test(problem.detail)) return { kind: 'refused', code, reason: 'duplicate' }
  return { kind: 'refused', code, reason: reasons[status] ?? 'refused' }
}

export const send = async (config: XConfig, reply: OutgoingReply, signal: AbortSignal): Promise<DeliveryOutcome> => {
  const wanted = callOf(reply)
  if (wanted === null) return { kind: 'refused', code: 'route', reason: 'route' }
  const answer = await call(config, wanted, signal)
  if (answer.kind !== 'answer') return outcomeOf(answer)
  const data = isRecord(answer.body) && isRecord(answer.body.data) ? answer.body.data : {}
  const remoteId = data.id ?? data.dm_event_id
  return typeof remoteId === 'string' ? { kind: 'sent', remoteId } : { kind: 'unknown', reason: 'no post id' }
}

/** Null: deleted, protected, or its author suspended; what was stored of it must go. */
export const fetchPost = async (config: XConfig, id: string, signal: AbortSignal): Promise<ChannelEvent | null> => {
  const uses = readUses('post-read')
  const path = `tweets/${encodeURIComponent(id)}`
  const answer = await call(config, { path, endpoint: 'lookup', query: fields, as: 'app', uses }, signal)
  if (answer.kind === 'failed' && answer.status === 404) return null
  if (answer.kind !== 'answer') throw errorOf(answer)
  const events = documentEvents(answer.body, { account: config.accountId, own: config.accountId }) ?? []
  return events.find((event) => event.remoteId === id) ?? null
}

const fileHosts = ['pbs.twimg.com', 'video.twimg.com']

/** X names its files by address. */
export const fetchMedia = async (config: XConfig, address: string, signal: AbortSignal, mostBytes?: number) => {
  if (!address.includes('://')) throw new ConnectorError('x', 'refused', 'x: a file is fetched by its address')
  return readFileOf('x', { url: address, base: config.url, hosts: fileHosts, mostBytes }, signal)
}
