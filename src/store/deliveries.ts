// The outbox of deliveries: whose turn it is, how each attempt ended, what a person decided.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Channel } from '../../connectors/connector.ts'
import type { Keys } from '../keys/seal.ts'
import type { AuthorId, CaseId, DeliveryId, Millis, ReplyId } from '../model.ts'
import { nowBy } from './inbox.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { DeliveryRow } from './schema.ts'
import type { Tx } from './write.ts'

export type State = DeliveryRow['state']
export const waiting = ['planned', 'retry'] as const
/** Not yet known to have ended. */
export const open = ['planned', 'retry', 'sending', 'unknown'] as const
export const reached = ['sent', 'delivered', 'read'] as const

/** Answers under a post name the post; what is sent to a person is kept as a keyed hash, his address only with him. */
const underPost: ReadonlySet<DeliveryRow['route']> = new Set([
  'x-reply',
  'instagram-comment',
  'instagram-mention',
  'instagram-private',
])

const hidden = (keys: Keys, row: DeliveryRow): DeliveryRow => ({
  ...row,
  recipient:
    row.recipient === null || row.recipient === '' || underPost.has(row.route)
      ? row.recipient
      : keys.hash('recipient', row.recipient),
})

const addressed = async (tx: Tx, rows: readonly DeliveryRow[]): Promise<readonly DeliveryRow[]> => {
  const addresses = new Map<AuthorId, string>()
  for (const ids of inChunks([...new Set(rows.map(({ author_id }) => author_id))], 500)) {
    const authors = await tx.selectFrom('authors').select(['id', 'remote_id']).where('id', 'in', ids).execute()
    for (const { id, remote_id } of authors) addresses.set(id, tx.keys.open('author', remote_id))
  }
  return rows.map((row) =>
    row.recipient === null || row.recipient === '' || underPost.has(row.route)
      ? row
      : { ...row, recipient: addresses.get(row.author_id)! },
  )
}

export const saveDeliveries = async (tx: Tx, deliveries: readonly DeliveryRow[]): Promise<void> => {
  const rows = deliveries.map((row) => hidden(tx.keys, row))
  for (const chunk of inChunks(rows)) await tx.insertInto('deliveries').values(chunk).execute()
}

/** False where this person has been told by this reply before. */
export const addDelivery = async (tx: Tx, row: DeliveryRow): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('deliveries')
    .values(hidden(tx.keys, row))
    .onConflict((conflict) => conflict.columns(['reply_id', 'author_id']).doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0) === 1
}

export const findDelivery = (db: Reader, id: DeliveryId): Promise<DeliveryRow | undefined> =>
  db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()

export type Lane = {
  readonly name: string
  readonly paces: readonly { readonly count: number; readonly perMs: number }[]
  readonly perPersonMs?: number
}
type Route = NonNullable<DeliveryRow['route']>
export type Claim = {
  /** Most of one lane at once. */
  readonly limit: number
  readonly leaseMs: number
  readonly at: Millis
  readonly laneOf: (route: Route) => Lane
}

/** The row of a pace, locked until the commit; the moment (µs) from which its allowance is whole again. */
const heldSince = async (tx: Tx, name: string): Promise<number> => {
  const { value } = await tx
    .insertInto('counters')
    .values({ name, value: 0 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`counters.value` }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return Number(value)
}

/** A tenth may go at once, the rest evenly: no stretch of `perMs` ever holds more than `count`. */
const paceOf = ({ count, perMs }: Lane['paces'][number]) => {
  const burst = Math.max(1, Math.floor(count / 10))
  return { burst, interval: Math.ceil((perMs * 1000) / Math.max(1, count - burst)) }
}

const roomIn = async (tx: Tx, lane: string, paces: Lane['paces'], at: Millis) => {
  const now = at * 1000
  const rooms: { room: number; name: string; from: number; interval: number }[] = []
  for (const pace of paces) {
    const { burst, interval } = paceOf(pace)
    const name = `pace:${lane}:${pace.perMs}`
    const from = Math.max(now, await heldSince(tx, name))
    rooms.push({ name, from, interval, room: Math.floor((now + burst * interval - from) / interval) })
  }
  const use = async (count: number) => {
    for (const { name, from, interval } of rooms)
      await tx
        .updateTable('counters')
        .set({ value: from + count * interval })
        .where('name', '=', name)
        .execute()
  }
  return { room: Math.min(Number.MAX_SAFE_INTEGER, ...rooms.map(({ room }) => Math.max(0, room))), use }
}

type Group = {
  readonly channel: Channel
  readonly account: string
  readonly routes: readonly Route[]
  readonly lane: Lane
}

const dueGroups = async (tx: Tx, { at, laneOf }: Claim): Promise<readonly Group[]> => {
  const rows = await tx
    .selectFrom('deliveries')
    .select(['channel', 'account', 'route'])
    .distinct()
    .where('state', 'in', [...waiting])
    .where('due_at', '<=', at)
    .execute()
  const groups = Map.groupBy(rows, ({ channel, account, route }) => `${channel}:${account}:${laneOf(route!).name}`)
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, [first, ...rest]]) => ({
      channel: first!.channel,
      account: first!.account,
      routes: [first!, ...rest].map(({ route }) => route!),
      lane: laneOf(first!.route!),
    }))
}

