// Receive: events go to the inbox, many callers in one transaction, and each caller hears of it after the commit.
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { type ChannelEvent, eventKey } from '../../connectors/connector.ts'
import type { Millis, PostId } from '../model.ts'
import { saveCursor } from '../store/cursors.ts'
import { addToInbox, dropReceipts, inboxKey, keepReceipts, postsOfKeys } from '../store/inbox.ts'
import { type NewInboxRow, type Store, type Tx, write } from '../store/index.ts'
import { countUnknown } from '../store/unknown-parts.ts'
import type { Received, Source } from './types.ts'

type Call = { readonly events: readonly ChannelEvent[]; readonly source: Source }

export const rowOf = (event: ChannelEvent, { account }: Source, receipt: string | null, now: Millis): NewInboxRow => ({
  channel: event.channel,
  account: event.account ?? account,
  key: eventKey(event),
  kind: event.kind,
  target: event.target ?? null,
  event: JSON.stringify(event),
  receipt_id: receipt,
  post_id: event.kind === 'post' ? (uuidv7() as PostId) : null,
  state: 'new',
  attempt: 0,
  lease_until: 0,
  fault: null,
  received_at: now,
})

export const keyOf = ({ channel, account, key }: NewInboxRow) => inboxKey(channel, account, key)

/** The posts that seen events became when they were first told. */
const earlier = async (tx: Tx, seen: readonly NewInboxRow[]): Promise<ReadonlyMap<string, PostId | null>> => {
  const found = new Map<string, PostId | null>()
  for (const [scope, rows] of Map.groupBy(seen, ({ channel, account }) => JSON.stringify([channel, account]))) {
    const [channel, account] = JSON.parse(scope) as [string, string]
    const posts = await postsOfKeys(
      tx,
      channel,
      account,
      rows.map(({ key }) => key),
    )
    for (const [key, post] of posts) found.set(inboxKey(channel, account, key), post)
  }
  return found
}

/** What a caller hears of its events: new or seen, and which posts they are. What is told is taken out of `fresh`. */
export const receivedOf = async (
  tx: Tx,
  events: readonly ChannelEvent[],
  rows: readonly NewInboxRow[],
  fresh: Map<string, number>,
): Promise<Received> => {
  const told = rows.map((row) => ({ row, seen: !fresh.delete(keyOf(row)) }))
  const seen = told.flatMap((one) => (one.seen ? [one.row] : []))
  const posts = await earlier(tx, seen)
  return {
    new: rows.length - seen.length,
    seen: seen.length,
    events: told.map(({ row, seen }, i) => ({
      remoteId: events[i]!.remoteId,
      postId: (seen ? posts.get(keyOf(row)) : row.post_id) ?? null,
      seen,
    })),
  }
}

const countParts = async (tx: Tx, calls: readonly Call[], now: Millis): Promise<void> => {
  const telling = calls.filter(({ events, source: { unknown } }) => unknown !== undefined && events.length > 0)
  for (const [channel, group] of [...Map.groupBy(telling, ({ events }) => events[0]!.channel)])
    await countUnknown(
      tx,
      channel,
      group.flatMap(({ source }) => source.unknown!),
      now,
    )
}

const store = async (tx: Tx, calls: readonly Call[], now: Millis): Promise<readonly Received[]> => {
  const kept = calls.map(({ events, source: { raw } }) => (raw === undefined || events.length === 0 ? null : uuidv7()))
  await keepReceipts(
    tx,
    calls.flatMap(({ events, source: { account, raw, fault } }, i) => {
      const id = kept[i]
      return id == null ? [] : [{ id, channel: events[0]!.channel, account, body: raw!, fault, at: now }]
    }),
  )
  const rows = calls.map(({ events, source }, i) =>
    events.map((event) => rowOf(event, source, source.receipt ?? kept[i]!, now)),
  )
  const fresh = new Map(await addToInbox(tx, rows.flat()))
  await countParts(tx, calls, now)
  const told: Received[] = []
  for (const [i, { events, source }] of calls.entries()) {
    told.push(await receivedOf(tx, events, rows[i]!, fresh))
    if (source.cursor) await saveCursor(tx, source.cursor, now)
  }
  await dropReceipts(
    tx,
    kept.flatMap((id, i) => (id !== null && told[i]!.new === 0 ? [id] : [])),
  )
  return told
}

/** Events one commit carries. */
const mostTogether = 1000
/** A commit takes nearly as long for one caller as for twenty: where many call, the next one gathers for so long. */
const gatherMs = 10

/** While one commit is under way, callers gather for the next. */
export const createReceiver = (
  where: Store,
  clock: () => Millis,
  received: () => void,
  most = mostTogether,
): ((events: readonly ChannelEvent[], source: Source) => Promise<Received>) => {
  type Waiting = Call & { readonly settle: PromiseWithResolvers<Received> }
  const queue: Waiting[] = []
  let busy = false
  let last = { callers: 1, at: 0 }

  const take = (): Waiting[] => {
    const taken = queue.splice(0, 1)
    for (let size = taken[0]!.events.length; queue.length > 0; ) {
      size += queue[0]!.events.length
      if (size > most) break
      taken.push(queue.shift()!)
    }
    return taken
  }

  /** One caller's bad luck must not be the others': a failed group is tried one by one. */
  const alone = async ({ events, source, settle }: Waiting): Promise<void> => {
    await write(where, (tx) => store(tx, [{ events, source }], clock())).then(
      ([told]) => settle.resolve(told!),
      settle.reject,
    )
  }

  /** Who shares a commit is settled as it begins: whoever came while another held the store is among them. */
  const together = async (): Promise<void> => {
    let calls: readonly Waiting[] = []
    try {
      const results = await write(where, (tx) => {
        if (calls.length === 0) calls = take()
        last = { callers: calls.length, at: performance.now() }
        return store(tx, calls, clock())
      })
      for (const [i, { settle }] of calls.entries()) settle.resolve(results[i]!)
    } catch (error) {
      if (calls.length === 0) calls = take()
      if (calls.length === 1) calls[0]!.settle.reject(error)
      else for (const call of calls) await alone(call)
    }
  }

  /** A caller who is alone is never made to wait for others. */
  const gather = async () => {
    // A commit on SQLite blocks the loop: without this turn of it, no second caller would ever be there to share one.
    await nextRound()
    const early = last.at + gatherMs - performance.now()
    if (last.callers > 1 && queue.length < most && early > 0) await sleep(early)
  }

  const run = async () => {
    busy = true
    while (queue.length > 0) {
      await gather()
      await together()
    }
    busy = false
    received()
  }

  return (events, source) => {
    const settle = Promise.withResolvers<Received>()
    queue.push({ events, source, settle })
    if (!busy) void run()
    return settle.promise
  }
}
