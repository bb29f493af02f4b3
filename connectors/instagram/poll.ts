// What Instagram tells nobody: photos that tag an account, and hashtags. Asked for newest first, back to the last one that is
// stored. (Only the Facebook login product has these edges.)
// https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/hashtag-search
import { z } from 'zod'
import { type ChannelEvent, ConnectorError, type PollPage } from '../connector.ts'
import { isRecord, maybe, readJsonText, words } from '../edge.ts'
import { answerEvents } from './answer.ts'
import { mediaFields } from './client.ts'
import { type InstagramAccount, type InstagramConfig, look, read } from './graph.ts'

/** `seen`: the newest stored. `newest`, `after`: the pages being read. */
const position = z.object({ seen: words, newest: words, after: words })
/** `asked`: hashtags, with their id and when they began to count. */
const state = z.object({
  feed: z.string(),
  at: z.record(z.string(), position),
  asked: z.record(z.string(), z.object({ id: z.string(), since: z.number() })),
})
type State = z.infer<typeof state>
/** As it was while there were only tags. */
const older = z.object({ index: z.int(), seen: z.record(z.string(), z.string()) }).transform(
  ({ seen }): State => ({
    feed: '',
    at: Object.fromEntries(
      Object.entries(seen).map(([account, id]) => [
        `tags:${account}`,
        { seen: id, newest: undefined, after: undefined },
      ]),
    ),
    asked: {},
  }),
)

const stateOf = (cursor: string | null): State => {
  if (cursor === null) return { feed: '', at: {}, asked: {} }
  const json = readJsonText(cursor)
  const parsed = z.union([state, older]).safeParse(json.ok ? json.value : null)
  if (parsed.success) return parsed.data
  throw new ConnectorError('instagram', 'malformed', 'instagram: the cursor is not one of this connector')
}

type Feed = { readonly name: string; readonly account: InstagramAccount; readonly tag?: string }

const feedsOf = ({ accounts, hashtags = [] }: InstagramConfig): readonly Feed[] => [
  ...accounts.map((account) => ({ name: `tags:${account.id}`, account })),
  ...hashtags.map((tag) => ({ name: `hashtag:${tag}`, account: accounts[0]!, tag })),
]

const week = 7 * 24 * 3_600_000
/** Different hashtags an account may ask for in seven days; asking again for one of them is free. */
export const mostHashtags = 30

type Asked = State['asked']

/** The hashtag's id, and the ledger with it; null while thirty others count, or where the platform does not give it. */
const askFor = async (
  config: InstagramConfig,
  { account, tag = '' }: Feed,
  ledger: Asked,
  signal: AbortSignal,
): Promise<{ readonly id: string | null; readonly asked: Asked }> => {
  const now = Date.now()
  const known = ledger[tag]
  if (known !== undefined && known.since > now - week) return { id: known.id, asked: ledger }
  const counting = Object.values(ledger).filter(({ since }) => since > now - week)
  if (counting.length >= mostHashtags) return { id: null, asked: ledger }
  if (known !== undefined) return { id: known.id, asked: { ...ledger, [tag]: { id: known.id, since: now } } }
  const path = `ig_hashtag_search?user_id=${account.id}&q=${encodeURIComponent(tag)}`
  const body = await read(config, account, path, signal)
  const [first] = isRecord(body) && Array.isArray(body.data) ? body.data : []
  const id = isRecord(first) && typeof first.id === 'string' ? first.id : null
  return { id, asked: id === null ? ledger : { ...ledger, [tag]: { id, since: now } } }
}

const paging = z.object({ paging: maybe(z.object({ cursors: maybe(z.object({ after: words })), next: words })) })
const nowhere = { seen: undefined, newest: undefined, after: undefined }
/** Found by its word, said to nobody: it counts as evidence and cannot be answered. */
const overheard = (event: ChannelEvent): ChannelEvent => ({ ...event, type: 'hashtag', surface: 'hashtag' })

type Page = { readonly events: readonly ChannelEvent[]; readonly at: z.infer<typeof position> }

const pageOf = async (
  config: InstagramConfig,
  { account, tag }: Feed,
  { path, before }: { readonly path: string; readonly before: z.infer<typeof position> },
  signal: AbortSignal,
): Promise<Page> => {
  const page = before.after === undefined ? '' : `&after=${encodeURIComponent(before.after)}`
  const found = await look(config, account, `${path}&limit=50${page}`, signal)
  if (found.kind !== 'there') {
    const what = tag === undefined ? 'tags are' : 'hashtags are'
    throw new ConnectorError('instagram', 'refused', `instagram: ${what} not given to this token`)
  }
  const told = answerEvents(found.body, { account: account.id }) ?? []
  const known = told.findIndex(({ remoteId }) => remoteId === before.seen)
  const events = known < 0 ? told : told.slice(0, known)
  const next = paging.safeParse(found.body).data?.paging
  const newest = before.newest ?? events[0]?.remoteId
  const after = known < 0 && next?.next !== undefined ? next.cursors?.after : undefined
  const at = after === undefined ? { ...nowhere, seen: newest ?? before.seen } : { seen: before.seen, newest, after }
  return { events: tag === undefined ? events : events.map(overheard), at }
}

const hashtagFields = 'id,caption,media_type,media_url,permalink,timestamp'

export const poll = async (config: InstagramConfig, cursor: string | null, signal: AbortSignal): Promise<PollPage> => {
  const current = stateOf(cursor)
  const feeds = feedsOf(config)
  const index = Math.max(
    0,
    feeds.findIndex(({ name }) => name === current.feed),
  )
  const feed = feeds[index]!
  const next = feeds[(index + 1) % feeds.length]!.name
  const turned = index + 1 < feeds.length
  let { asked } = current
  let path = `${feed.account.id}/tags?fields=${mediaFields}`
  if (feed.tag !== undefined) {
    const hashtag = await askFor(config, feed, asked, signal)
    asked = hashtag.asked
    const { at } = current
    if (hashtag.id === null) return { events: [], cursor: JSON.stringify({ feed: next, at, asked }), more: turned }
    path = `${hashtag.id}/recent_media?user_id=${feed.account.id}&fields=${hashtagFields}`
  }
  const before = current.at[feed.name] ?? nowhere
  const { events, at } = await pageOf(config, feed, { path, before }, signal)
  const unread = at.after !== undefined
  const whole = { ...current.at, [feed.name]: at }
  return {
    events,
    cursor: JSON.stringify({ feed: unread ? feed.name : next, at: whole, asked }),
    more: unread || turned,
  }
}
