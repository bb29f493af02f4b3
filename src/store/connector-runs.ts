// Tasks of the connectors: whose turn it is, how each run ended, who is paused.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Millis } from '../model.ts'
import { nowBy } from './inbox.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

export type Claim = { readonly task: string; readonly attempt: number; readonly run: string }
export type RunEnd = {
  readonly fetched: number
  readonly fresh: number
  readonly passedOver: number
  /** A stable word; null = it went well. */
  readonly fault: string | null
  readonly nextAt: Millis | null
  readonly quietUntil: Millis
}
export type Run = Omit<RunEnd, 'quietUntil'> & {
  readonly task: string
  readonly startedAt: Millis
  readonly endedAt: Millis | null
}

const keptRuns = 200

export const isPaused = async (db: Reader, connector: string): Promise<boolean> =>
  (await db
    .selectFrom('connector_states')
    .select('paused_at')
    .where('connector', '=', connector)
    .where('paused_at', 'is not', null)
    .executeTakeFirst()) !== undefined

export const pausesOf = async (db: Reader) => {
  const rows = await db.selectFrom('connector_states').selectAll().where('paused_at', 'is not', null).execute()
  return new Map(rows.map((row) => [row.connector, { at: row.paused_at!, by: row.paused_by }]))
}

/** `by` null = it goes on. */
export const setPaused = async (tx: Tx, connector: string, by: string | null, at: Millis): Promise<void> => {
  const state = by === null ? { paused_at: null, paused_by: null } : { paused_at: at, paused_by: by }
  await tx
    .insertInto('connector_states')
    .values({ connector, ...state })
    .onConflict((conflict) => conflict.column('connector').doUpdateSet(state))
    .execute()
}

/** Null: another process runs it, or the channel asked to be left alone (`hurry` goes past that). */
export const beginRun = async (tx: Tx, { connector, task, now, leaseMs, hurry }: Begin): Promise<Claim | null> => {
  await tx
    .insertInto('connector_tasks')
    .values({ name: task, attempt: 0, lease_until: 0, quiet_until: 0 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const claimed = await tx
    .updateTable('connector_tasks')
    .set({ attempt: sql`attempt + 1`, lease_until: sql`${nowBy(tx.engine)} + ${leaseMs}` })
    .where('name', '=', task)
    .where('lease_until', '<=', nowBy(tx.engine))
    .$if(!hurry, (query) => query.where('quiet_until', '<=', now))
    .returning('attempt')
    .executeTakeFirst()
  if (claimed === undefined) return null
  const run = uuidv7()
  await tx
    .insertInto('connector_runs')
    .values({
      id: run,
      connector,
      task,
      started_at: now,
      ended_at: null,
      fetched: 0,
      fresh: 0,
      passed_over: 0,
      fault: null,
      next_at: null,
    })
    .execute()
  return { task, attempt: claimed.attempt, run }
}
type Begin = {
  readonly connector: string
  readonly task: string
  readonly now: Millis
  readonly leaseMs: number
  readonly hurry: boolean
}

export const endRun = async (tx: Tx, { task, attempt, run }: Claim, end: RunEnd, now: Millis): Promise<void> => {
  await tx
    .updateTable('connector_runs')
    .set({
      ended_at: now,
      fetched: end.fetched,
      fresh: end.fresh,
      passed_over: end.passedOver,
      fault: end.fault,
      next_at: end.nextAt,
    })
    .where('id', '=', run)
    .execute()
  await tx
    .updateTable('connector_tasks')
    .set({ lease_until: 0, quiet_until: end.quietUntil })
    .where('name', '=', task)
    .where('attempt', '=', attempt)
    .execute()
  await forgetOldRuns(tx, task)
}

const forgetOldRuns = async (tx: Tx, task: string): Promise<void> => {
  const oldest = await tx
    .selectFrom('connector_runs')
    .select('started_at')
    .where('task', '=', task)
    .orderBy('started_at', 'desc')
    .offset(keptRuns)
    .limit(1)
    .executeTakeFirst()
  if (oldest === undefined) return
  await tx.deleteFrom('connector_runs').where('task', '=', task).where('started_at', '<=', oldest.started_at).execute()
}

/** The newest runs of a task, newest first. */
export const recentRuns = async (db: Reader, task: string, limit: number): Promise<readonly Run[]> => {
  const rows = await db
    .selectFrom('connector_runs')
    .selectAll()
    .where('task', '=', task)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    task: row.task,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    fetched: row.fetched,
    fresh: row.fresh,
    passedOver: row.passed_over,
    fault: row.fault,
    nextAt: row.next_at,
  }))
}

export const quietUntil = async (db: Reader, task: string): Promise<Millis> =>
  (await db.selectFrom('connector_tasks').select('quiet_until').where('name', '=', task).executeTakeFirst())
    ?.quiet_until ?? 0

/** A live line belongs to one process: the attempt it holds it by, or null while another has it. */
export const claimLine = async (tx: Tx, name: string, leaseMs: number): Promise<number | null> => {
  await tx
    .insertInto('connector_tasks')
    .values({ name, attempt: 0, lease_until: 0, quiet_until: 0 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const claimed = await tx
    .updateTable('connector_tasks')
    .set({ attempt: sql`attempt + 1`, lease_until: sql`${nowBy(tx.engine)} + ${leaseMs}` })
    .where('name', '=', name)
    .where('lease_until', '<=', nowBy(tx.engine))
    .returning('attempt')
    .executeTakeFirst()
  return claimed?.attempt ?? null
}

/** False: the line has passed to another. `leaseMs` 0 gives it back. */
export const keepLine = async (tx: Tx, name: string, attempt: number, leaseMs: number): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('connector_tasks')
    .set({ lease_until: leaseMs === 0 ? 0 : sql`${nowBy(tx.engine)} + ${leaseMs}` })
    .where('name', '=', name)
    .where('attempt', '=', attempt)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}
