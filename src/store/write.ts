// The one way to change the store. SQLite: BEGIN IMMEDIATE, one writer at a time, in order. PostgreSQL: READ COMMITTED (row
// locks carry the rules), run again when the engine broke a deadlock or a serialisation.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Keys } from '../keys/seal.ts'
import type { Engine } from './engine.ts'
import { auditPeople, saveEvents } from './events.ts'
import { isStoreTrouble } from './faults.ts'
import { notice, type Others } from './postgres-live.ts'
import { unawaited } from './postgres-wire.ts'
import type { Database, EventRow } from './schema.ts'
import type { Connections } from './sqlite.ts'
import { together } from './together.ts'
import type { Turns } from './turns.ts'
import type { Tx } from './tx.ts'

/** What only `write` may touch of an open store. */
export const inside: unique symbol = Symbol('store')
export type Inside = {
  readonly writer: Kysely<Database>
  readonly alone: Connections['alone']
  readonly keys: Keys
  readonly listeners: Set<(events: readonly EventRow[]) => void>
  /** Settles when the transaction before has ended. */
  turn: Promise<unknown>
  /** Where another thread of this process writes too. */
  readonly turns: Turns | null
  /** PostgreSQL: what other processes commit, once somebody listens. */
  others: Others | null
  /** A write failed for the store's own reasons (a full disk, a primary that is gone), and none was tried out since. */
  refused: boolean
}
export type Writable = { readonly engine: Engine; readonly [inside]: Inside }

const attempts = 5
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)
/** Who lost to another that has committed may begin again at once; who was in a circle lets the others go first. */
const again = { serialisation: '40001', deadlock: '40P01' } as const

const begin = { sqlite: 'begin immediate', postgres: `${unawaited}begin isolation level read committed` } as const

/** On PostgreSQL the commit goes with the events: from their numbers on, all others wait. */
const committed = async (tx: Tx): Promise<readonly EventRow[]> => {
  const commit = async () => {
    const { rows } = await sql<{ readonly command?: string }>`commit`.execute(tx)
    // PostgreSQL says so where a statement failed and nobody told.
    if (rows[0]?.command === 'ROLLBACK') throw new Error('a statement of this transaction had failed: nothing is kept')
  }
  const saved = saveEvents(tx, tx.pending)
  if (tx.engine === 'sqlite') return saved.then((events) => commit().then(() => events))
  if (tx.pending.length > 0) await sql.raw(`${unawaited}notify ${notice}`).execute(tx)
  const [events] = await together([saved, commit()])
  return events
}

const once = <T>(store: Writable, work: (tx: Tx) => Promise<T>) =>
  store[inside].alone(async (db, direct) => {
    await sql.raw(begin[store.engine]).execute(db)
    try {
      const tx: Tx = Object.assign(db, {
        engine: store.engine,
        keys: store[inside].keys,
        pending: [],
        rules: undefined,
        direct,
      })
      const result = await work(tx)
      store[inside].others?.mine(tx.pending)
      await auditPeople(tx, tx.pending)
      return { result, events: await committed(tx) }
    } catch (error) {
      await sql`rollback`.execute(db).catch(() => {})
      throw error
    }
  })

const tried = async <T>(store: Writable, work: (tx: Tx) => Promise<T>) => {
  for (let attempt = 1; ; attempt++)
    try {
      return await once(store, work)
    } catch (error) {
      const code = codeOf(error)
      if (attempt >= attempts || (code !== again.serialisation && code !== again.deadlock)) throw error
      if (code === again.deadlock) await sleep(Math.random() * 20 * 2 ** attempt)
    }
}

/** Listeners hear what was committed: here, or by the other thread. */
export const tell = (store: Writable, events: readonly EventRow[]): void => {
  for (const listener of store[inside].listeners) listener(events)
}

/**
 * Runs `work` in one transaction. `committed` runs right after the commit, before the next writer's turn on SQLite: what must
 * follow the store in memory follows it there.
 */
export const write = async <T>(
  store: Writable,
  work: (tx: Tx) => Promise<T>,
  committed: (result: T) => void = () => {},
): Promise<T> => {
  const held = store[inside]
  const run = async () => {
    await held.turns?.take()
    try {
      const { result, events } = await tried(store, work).catch((error: unknown) => {
        held.refused ||= isStoreTrouble(error)
        throw error
      })
      committed(result)
      if (events.length > 0) tell(store, events)
      return result
    } finally {
      held.turns?.give()
    }
  }
  if (store.engine === 'postgres') return run()
  const mine = held.turn.then(run)
  held.turn = mine.catch(() => {})
  return mine
}
