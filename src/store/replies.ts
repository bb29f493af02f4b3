// Plans, replies and the outbox of deliveries.
import { sql } from 'kysely'
import type { Channel } from '../../connectors/connector.ts'
import type { Keys } from '../keys/seal.ts'
import type { AuthorId, CaseId, DeliveryId, Millis, PostId, ReplyId } from '../model.ts'
import { nowBy } from './inbox.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { DeliveryRow, PlanRow, ReplyRow } from './schema.ts'
import type { Tx } from './write.ts'

/** Authors of a case with what they said in it, as rows: one a post. */
export const saidInCase = async (db: Reader, id: CaseId) => {
  const rows = await db
    .selectFrom('members')
    .innerJoin('posts', 'posts.id', 'members.post_id')
    .innerJoin('authors', 'authors.id', 'posts.author_id')
    .select([
      'authors.id as author',
      'authors.channel',
      'authors.remote_id as recipient',
      'authors.name',
      'authors.handle',
      'posts.id as post',
      'posts.remote_id as remote',
      'posts.account',
      'posts.surface',
      'posts.created_at as at',
      'posts.language',
      'posts.summoned',
      'posts.deleted_at as deleted',
    ])
    .where('members.case_id', '=', id)
    .where('members.main', '=', 1)
    .orderBy('posts.seq')
    .execute()
  const readable = (sealed: string | null) => (sealed === null ? null : db.keys.open('author', sealed))
  return rows.map((row) => ({
    ...row,
    recipient: readable(row.recipient)!,
    name: readable(row.name),
    handle: readable(row.handle),
  }))
}

