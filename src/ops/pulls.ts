// What is asked of a channel: new posts, the words of those told by their id, what became of stored ones, templates.
import { type ChannelEvent, type Connector, ConnectorError, type Stored } from '../../connectors/connector.ts'
import type { Pipeline } from '../pipeline/types.ts'
import { saveTemplates } from '../store/approved-templates.ts'
import { cursorOf, saveCursor } from '../store/cursors.ts'
import { type Store, write } from '../store/index.ts'
import { arrivedOn, newestSeq, standingPosts } from '../store/stored-posts.ts'

export type Parts = {
  readonly store: Store
  readonly pipeline: Pick<Pipeline, 'receive'>
  readonly clock: () => number
}

export type Fetched = { readonly fetched: number; readonly fresh: number; readonly passedOver: number }
/** Adds up what was done so far, whatever happens next. */
export type Count = (part: Partial<Fetched>) => void
export type Pull = (parts: Parts, connector: Connector, signal: AbortSignal, count: Count) => Promise<void>

const mostPages = 20
const accountOf = (connector: Connector) => connector.accounts?.[0] ?? connector.channel

/** Reads until nothing newer is known. The cursor moves in the transaction that stores what was read. */
export const pull: Pull = async ({ store, pipeline }, connector, signal, count) => {
  const name = `poll:${connector.channel}`
  for (let pages = 0; pages < mostPages && !signal.aborted; pages++) {
    const { events, cursor, more, passedOver = 0 } = await connector.poll!(await cursorOf(store.read, name), signal)
    const moved = cursor === null ? {} : { cursor: { name, value: cursor } }
    const told = { account: accountOf(connector), ...moved }
    const fresh = events.length > 0 || cursor !== null ? (await pipeline.receive(events, told)).new : 0
    count({ fetched: events.length + passedOver, fresh, passedOver })
    if (!more) break
  }
}

const week = 7 * 24 * 3_600_000

const pageSize = 50

const completion = ({ text, author, createdAt, media }: ChannelEvent, { remoteId, account }: Stored): ChannelEvent => ({
  kind: 'edit',
  channel: 'instagram',
  account,
  remoteId: `completed.${remoteId}`,
  type: 'completed',
  target: remoteId,
  completes: true,
  ...(text === undefined ? {} : { text }),
  ...(author === undefined ? {} : { author }),
  ...(createdAt === undefined ? {} : { createdAt }),
  ...(media === undefined ? {} : { media }),
})

/** One post that cannot be read must not keep the others waiting for ever. */
const fetchOne = async (connector: Connector, post: Stored, signal: AbortSignal): Promise<ChannelEvent | null> => {
  try {
    return await connector.fetchPost!(post.remoteId, signal, post.account)
  } catch (error) {
    if (error instanceof ConnectorError && (error.kind === 'refused' || error.kind === 'malformed')) return null
    throw error
  }
}

/** Fetches what posts were told without, in their order; where it stops, it begins the next time. */
export const completePosts: Pull = async ({ store, pipeline, clock }, connector, signal, count) => {
  const { channel, completes = [] } = connector
  const name = `complete:${channel}`
  while (!signal.aborted) {
    const after = Number((await cursorOf(store.read, name)) ?? 0)
    const posts = await arrivedOn(store.read, {
      channel,
      surfaces: completes,
      after,
      since: clock() - week,
      limit: pageSize,
    })
    for (const post of posts) {
      if (signal.aborted) return
      const found = await fetchOne(connector, post, signal)
      const events = found === null ? [] : [{ ...completion(found, post), channel }]
      const { new: fresh } = await pipeline.receive(events, {
        account: post.account,
        cursor: { name, value: String(post.seq) },
      })
      count({ fetched: events.length, fresh })
    }
    if (posts.length < pageSize) return
  }
}

/** Every day what is new or still open; once a week all of it. */
const scopeOf = (now: number): number | null => (new Date(now).getUTCDay() === 5 ? null : now - week)

/** Goes through the stored posts once, and lets go of what the channel no longer shows. */
export const recheckPosts: Pull = async ({ store, pipeline, clock }, connector, signal, count) => {
  const { channel, recheckBatch: limit = pageSize } = connector
  const name = `recheck:${channel}`
  const [last, since] = [await newestSeq(store.read), scopeOf(clock())]
  while (!signal.aborted) {
    const after = Number((await cursorOf(store.read, name)) ?? 0)
    const posts = (await standingPosts(store.read, { channel, after, since, limit })).filter(({ seq }) => seq <= last)
    for (const [account, mine] of Map.groupBy(posts, (post) => post.account)) {
      const events = await connector.recheck!(mine, signal)
      const { new: fresh } = await pipeline.receive(events, { account })
      count({ fetched: mine.length, fresh })
    }
    const at = posts.at(-1)?.seq ?? 0
    const done = posts.length < limit
    await write(store, (tx) => saveCursor(tx, { name, value: done ? '0' : String(at) }, clock()))
    if (done) return
  }
}

export const fetchTemplates: Pull = async ({ store, clock }, connector, signal, count) => {
  const templates = await connector.templates!(signal)
  await write(store, (tx) => saveTemplates(tx, connector.channel, templates, clock()))
  count({ fetched: templates.length })
}

/** A stable word for why a run failed, and until when the channel is left alone. */
export const faultOf = (error: unknown, now: number): { readonly fault: string; readonly quietUntil: number } => {
  if (!(error instanceof ConnectorError)) return { fault: 'internal', quietUntil: 0 }
  return { fault: error.kind, quietUntil: error.retryAfterMs === null ? 0 : now + error.retryAfterMs }
}
