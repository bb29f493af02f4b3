// Work to do later: claimed for a while, fenced by its attempt number, tried again with longer waits, set aside in the end.
import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Millis } from '../model.ts'
import { nowBy } from './inbox.ts'
import { parsed } from './rows.ts'
import type { Tx } from './tx.ts'

export type Job = { readonly id: string; readonly kind: string; readonly payload: unknown; readonly attempt: number }

export const enqueue = async (
  tx: Tx,
  job: { readonly kind: string; readonly payload: unknown; readonly at: Millis },
): Promise<string> => {
  const id = uuidv7()
  const { kind, payload, at } = job
  await tx
    .insertInto('jobs')
    .values({
      id,
      kind,
      payload: JSON.stringify(payload),
      state: 'ready',
      attempt: 0,
      lease_until: 0,
      run_at: at,
      fault: null,
      created_at: at,
    })
    .execute()
  return id
}

/** Due jobs of a kind, oldest first, for `leaseMs` by the engine's clock. */
export const claimJobs = async (
  tx: Tx,
  kind: string,
  { now, limit, leaseMs }: { readonly now: Millis; readonly limit: number; readonly leaseMs: number },
): Promise<readonly Job[]> => {
  const due = tx
    .selectFrom('jobs')
    .select('id')
    .where('state', '=', 'ready')
    .where('kind', '=', kind)
    .where('run_at', '<=', now)
    .where('lease_until', '<=', nowBy(tx.engine))
    .orderBy('run_at')
    .limit(limit)
    .$if(tx.engine === 'postgres', (query) => query.forUpdate().skipLocked())
  const rows = await tx
    .updateTable('jobs')
    .set({ attempt: sql`attempt + 1`, lease_until: sql`${nowBy(tx.engine)} + ${leaseMs}` as RawBuilder<number> })
    .where('id', 'in', due)
    .returning(['id', 'kind', 'payload', 'attempt'])
    .execute()
  return rows.map((row) => ({ ...row, payload: parsed<unknown>(row.payload) }))
}

/** False: the claim has passed to another worker, and nothing of ours may be kept. */
export const finishJob = async (tx: Tx, { id, attempt }: Job): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('jobs')
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows) === 1
}

/** `again` null: it failed for good and waits for a person. */
export const failJob = async (tx: Tx, { id, attempt }: Job, fault: string, again: Millis | null): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('jobs')
    .set({ fault, lease_until: 0, ...(again === null ? { state: 'dead' as const } : { run_at: again }) })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}
