// SQLite with a deciding thread: what people change in cases waits in the store for the thread whose memory holds the index.
// Written in the change's own transaction, taken in the next decision's: no decision is made on an index that is behind.
import { enqueue } from './jobs.ts'
import { parsed } from './rows.ts'
import type { Tx } from './tx.ts'

const kind = 'index'

export const saveIndexChanges = async (tx: Tx, changes: readonly unknown[], at: number): Promise<void> => {
  if (changes.length > 0) await enqueue(tx, { kind, payload: changes, at })
}

/** In the order they were made. */
export const takeIndexChanges = async <Change>(tx: Tx): Promise<readonly Change[]> => {
  const rows = await tx
    .deleteFrom('jobs')
    .where('state', '=', 'ready')
    .where('kind', '=', kind)
    .returning(['id', 'payload'])
    .execute()
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).flatMap(({ payload }) => parsed<readonly Change[]>(payload))
}
