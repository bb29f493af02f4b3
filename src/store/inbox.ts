// The inbox: what was received and acknowledged, and whose turn it is.
import { type RawBuilder, sql, type UpdateQueryBuilder, type UpdateResult } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Millis, PostId } from '../model.ts'
import type { Engine } from './engine.ts'
import { insertRows } from './insert.ts'
import { unawaited } from './postgres-wire.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { Database, InboxRow, NewInboxRow } from './schema.ts'
import { withoutErased } from './tombstones.ts'
import type { Tx } from './tx.ts'

/** Leases must not depend on whose clock is wrong, nor on a clock that is set: the engine's own; on SQLite one that only runs on. */
export const nowBy = (engine: Engine): RawBuilder<number> =>
  engine === 'sqlite'
    ? sql<number>`(select steady_ms())`
    : sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`

/** Written into the statement: with a parameter SQLite would not see that a partial index serves. */
const waiting = sql.lit('new' as const)

/** What stands in the place of an event that has done its work. */
export const done = '{}'

export type NewReceipt = {
  readonly id?: string
  readonly channel: string
  readonly account: string
  readonly body: string
  readonly fault?: string | undefined
  readonly at: Millis
}

export const keepReceipts = async (tx: Tx, receipts: readonly NewReceipt[]): Promise<void> => {
  const rows = receipts.map(({ id = uuidv7(), channel, account, body, fault = null, at }) => ({
    id,
    channel,
    account,
    body: tx.keys.seal('receipt', body),
    fault,
    received_at: at,
  }))
  await insertRows(tx, 'receipts', rows)
}

/** Bodies that told nothing new are not kept twice. */
export const dropReceipts = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0)
    await tx
      .deleteFrom('receipts')
      .where('id', 'in', [...ids])
      .execute()
}

/** Keys and numbers of the rows that are new; the others were told before, or were erased, and change nothing. */
export const addToInbox = async (tx: Tx, rows: readonly NewInboxRow[]): Promise<ReadonlyMap<string, number>> => {
  const { heard, erased } = await withoutErased(tx, rows)
  await emptyReceipts(tx, erased)
  const sealed = heard.map((row) => ({ ...row, event: row.event === done ? done : tx.keys.seal('event', row.event) }))
  const once = 'on conflict ("channel", "account", "key") do nothing returning "seq", "channel", "account", "key"'
  const added = await insertRows<'inbox', Pick<InboxRow, 'seq' | 'channel' | 'account' | 'key'>>(
    tx,
    'inbox',
    sealed,
    once,
  )
  return new Map(added.map(({ seq, channel, account, key }) => [inboxKey(channel, account, key), seq]))
}

export const inboxKey = (channel: string, account: string, key: string): string =>
  JSON.stringify([channel, account, key])

/** The posts that earlier tellings of these events became. */
export const postsOfKeys = async (
  db: Reader,
  channel: string,
  account: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, PostId | null>> => {
  const found = new Map<string, PostId | null>()
  for (const chunk of inChunks(keys)) {
    const rows = await db
      .selectFrom('inbox')
      .select(['key', 'post_id'])
      .where('channel', '=', channel as InboxRow['channel'])
      .where('account', '=', account)
      .where('key', 'in', chunk)
      .execute()
    for (const { key, post_id } of rows) found.set(key, post_id)
  }
  return found
}

/** Takes the oldest waiting rows for `leaseMs`; the attempt number is the fence against a worker that wakes up late. */
export const claim = async (tx: Tx, limit: number, leaseMs: number): Promise<readonly InboxRow[]> => {
  const free = tx
    .selectFrom('inbox')
    .select('seq')
    .where('state', '=', waiting)
    .where('lease_until', '<=', nowBy(tx.engine))
    .orderBy('seq')
    .limit(limit)
    .$if(tx.engine === 'postgres', (query) => query.forUpdate().skipLocked())
  const rows = await tx
    .updateTable('inbox')
    .set({ attempt: sql`attempt + 1`, lease_until: sql`${nowBy(tx.engine)} + ${leaseMs}` })
    .where('seq', 'in', free)
    .returningAll()
    .execute()
  return rows.map((row) => ({ ...row, event: tx.keys.open('event', row.event) })).toSorted((a, b) => a.seq - b.seq)
}

/** Changes claimed rows as long as the claim stands; how many still had it. */
const whileClaimed = async (
  tx: Tx,
  rows: readonly InboxRow[],
  change: (claimed: UpdateQueryBuilder<Database, 'inbox', 'inbox', UpdateResult>) => typeof claimed,
): Promise<number> => {
  let count = 0
  for (const [attempt, group] of Map.groupBy(rows, (row) => row.attempt)) {
    const seqs = group.map(({ seq }) => seq)
    const claimed = tx.updateTable('inbox').where('seq', 'in', seqs).where('attempt', '=', attempt)
    const { numUpdatedRows } = await change(claimed.where('state', '=', waiting)).executeTakeFirstOrThrow()
    count += Number(numUpdatedRows)
  }
  return count
}

/** Claimed rows that will not have their turn here after all. */
export const giveBack = async (tx: Tx, rows: readonly InboxRow[]): Promise<void> => {
  await whileClaimed(tx, rows, (claimed) => claimed.set({ attempt: sql`attempt - 1`, lease_until: 0 }))
}

/** A claim that was lost meanwhile: another worker has these rows, and nothing of ours may be kept. */
export class StaleClaimError extends Error {
  override readonly name = 'StaleClaimError'
}

/**
 * Ends the turn of claimed rows, first thing in the transaction of their effect: a worker whose claim has passed to another
 * stops here, with nothing changed. What the event said is a post now, or has done its work: it is not kept twice.
 */
export const endTurn = async (tx: Tx, rows: readonly InboxRow[]): Promise<void> => {
  const ended = await whileClaimed(tx, rows, (claimed) => claimed.set({ state: 'done', fault: null, event: done }))
  if (ended !== rows.length) throw new StaleClaimError('the claim has passed to another worker')
}

/** The post it acts on has not arrived: it waits for it. */
export const keepOrphan = async (tx: Tx, { seq, event }: Pick<InboxRow, 'seq' | 'event'>): Promise<void> => {
  await tx
    .updateTable('inbox')
    .set({ state: 'orphan', event: tx.keys.seal('event', event) })
    .where('seq', '=', seq)
    .execute()
}

/** Gives a row back for another try after `waitMs`, or sets it aside for a person. */
export const failTurn = async (
  tx: Tx,
  row: InboxRow,
  outcome: { readonly state: 'new' | 'quarantined'; readonly fault: string; readonly waitMs: number },
): Promise<boolean> => {
  const { state, fault, waitMs } = outcome
  const later = sql<number>`${nowBy(tx.engine)} + ${waitMs}`
  return (await whileClaimed(tx, [row], (claimed) => claimed.set({ state, fault, lease_until: later }))) === 1
}

/** Claims of a process that is gone: only its successor on an owned store may say so. */
export const releaseClaims = async (tx: Tx): Promise<void> => {
  await tx
    .updateTable('inbox')
    .set({ lease_until: 0 })
    .where('state', '=', waiting)
    .where('lease_until', '>', 0)
    .execute()
}

/**
 * Edits and deletes that came before their post: their turn comes when it is here. One that waits for a post of the same name
 * elsewhere has its turn for nothing, and waits on.
 */
export const wakeOrphans = async (
  tx: Tx,
  posts: readonly (Pick<InboxRow, 'channel' | 'account'> & { readonly remoteId: string })[],
): Promise<void> => {
  for (const chunk of inChunks(posts, 500))
    await tx
      .updateTable('inbox')
      .set({ state: 'new', lease_until: 0 })
      .where('state', '=', sql.lit('orphan' as const))
      .where('channel', 'in', [...new Set(chunk.map(({ channel }) => channel))])
      .where('account', 'in', [...new Set(chunk.map(({ account }) => account))])
      .where(
        'target',
        'in',
        chunk.map(({ remoteId }) => remoteId),
      )
      .$if(tx.engine === 'postgres', (query) => query.modifyEnd(sql.raw(unawaited)))
      .execute()
}

/** Whether anything waits or is being worked on. */
export const inboxIsEmpty = async (db: Reader): Promise<boolean> =>
  (await db.selectFrom('inbox').select('seq').where('state', '=', waiting).limit(1).executeTakeFirst()) === undefined

/** The words of a deleted post go from the inbox, with those of its edits, and from the bodies they came in. */
export const forgetEvents = async (tx: Tx, post: PostId): Promise<void> => {
  const edits = tx.selectFrom('edits').select('seq').where('post_id', '=', post)
  await emptied(
    tx,
    tx.updateTable('inbox').where((e) => e.or([e('post_id', '=', post), e('seq', 'in', edits)])),
  )
}

export const forgetEvent = async (tx: Tx, seq: number): Promise<void> => {
  await emptied(tx, tx.updateTable('inbox').where('seq', '=', seq))
}

const emptied = async (tx: Tx, which: UpdateQueryBuilder<Database, 'inbox', 'inbox', UpdateResult>): Promise<void> => {
  await emptyReceipts(tx, await which.set({ event: done }).returning('receipt_id').execute())
}

/** The bodies that these came in; what else they told is in the inbox. */
export const emptyReceipts = async (
  tx: Tx,
  rows: readonly { readonly receipt_id?: string | null | undefined }[],
): Promise<void> => {
  for (const chunk of inChunks([...new Set(rows.flatMap(({ receipt_id }) => receipt_id ?? []))], 500))
    await tx.updateTable('receipts').set({ body: null }).where('id', 'in', chunk).execute()
}
