// What was signed and could not be used: bodies nobody could read, and events that failed too often. Both wait, whole.
import { sql } from 'kysely'
import type { Reader } from './reader.ts'
import type { InboxRow } from './schema.ts'
import type { Tx } from './tx.ts'

const aside = sql.lit('quarantined' as const)

/** Bodies set aside, oldest first, behind `after`; those whose content had to go are not told. */
export const unreadBodies = (db: Reader, channel: string | null, after: string, limit: number) =>
  db
    .selectFrom('receipts')
    .select(['id', 'channel', 'account', 'body', 'fault', 'received_at'])
    .where('fault', 'is not', null)
    .where('body', 'is not', null)
    .where('id', '>', after)
    .$if(channel !== null, (query) => query.where('channel', '=', channel!))
    .orderBy('id')
    .limit(limit)
    .execute()

/** Events that failed too often, oldest first, behind `after`. */
export const failedEvents = (db: Reader, channel: string | null, after: number, limit: number) =>
  db
    .selectFrom('inbox')
    .select(['seq', 'channel', 'account', 'kind', 'post_id', 'fault', 'received_at'])
    .where('state', '=', aside)
    .where('seq', '>', after)
    .$if(channel !== null, (query) => query.where('channel', '=', channel as InboxRow['channel']))
    .orderBy('seq')
    .limit(limit)
    .execute()

/** It was read after all, and what it told is in the inbox. */
export const wasRead = async (tx: Tx, id: string): Promise<void> => {
  await tx.updateTable('receipts').set({ fault: null }).where('id', '=', id).execute()
}

/** Events set aside have their turn again, from the first attempt; how many there were. */
export const wakeFailed = async (tx: Tx, channel: string | null): Promise<number> => {
  const { numUpdatedRows } = await tx
    .updateTable('inbox')
    .set({ state: 'new', attempt: 0, lease_until: 0 })
    .where('state', '=', aside)
    .$if(channel !== null, (query) => query.where('channel', '=', channel as InboxRow['channel']))
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
