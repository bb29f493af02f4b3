// The same look-up where the rings of keys lie in a store: the very tally that the index in memory asks.
import { hash32 } from '../comparisons/hash.ts'
import type { Report } from '../types.ts'
import type { BlockIndex } from './index.ts'
import { keysOf, printsOnce } from './keys.ts'
import { addLoudest, createTally, near, type Reach } from './tally.ts'

const tally = createTally()

/** Numbers of cases into `found`, the loudest first, until it holds as many as are compared. */
export const loudest = (
  report: Report,
  rings: Pick<BlockIndex, 'under'>,
  found: { readonly size: number },
  add: (number: number) => void,
): void => {
  tally.count(printsOnce(report), rings)
  addLoudest(tally, near, found, add)
}
export const mostCompared: Reach = near

/** Who speaks, and in answer to what: of two posts that share such a key, the later leans on what became of the earlier. */
const narrow = /^(thread|author):/

export type Blocks = {
  /** Of one voice or one thread: of two at once, one goes first. */
  readonly narrow: readonly number[]
  /** What anybody may say: nobody waits for it. */
  readonly wide: readonly number[]
}

const made = new WeakMap<Report, Blocks>()

/** A report's keys as fingerprints. */
export const blocksOf = (report: Report): Blocks => {
  const known = made.get(report)
  if (known) return known
  const keys = Map.groupBy(keysOf(report), (key) => narrow.test(key))
  const first = new Set((keys.get(true) ?? []).map((key) => hash32(key)))
  const others = (keys.get(false) ?? []).map((key) => hash32(key)).filter((print) => !first.has(print))
  const blocks = { narrow: [...first], wide: [...new Set(others)] }
  made.set(report, blocks)
  return blocks
}
