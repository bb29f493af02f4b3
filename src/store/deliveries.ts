// The outbox of deliveries: what is in it, how each attempt ended, what a person decided.
import type { Channel } from '../../connectors/connector.ts'
import type { AuthorId, CaseId, DeliveryId, Millis, ReplyId } from '../model.ts'
import { hidden } from './addresses.ts'
import { insertRows } from './insert.ts'
import type { Reader } from './reader.ts'
import type { DeliveryRow } from './schema.ts'
import type { Tx } from './tx.ts'

export type State = DeliveryRow['state']
export const waiting = ['planned', 'retry'] as const
/** Not yet known to have ended. */
export const open = ['planned', 'retry', 'sending', 'unknown'] as const
export const reached = ['sent', 'delivered', 'read'] as const

export const saveDeliveries = async (tx: Tx, deliveries: readonly DeliveryRow[]): Promise<void> => {
  const rows = deliveries.map((row) => hidden(tx.keys, row))
  await insertRows(tx, 'deliveries', rows)
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
