// Mentions, then recent search, a page a call. The newest id counts as seen only when every page down to the last is stored.
import { z } from 'zod'
import { ConnectorError, type PollPage } from '../connector.ts'
import { isRecord, maybe, words } from '../edge.ts'
import { call, type XAnswer, type XConfig } from './api.ts'
import { timeOfId } from './common.ts'
import { documentEvents, withOriginals } from './mapper.ts'

/** `since`: everything up to it is stored. `newest`, `token`: the pages being read, newest first. */
const position = z.object({ since: words, newest: words, token: words })
const state = z.object({ feed: z.enum(['mentions', 'search']), mentions: position, search: position })
type State = z.infer<typeof state>
type Position = z.infer<typeof position>

const start: State = { feed: 'mentions', mentions: {} as Position, search: {} as Position }

const stateOf = (cursor: string | null): State => {
  if (cursor === null) return start
  const parsed = state.safeParse(JSON.parse(cursor))
  if (!parsed.success) throw new ConnectorError('x', 'malformed', 'x: the cursor is not one of this connector')
  return parsed.data
}

export const fields: Readonly<Record<string, string>> = {
  'tweet.fields':
    'author_id,attachments,conversation_id,created_at,edit_history_tweet_ids,entities,geo,in_reply_to_user_id,lang,note_tweet,referenced_tweets,withheld',
  expansions: 'author_id,attachments.media_keys,geo.place_id,referenced_tweets.id,referenced_tweets.id.author_id',
  'user.fields': 'username,name',
  'media.fields': 'type,url,preview_image_url,alt_text,variants',
  'place.fields': 'full_name,geo',
}

const week = 7 * 24 * 3_600_000

/** Search knows seven days; an older id is refused, so the gap is read from as far back as it goes. */
const sinceOf = (feed: State['feed'], since: string | undefined, now: number): Readonly<Record<string, string>> => {
  if (since === undefined) return {}
  const at = timeOfId(since)
  const tooOld = feed === 'search' && at !== undefined && Date.parse(at) < now - week + 3_600_000
  return tooOld ? { start_time: new Date(now - week + 120_000).toISOString() } : { since_id: since }
}

const requestFor = (config: XConfig, { feed, ...at }: State) => {
  const { since, token } = at[feed]
  const query = { ...fields, max_results: '100', ...sinceOf(feed, since, Date.now()) }
  const page = token === undefined ? {} : { pagination_token: token }
  return feed === 'mentions'
    ? { path: `users/${encodeURIComponent(config.accountId ?? '')}/mentions`, query: { ...query, ...page } }
    : { path: 'tweets/search/recent', query: { ...query, query: config.query ?? '', sort_order: 'recency', ...page } }
}

export const errorOf = (answer: Exclude<XAnswer, { kind: 'answer' }>): ConnectorError => {
  if (answer.kind === 'unable') return new ConnectorError('x', 'auth', 'x: no keys are configured for this')
  if (answer.kind === 'lost') return new ConnectorError('x', answer.reason, `x: no answer (${answer.reason})`)
  const { status, problem, afterMs } = answer
  const kind =
    status === 429 ? 'rate' : status === 401 || status === 403 ? 'auth' : status >= 500 ? 'server' : 'refused'
  return new ConnectorError('x', kind, `x: answered ${status} ${problem.type}`.trim(), afterMs)
}

const meta = z.object({ meta: maybe(z.object({ newest_id: words, next_token: words })) })

const advance = (
  current: State,
  body: unknown,
  searches: boolean,
): { readonly state: State; readonly more: boolean } => {
  const told = meta.safeParse(isRecord(body) ? body : {}).data?.meta
  const { feed } = current
  const before = current[feed]
  const newest = before.newest ?? told?.newest_id
  if (told?.next_token !== undefined)
    return { state: { ...current, [feed]: { ...before, newest, token: told.next_token } }, more: true }
  const done = { since: newest ?? before.since, newest: undefined, token: undefined }
  const next = feed === 'mentions' && searches ? 'search' : 'mentions'
  return { state: { ...current, feed: next, [feed]: done }, more: next === 'search' }
}

export const poll = async (config: XConfig, cursor: string | null, signal: AbortSignal): Promise<PollPage> => {
  const current = stateOf(cursor)
  const answer = await call(config, { ...requestFor(config, current), as: 'app' }, signal)
  if (answer.kind !== 'answer') throw errorOf(answer)
  const heard = { account: config.accountId, own: config.accountId }
  const events = documentEvents(answer.body, heard)
  if (events === null) throw new ConnectorError('x', 'malformed', 'x: the answer is no page of posts')
  const next = advance(current, answer.body, Boolean(config.query))
  return { events: withOriginals(events), cursor: JSON.stringify(next.state), more: next.more }
}
