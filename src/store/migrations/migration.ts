// One step of the schema, and the way back.
import type { Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

/** Typed on `unknown`, so that an old migration cannot lean on today's tables. */
export type Migration = {
  readonly name: string
  up(db: Kysely<unknown>, engine: Engine): Promise<void>
  down(db: Kysely<unknown>, engine: Engine): Promise<void>
}
