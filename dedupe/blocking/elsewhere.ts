// The same look-up where the rings of keys lie in a store: the very tally that the index in memory asks.
import { hash32 } from '../comparisons/hash.ts'
import { forEach } from '../comparisons/once.ts'
import type { Report } from '../types.ts'
import { ring } from './index.ts'
import { keysOf, weighedKeysOfLatest } from './keys.ts'
import { addLoudest, createTally, near, type Reach } from './tally.ts'

const tally = createTally()

/** Cases under a key, newest first, into `found` from `at` on; returns how many, at most `ring`. */
type Rings = { under(print: number, found: Int32Array, at: number): number }

/** Numbers of cases into `found`, the loudest first, until it holds as many as are compared. */
export const loudest = (
  report: Report,
  { under }: Rings,
  found: { readonly size: number },
  add: (number: number) => void,
): void => {
  const look = (prints: Int32Array, all: Int32Array, lengths: Int32Array) => {
    for (let i = 0; i < prints.length; i++) lengths[i] = under(prints[i]!, all, i * ring)
  }
  tally.count(weighedKeysOfLatest(report), { look })
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

/** A report's keys as fingerprints. */
export const blocksOf = forEach((report): Blocks => {
  const keys = Map.groupBy(keysOf(report), (key) => narrow.test(key))
  const first = new Set((keys.get(true) ?? []).map((key) => hash32(key)))
  const others = (keys.get(false) ?? []).map((key) => hash32(key)).filter((print) => !first.has(print))
  return { narrow: [...first], wide: [...new Set(others)] }
})