/** Each person once, and nobody who was written to just now. */
const candidates = async (tx: Tx, group: Group, { at }: Claim, room: number): Promise<readonly DeliveryId[]> => {
  const { perPersonMs } = group.lane
  const rows = await tx
    .selectFrom('deliveries as mine')
    .select(['id', 'recipient'])
    .where('channel', '=', group.channel)
    .where('account', '=', group.account)
    .where('route', 'in', [...group.routes])
    .where('state', 'in', [...waiting])
    .where('due_at', '<=', at)
    .$if(perPersonMs !== undefined, (query) =>
      query.where(
        ({ not, exists, selectFrom }): Expression<SqlBool> =>
          not(
            exists(
              selectFrom('deliveries as other')
                .select('other.id')
                .whereRef('other.recipient', '=', 'mine.recipient')
                .whereRef('other.account', '=', 'mine.account')
                .where('other.called_at', '>', at - perPersonMs!),
            ),
          ),
      ),
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(room)
    .$if(tx.engine === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute()
  if (perPersonMs === undefined) return rows.map(({ id }) => id)
  return [...Map.groupBy(rows, ({ recipient }) => recipient).values()].map(([first]) => first!.id)
}

/**
 * Takes what is due for `leaseMs`, lane by lane within its pace; the attempt number is the fence against a sender that wakes up
 * late. The pace's row is the lock: two workers do not use one allowance twice.
 */
export const claimDeliveries = async (tx: Tx, claim: Claim): Promise<readonly DeliveryRow[]> => {
  const taken: DeliveryRow[] = []
  for (const group of await dueGroups(tx, claim)) {
    const { room, use } = await roomIn(
      tx,
      `${group.channel}:${group.account}:${group.lane.name}`,
      group.lane.paces,
      claim.at,
    )
    const ids = room < 1 ? [] : await candidates(tx, group, claim, Math.min(room, claim.limit))
    if (ids.length === 0) continue
    const rows = await tx
      .updateTable('deliveries')
      .set({
        state: 'sending',
        attempt: sql`attempt + 1`,
        lease_until: sql`${nowBy(tx.engine)} + ${claim.leaseMs}`,
        called_at: claim.at,
        updated_at: claim.at,
      })
      .where('id', 'in', [...ids])
      .where('state', 'in', [...waiting])
      .returningAll()
      .execute()
    await use(rows.length)
    taken.push(...rows)
  }
  return addressed(tx, taken)
}

/** A sender died between the call and its record: whether the channel took the words is not known. */
export const expireDeliveries = (tx: Tx, at: Millis): Promise<readonly DeliveryRow[]> =>
  tx
    .updateTable('deliveries')
    .set({ state: 'unknown', reason: 'sender-died', updated_at: at })
    .where('state', '=', 'sending')
    .where('lease_until', '<=', nowBy(tx.engine))
    .returningAll()
    .execute()

/** Unknown for long, on a channel whose status events would have told: it did not take them. */
export const resendUnknown = (tx: Tx, routes: readonly Route[], before: Millis, at: Millis) =>
  routes.length === 0
    ? Promise.resolve([])
    : tx
        .updateTable('deliveries')
        .set({ state: 'retry', due_at: at, updated_at: at })
        .where('state', '=', 'unknown')
        .where('route', 'in', [...routes])
        .where('updated_at', '<=', before)
        .returningAll()
        .execute()

type Settling =
  | 'remote_id'
  | 'code'
  | 'reason'
  | 'due_at'
  | 'route'
  | 'template'
  | 'fallback'
  | 'text'
  | 'deadline'
  | 'decided_by'
export type Settled = Partial<Pick<DeliveryRow, Settling>> & Pick<DeliveryRow, 'state' | 'updated_at'>

/** Records how an attempt ended; undefined where the claim has passed to another, and nothing is changed. */
export const settleDelivery = (
  tx: Tx,
  id: DeliveryId,
  attempt: number,
  settled: Settled,
): Promise<DeliveryRow | undefined> =>
  tx
    .updateTable('deliveries')
    .set({ ...settled, lease_until: 0 })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'sending')
    .returningAll()
    .executeTakeFirst()

/** The delivery a channel speaks of: by our own key where it carries it back, else by its id. */
export const deliveryOf = (
  db: Reader,
  told: { readonly channel: Channel; readonly key?: string; readonly remoteId?: string },
): Promise<DeliveryRow | undefined> =>
  db
    .selectFrom('deliveries')
    .selectAll()
    .where('channel', '=', told.channel)
    .where((where) =>
      where.or([
        ...(told.key === undefined ? [] : [where('key', '=', told.key)]),
        ...(told.remoteId === undefined ? [] : [where('remote_id', '=', told.remoteId)]),
      ]),
    )
    .executeTakeFirst()

/** Moves a delivery on only from the states named (and, where it is given, only in the attempt named). */
export const moveDelivery = (
  tx: Tx,
  id: DeliveryId,
  from: readonly State[],
  to: Settled,
  attempt?: number,
): Promise<DeliveryRow | undefined> =>
  tx
    .updateTable('deliveries')
    .set(to)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .$if(attempt !== undefined, (query) => query.where('attempt', '=', attempt!))
    .returningAll()
    .executeTakeFirst()

/** Moves all of a reply's that stand in these states; of one channel where it is named. */
export const moveDeliveries = (
  tx: Tx,
  reply: ReplyId,
  { from, channel }: { readonly from: readonly State[]; readonly channel?: Channel | undefined },
  to: Settled,
): Promise<readonly DeliveryRow[]> =>
  tx
    .updateTable('deliveries')
    .set(to)
    .where('reply_id', '=', reply)
    .where('state', 'in', [...from])
    .where('route', 'is not', null)
    .$if(channel !== undefined, (query) => query.where('channel', '=', channel!))
    .returningAll()
    .execute()

export type Facts = {
  readonly state: State
  readonly attempt: number
  readonly stopped: Millis | null
  readonly home: CaseId | null
  readonly silenced: string | null
}

/** What may have changed between the claim and the call. */
export const factsOf = (db: Reader, id: DeliveryId): Promise<Facts> =>
  db
    .selectFrom('deliveries')
    .innerJoin('replies', 'replies.id', 'deliveries.reply_id')
    .leftJoin('posts', 'posts.id', 'deliveries.post_id')
    .leftJoin('unreachable', (join) =>
      join.onRef('unreachable.author_id', '=', 'deliveries.author_id').on('unreachable.reason', '=', 'opted-out'),
    )
    .select([
      'deliveries.state',
      'deliveries.attempt',
      'replies.stopped_at as stopped',
      'posts.case_id as home',
      'unreachable.reason as silenced',
    ])
    .where('deliveries.id', '=', id)
    .executeTakeFirstOrThrow()

/** When an author last wrote to this account of ours: his window may have opened anew. */
export const lastWordOf = async (db: Reader, author: AuthorId, account: string): Promise<Millis | null> => {
  const { at } = await db
    .selectFrom('posts')
    .select(({ fn }) => fn.max('created_at').as('at'))
    .where('author_id', '=', author)
    .where('account', '=', account)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return at === null ? null : Number(at)
}

/** How many people were told by people's replies since then. */
export const toldSince = async (db: Reader, since: Millis): Promise<number> => {
  const { n } = await db
    .selectFrom('deliveries')
    .innerJoin('replies', 'replies.id', 'deliveries.reply_id')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('replies.at', '>', since)
    .where('replies.origin', 'is', null)
    .where('deliveries.state', 'not in', ['refused', 'cancelled'])
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Whether anything of a reply is still on its way, and whether anybody has it. */
export const progressOf = async (
  db: Reader,
  reply: ReplyId,
): Promise<{ readonly open: boolean; readonly reached: boolean }> => {
  const one = (states: readonly State[]) =>
    db
      .selectFrom('deliveries')
      .select('id')
      .where('reply_id', '=', reply)
      .where('state', 'in', [...states])
      .limit(1)
      .executeTakeFirst()
  const isOpen = (await one(open)) !== undefined
  return { open: isOpen, reached: !isOpen && (await one(reached)) !== undefined }
}

/** How often each channel was used to tell something about a case: what X was told before must be told in other words. */
export const toldInCase = async (db: Reader, id: CaseId): Promise<Readonly<Partial<Record<Channel, number>>>> => {
  const rows = await db
    .selectFrom('deliveries')
    .select(['channel', ({ fn }) => fn.countAll<number>().as('n')])
    .where('case_id', '=', id)
    .where('state', '!=', 'refused')
    .groupBy('channel')
    .execute()
  return Object.fromEntries(rows.map(({ channel, n }) => [channel, Number(n)]))
}

/** The newest delivery of these kinds to an author, told within reach of `since`. */
export const lastAsked = (
  db: Reader,
  author: AuthorId,
  kinds: readonly ('question' | 'known-issue')[],
  since: Millis,
) =>
  db
    .selectFrom('deliveries')
    .innerJoin('replies', 'replies.id', 'deliveries.reply_id')
    .selectAll('deliveries')
    .select('replies.kind as kind')
    .where('deliveries.author_id', '=', author)
    .where('replies.kind', 'in', [...kinds])
    .where('deliveries.created_at', '>=', since)
    .where('deliveries.state', 'in', ['sending', 'unknown', ...reached])
    .orderBy('deliveries.created_at', 'desc')
    .executeTakeFirst()
