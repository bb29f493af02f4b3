// Two echoes at the same moment, on two workers, are one case: the upsert of their keys is the lock.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Candidates } from '../../src/pipeline/candidates.ts'
import { inStore } from '../../src/pipeline/candidates-in-store.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { takeTurn } from '../../src/pipeline/turn.ts'
import { claim } from '../../src/store/inbox.ts'
import { openStore, type Store, write } from '../../src/store/index.ts'
import { newPostgres } from '../store/engines.ts'
import { decideByNumber, matcherByNumber } from './by-number.ts'
import { faultsOf, noon, report } from './town.ts'

const workers = 8
/** SADA_LONG: the whole figure, 1,500 pairs. */
const pairs = process.env.SADA_LONG ? 1500 : 60
const patience = pairs * 1000

/** A number that only the two of a pair say. */
const incidentOf = (pair: number) => 70_000 + pair

/** Both posts of each pair reach the inbox together; each worker takes one row at a time. */
const race = async (candidatesOf: (store: Store) => Candidates) => {
  const url = await newPostgres()
  const stores = await Promise.all(Array.from({ length: workers }, () => openStore(url, { connections: 3 })))
  const [store] = stores
  const pipeline = createPipeline({
    store: store!,
    matcher: matcherByNumber(),
    decide: decideByNumber,
    clock: () => noon,
  })
  const events = Array.from({ length: pairs }, (_, i) => [
    report(incidentOf(i), { by: `a${i}` }),
    report(incidentOf(i), { by: `b${i}`, channel: 'x' }),
  ]).flat()
  await pipeline.receive(events, { account: 'ministry' })
  const work = async (mine: (typeof stores)[number]) => {
    for (;;) {
      const rows = await write(mine, (tx) => claim(tx, 1, 60_000))
      if (rows.length === 0) return
      await takeTurn({ store: mine, candidates: candidatesOf(mine), on: {}, clock: () => noon }, rows)
    }
  }
  await Promise.all(stores.map(work))
  const cases = await store!.read.selectFrom('cases').select(['posts']).execute()
  const faults = await faultsOf(store!)
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(store!.read as never)
  await Promise.all(stores.map((one) => one.close()))
  return {
    splits: cases.filter(({ posts }) => posts === 1).length / 2,
    cases: cases.length,
    faults,
    deadlocks: rows[0]!.deadlocks,
  }
}

describe('Simultaneous echoes on PostgreSQL', () => {
  it(
    'are one case, whichever of eight workers takes them',
    async () => {
      const raced = await race(() => inStore(() => noon, decideByNumber))
      expect(raced).toEqual({ splits: 0, cases: pairs, faults: [], deadlocks: 0 })
    },
    patience,
  )

  it(
    'would be split without the lock: the same test with keys read and let go before the decision',
    async () => {
      const unlocked = (mine: Store): Candidates => ({
        catchUp: async () => {},
        begin: () => {
          const session = inStore(() => noon, decideByNumber).begin()
          return { ...session, look: (_tx, reports) => write(mine, (tx) => session.look(tx, reports)) }
        },
      })
      const { splits } = await race(unlocked)
      expect(splits / pairs).toBeGreaterThanOrEqual(0.5)
    },
    patience,
  )
})
