// Mentions, then recent search, a page a call. The newest id counts as seen only when every page down to the last is stored.
import { z } from 'zod'
import { ConnectorError, type PollPage } from '../connector.ts'
import { derivedId, isRecord, maybe, readJsonText, words } from '../edge.ts'
import { type Call, call, readUses, type XAnswer, type XConfig } from './api.ts'
import { timeOfId } from './common.ts'
import { documentEvents, withOriginals } from './mapper.ts'
import { buildQueries, matcherOf } from './query.ts'

/** `since`: everything up to it is stored. `newest`, `token`: the pages being read, newest first. */
const position = z.object({ since: words, newest: words, token: words })
/** One position a feed, and the feed whose turn it is. */
const state = z.object({ feed: z.string().regex(/^(?:mentions|search(?::\w+)?)$/) }).catchall(position)
type Position = z.infer<typeof position>
type State = { readonly feed: string; readonly at: Readonly<Record<string, Position>> }

const stateOf = (cursor: string | null): State => {
  if (cursor === null) return { feed: 'mentions', at: {} }
  const json = readJsonText(cursor)
  const parsed = state.safeParse(json.ok ? json.value : null)
  if (!parsed.success) throw new ConnectorError('x', 'malformed', 'x: the cursor is not one of this connector')
  const { feed, ...at } = parsed.data
  return { feed, at: at as Record<string, Position> }
}

/** Mentions come first: they are cheap and can be answered. A changed query is a feed of its own, read from its beginning. */
type Feed = { readonly name: string; readonly query?: string; readonly fits?: (text: string) => boolean }

export const feedsOf = ({ accountId, query, terms = [], queryLength = 512 }: XConfig): readonly Feed[] => {
  const fits = matcherOf(terms)
  const built = buildQueries(terms, queryLength)
  return [
    ...(accountId === undefined ? [] : [{ name: 'mentions' }]),
    ...(query ? [{ name: 'search', query }] : []),
    ...built.map((one) => ({ name: `search:${derivedId(one).slice(8, 20)}`, query: one, fits })),
  ]
}

export const fields: Readonly<Record<string, string>> = {
  'tweet.fields':
    'author_id,attachments,conversation_id,created_at,edit_history_tweet_ids,entities,geo,in_reply_to_user_id,lang,note_tweet,referenced_tweets,withheld',
  expansions: 'author_id,attachments.media_keys,geo.place_id,referenced_tweets.id,referenced_tweets.id.author_id',
  'user.fields': 'username,name',
  'media.fields': 'type,url,preview_image_url,alt_text,variants',
  'place.fields': 'full_name,geo',
}

const none: Position = { since: undefined, newest: undefined, token: undefined }
const week = 7 * 24 * 3_600_000

/** Search knows seven days; an older id is refused, so the gap is read from as far back as it goes. */
const sinceOf = (feed: Feed, since: string | undefined, now: number): Readonly<Record<string, string>> => {
  if (since === undefined) return {}
  const at = timeOfId(since)
  const tooOld = feed.query !== undefined && at !== undefined && Date.parse(at) < now - week + 3_600_000
  return tooOld ? { start_time: new Date(now - week + 120_000).toISOString() } : { since_id: since }
}

const callFor = (config: XConfig, feed: Feed, { since, token }: Position): Call => {
  const query = { ...fields, max_results: '100', ...sinceOf(feed, since, Date.now()) }
  const page = token === undefined ? {} : { pagination_token: token }
  if (feed.query === undefined)
    return {
      path: `users/${encodeURIComponent(config.accountId ?? '')}/mentions`,
      endpoint: 'mentions',
      query: { ...query, ...page },
      as: 'app',
      uses: readUses('owned-read'),
    }
  return {
    path: 'tweets/search/recent',
    endpoint: 'search',
    query: { ...query, query: feed.query, sort_order: 'recency', ...page },
    as: 'app',
    uses: readUses('post-read'),
  }
}

export const errorOf = (answer: Exclude<XAnswer, { kind: 'answer' }>): ConnectorError => {
  if (answer.kind === 'unable') return new ConnectorError('x', 'auth', 'x: no keys are configured for this')
  if (answer.kind === 'held') {
    const { reason, until } = answer.hold
    return new ConnectorError('x', reason, `x: held back (${reason})`, Math.max(0, until - Date.now()))
  }
  if (answer.kind === 'lost') return new ConnectorError('x', answer.reason, `x: no answer (${answer.reason})`)
  const { status, problem, afterMs } = answer
  const kind =
    status === 429 ? 'rate' : status === 401 || status === 403 ? 'auth' : status >= 500 ? 'server' : 'refused'
  return new ConnectorError('x', kind, `x: answered ${status} ${problem.type}`.trim(), afterMs)
}

const meta = z.object({ meta: maybe(z.object({ newest_id: words, next_token: words })) })

const advance = (current: State, feeds: readonly Feed[], body: unknown) => {
  const told = meta.safeParse(isRecord(body) ? body : {}).data?.meta
  const { feed, at } = current
  const before = at[feed]
  const newest = before?.newest ?? told?.newest_id
  const here = (position: Position, next: string) => ({ feed: next, ...at, [feed]: position })
  if (told?.next_token !== undefined)
    return { state: here({ since: before?.since, newest, token: told.next_token }, feed), more: true }
  const turn = feeds.findIndex(({ name }) => name === feed) + 1
  const next = feeds[turn % feeds.length]!.name
  const done = { since: newest ?? before?.since, newest: undefined, token: undefined }
  return { state: here(done, next), more: turn < feeds.length }
}

export const poll = async (config: XConfig, cursor: string | null, signal: AbortSignal): Promise<PollPage> => {
  const feeds = feedsOf(config)
  const kept = stateOf(cursor)
  const feed = feeds.find(({ name }) => name === kept.feed) ?? feeds[0]!
  const current: State = { ...kept, feed: feed.name }
  const answer = await call(config, callFor(config, feed, current.at[feed.name] ?? none), signal)
  if (answer.kind !== 'answer') throw errorOf(answer)
  const heard = { account: config.accountId, own: config.accountId }
  const events = documentEvents(answer.body, heard)
  if (events === null) throw new ConnectorError('x', 'malformed', 'x: the answer is no page of posts')
  const { state: next, more } = advance(current, feeds, answer.body)
  const told = withOriginals(events)
  const wanted = told.filter(
    ({ kind, text = '' }) => feed.fits === undefined || (kind !== 'post' && kind !== 'edit') || feed.fits(text),
  )
  return { events: wanted, cursor: JSON.stringify(next), more, passedOver: told.length - wanted.length }
}
