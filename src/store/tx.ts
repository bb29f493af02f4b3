// What a transaction carries.
import type { Kysely } from 'kysely'
import type { Keys } from '../keys/seal.ts'
import type { Engine } from './engine.ts'
import type { Database, EventRow } from './schema.ts'

export type NewEvent = Omit<EventRow, 'seq'>

/** Straight to the connection of a transaction. */
export type Direct = (text: string, values: readonly unknown[]) => Promise<{ readonly rows: unknown[] }>

/** An open transaction. Events wait in it and are written last, so that their sequence is the order of commits. */
export type Tx = Kysely<Database> & {
  readonly engine: Engine
  readonly keys: Keys
  readonly pending: NewEvent[]
  /** The house's rules as they stand, once somebody asked (desk.ts). */
  rules: Promise<ReadonlyMap<string, string>> | undefined
  /** PostgreSQL: past the builder of statements (ask.ts). */
  readonly direct: Direct | undefined
}
