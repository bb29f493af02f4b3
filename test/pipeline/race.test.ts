// Two echoes at the same moment, on two workers, are one case: the upsert of their keys is the lock.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { decide, Report } from '../../dedupe/index.ts'
import type { Candidates } from '../../src/pipeline/candidates.ts'
import { inStore } from '../../src/pipeline/candidates-in-store.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { takeTurn } from '../../src/pipeline/turn.ts'
import { claim } from '../../src/store/inbox.ts'
import { openStore, write } from '../../src/store/index.ts'
import { newPostgres } from '../store/engines.ts'
import { decideByNumber, matcherByNumber } from './by-number.ts'
import { faultsOf, noon, report, said } from './town.ts'

const workers = 8
/** SADA_LONG: the whole figure, 1,500 pairs. */
const pairs = process.env.SADA_LONG ? 1500 : 60
const patience = pairs * 1000

type Race = { readonly by: typeof decide; readonly told: (pair: number) => readonly [ChannelEvent, ChannelEvent] }

/** A number that only the two of a pair say. */
const byNumber: Race = {
  by: decideByNumber,
  told: (pair) => [report(70_000 + pair, { by: `a${pair}` }), report(70_000 + pair, { by: `b${pair}`, channel: 'x' })],
}

/**
 * Words that only the two say: nothing that anybody locks, since half a country may say a word. Several, because one alone
 * speaks lower for a case than a guessed topic, which all of these share.
 */
const wordsOf = (pair: number) => {
  const written = [...String(pair).padStart(4, '0')].map((digit) => 'بتجحدرسطفك'[Number(digit)]).join('م')
  return ['قرنفل', 'زعفر', 'بنفسج', 'ريحان', 'سوسن'].map((stem) => `${stem}${written}ز`).join(' ')
}
const wordIn = ({ id, tokens }: Report) => tokens.map(({ key }) => key).find((key) => key.length > 7) ?? id
const byWords: Race = {
  by: (said, cases) => {
    const mine = cases.find(({ members }) => members.some((one) => wordIn(one) === wordIn(said)))
    const none = { suggested: [], rival: null, recurrenceOf: null }
    return mine === undefined
      ? { ...none, kind: 'different', p: 0, reason: 'no-candidate', match: null }
      : {
          ...none,
          kind: 'same',
          p: 1,
          reason: 'accepted',
          match: { case: mine.id, weight: 3, p: 1, vetoed: false, terms: [] },
        }
  },
  told: (pair) => [
    said(`${wordsOf(pair)} عندنا`, { by: `a${pair}` }),
    said(`شفت ${wordsOf(pair)}`, { by: `b${pair}`, channel: 'x' }),
  ],
}

/** Both posts of each pair reach the inbox together; each worker takes one row at a time. */
const race = async ({ by, told }: Race, candidatesOf: () => Candidates) => {
  const url = await newPostgres()
  const stores = await Promise.all(Array.from({ length: workers }, () => openStore(url, { connections: 3 })))
  const [store] = stores
  const pipeline = createPipeline({
    store: store!,
    matcher: matcherByNumber(),
    decide: by,
    clock: () => noon,
  })
  const events = Array.from({ length: pairs }, (_, i) => told(i)).flat()
  await pipeline.receive(events, { account: 'ministry' })
  const work = async (mine: (typeof stores)[number]) => {
    for (;;) {
      const rows = await write(mine, (tx) => claim(tx, 1, 60_000))
      if (rows.length === 0) return
      await takeTurn({ store: mine, candidates: candidatesOf(), on: {}, clock: () => noon }, rows)
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

const nowhere = { splits: 0, cases: pairs, faults: [], deadlocks: 0 }
const looking = ({ by }: Race): Candidates => inStore(() => noon, by)
/** Nobody looks at the end what others put under the same keys meanwhile. */
const blind = (race: Race): Candidates => ({
  catchUp: async () => {},
  begin: () => ({ ...looking(race).begin(), opened: () => {} }),
})

describe.each([
  { share: 'precise keys', raced: byNumber, splitsAtLeast: 0.5 },
  { share: 'rare words only', raced: byWords, splitsAtLeast: 0.25 },
])('Simultaneous echoes on PostgreSQL that share $share', ({ raced, splitsAtLeast }) => {
  it(
    'are one case, whichever of eight workers takes them',
    async () => {
      expect(await race(raced, () => looking(raced))).toEqual(nowhere)
    },
    patience,
  )

  it(
    'would be split, did nobody look again before the commit',
    async () => {
      const { splits } = await race(raced, () => blind(raced))
      expect(splits / pairs).toBeGreaterThanOrEqual(splitsAtLeast)
    },
    patience,
  )
})
