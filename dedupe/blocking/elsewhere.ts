// The same look-up where the rings of keys lie in a store: the very tally that the index in memory asks.
import { hash32 } from '../comparisons/hash.ts'
import type { Report } from '../types.ts'
import type { BlockIndex } from './index.ts'
import { keysOf, printsOnce } from './keys.ts'
import { addLoudest, createTally, near, type Reach } from './tally.ts'

const tally = createTally()

/** More than are compared: what posts of the same moment may bring up. */
export const likely: Reach = { most: 2 * near.most, always: 2 * near.most, quiet: 0 }

/** Numbers of cases into `found`, the loudest first, until it holds as many as are compared. */
export const loudest = (
  report: Report,
  rings: Pick<BlockIndex, 'under'>,
  found: { readonly size: number },
  add: (number: number) => void,
  reach = near,
): void => {
  tally.count(printsOnce(report), rings)
  addLoudest(tally, reach, found, add)
}
export const mostCompared: Reach = near

/** What half a country shares says where to look, but nobody may wait for it. */
const wide = /^(ab|aw|pa\d|p|a|w|th|t|k|g|recent)(:|$)/

export type Blocks = {
  /** Shared by echoes of one incident: of two who say them at once, one goes first. */
  readonly narrow: readonly number[]
  readonly wide: readonly number[]
}

const made = new WeakMap<Report, Blocks>()

/** A report's keys as fingerprints. */
export const blocksOf = (report: Report): Blocks => {
  const known = made.get(report)
  if (known) return known
  const keys = Map.groupBy(keysOf(report), (key) => wide.test(key))
  const narrow = new Set((keys.get(false) ?? []).map((key) => hash32(key)))
  const others = (keys.get(true) ?? []).map((key) => hash32(key)).filter((print) => !narrow.has(print))
  const blocks = { narrow: [...narrow], wide: [...new Set(others)] }
  made.set(report, blocks)
  return blocks
}
