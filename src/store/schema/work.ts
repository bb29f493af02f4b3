// Work to do later, and how far pulling has come.
import type { Millis } from '../../model.ts'
import type { Json } from './columns.ts'

/** ready → claimed (lease, attempt as fence) → gone when done, `dead` when it failed too often. */
export type JobsTable = {
  id: string
  kind: string
  payload: Json
  state: 'ready' | 'dead'
  attempt: number
  lease_until: Millis
  run_at: Millis
  fault: string | null
  created_at: Millis
}

/** How far a channel has been read; moves only in the transaction that stored what was read. */
export type CursorsTable = { name: string; value: string; updated_at: Millis }

/** Numbers handed out under a row lock: case references by month, the event sequence. */
export type CountersTable = { name: string; value: number }

/** Small facts about the store itself. */
export type MetaTable = { name: string; value: string }

export type MigrationsTable = { name: string; applied_at: Millis }