/** Posts of a case whose author the channel does not tell. */
export const namelessInCase = async (db: Reader, id: CaseId): Promise<number> => {
  const { n } = await db
    .selectFrom('members')
    .innerJoin('posts', 'posts.id', 'members.post_id')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('members.case_id', '=', id)
    .where('members.main', '=', 1)
    .where('posts.author_id', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export const savePlan = async (tx: Tx, plan: PlanRow): Promise<void> => {
  await tx
    .insertInto('plans')
    .values({ ...plan, body: tx.keys.seal('plan', plan.body) })
    .execute()
}

export const findPlan = async (db: Reader, id: string): Promise<PlanRow | undefined> => {
  const row = await db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { ...row, body: db.keys.open('plan', row.body) }
}

/** Answers under a post name the post; what is sent to a person is kept as a keyed hash, his address only with him. */
const underPost: ReadonlySet<DeliveryRow['route']> = new Set(['x-reply', 'instagram-comment', 'instagram-private'])

const recipientOf = (keys: Keys, { route, recipient }: DeliveryRow): string | null =>
  recipient === null || underPost.has(route) ? recipient : keys.hash('recipient', recipient)

const addressed = async (tx: Tx, rows: readonly DeliveryRow[]): Promise<readonly DeliveryRow[]> => {
  const ids = [...new Set(rows.map(({ author_id }) => author_id))]
  if (ids.length === 0) return rows
  const authors = await tx.selectFrom('authors').select(['id', 'remote_id']).where('id', 'in', ids).execute()
  const addresses = new Map(authors.map(({ id, remote_id }) => [id, tx.keys.open('author', remote_id)]))
  return rows.map((row) =>
    row.recipient === null || underPost.has(row.route) ? row : { ...row, recipient: addresses.get(row.author_id)! },
  )
}

/** Takes a plan for one reply, once: false where another reply has taken it. */
export const takePlan = async (tx: Tx, id: string, reply: ReplyId): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('plans')
    .set({ reply_id: reply })
    .where('id', '=', id)
    .where('reply_id', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** A new answer takes the place of the one before it. */
export const saveReply = async (tx: Tx, reply: ReplyRow, deliveries: readonly DeliveryRow[]): Promise<void> => {
  if (reply.current === 1)
    await tx.updateTable('replies').set({ current: 0 }).where('case_id', '=', reply.case_id).execute()
  await tx.insertInto('replies').values(reply).execute()
  const rows = deliveries.map((row) => ({ ...row, recipient: recipientOf(tx.keys, row) }))
  for (const chunk of inChunks(rows)) await tx.insertInto('deliveries').values(chunk).execute()
}

export const findReply = (db: Reader, id: ReplyId): Promise<ReplyRow | undefined> =>
  db.selectFrom('replies').selectAll().where('id', '=', id).executeTakeFirst()

export const currentReply = (db: Reader, id: CaseId): Promise<ReplyRow | undefined> =>
  db.selectFrom('replies').selectAll().where('case_id', '=', id).where('current', '=', 1).executeTakeFirst()

/** Authors to whom this answer went or is going, with it or with a repetition for those who came later. */
export const reachedBy = async (db: Reader, answer: ReplyRow): Promise<ReadonlySet<AuthorId>> => {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('replies', 'replies.id', 'deliveries.reply_id')
    .select('deliveries.author_id')
    .where('replies.case_id', '=', answer.case_id)
    .where('replies.kind', '=', 'answer')
    .where('replies.at', '>=', answer.at)
    .where('deliveries.state', 'not in', ['refused', 'failed', 'cancelled'])
    .execute()
  return new Set(rows.map(({ author_id }) => author_id))
}

const waiting = ['planned', 'retry'] as const

/** Takes what is due for `leaseMs`; the attempt number is the fence against a sender that wakes up late. */
export const claimDeliveries = async (
  tx: Tx,
  limit: number,
  leaseMs: number,
  at: Millis,
): Promise<readonly DeliveryRow[]> => {
  const due = tx
    .selectFrom('deliveries')
    .select('id')
    .where('state', 'in', [...waiting])
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .$if(tx.engine === 'postgres', (query) => query.forUpdate().skipLocked())
  const rows = await tx
    .updateTable('deliveries')
    .set({
      state: 'sending',
      attempt: sql`attempt + 1`,
      lease_until: sql`${nowBy(tx.engine)} + ${leaseMs}`,
      updated_at: at,
    })
    .where('id', 'in', due)
    .returningAll()
    .execute()
  return addressed(tx, rows)
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
export const resendUnknown = (
  tx: Tx,
  routes: readonly NonNullable<DeliveryRow['route']>[],
  before: Millis,
  at: Millis,
) =>
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

export type Settled = Partial<Pick<DeliveryRow, 'remote_id' | 'code' | 'reason' | 'due_at'>> &
  Pick<DeliveryRow, 'state' | 'updated_at'>

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
  from: readonly DeliveryRow['state'][],
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

/** Where the posts that deliveries answer are now. */
export const casesOfPosts = async (
  db: Reader,
  posts: readonly PostId[],
): Promise<ReadonlyMap<PostId, CaseId | null>> => {
  const found = new Map<PostId, CaseId | null>()
  for (const chunk of inChunks(posts, 500)) {
    const rows = await db.selectFrom('posts').select(['id', 'case_id']).where('id', 'in', chunk).execute()
    for (const { id, case_id } of rows) found.set(id, case_id)
  }
  return found
}

/** What went, or may have gone, in answer to posts that are in this case now. */
export const answersToPostsIn = (db: Reader, id: CaseId) =>
  db
    .selectFrom('deliveries')
    .innerJoin('replies', 'replies.id', 'deliveries.reply_id')
    .innerJoin('posts', 'posts.id', 'deliveries.post_id')
    .select([
      'deliveries.author_id as author',
      'deliveries.created_at as at',
      'deliveries.state',
      'replies.kind',
      'replies.case_id as answered',
      'replies.id as reply',
    ])
    .where('posts.case_id', '=', id)
    .where('deliveries.state', 'in', ['sending', 'sent', 'delivered', 'read', 'unknown'])
    .orderBy('deliveries.created_at')
    .execute()
