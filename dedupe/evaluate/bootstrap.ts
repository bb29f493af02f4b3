// How far a figure would swing on other incidents of the same kind: whole incidents are drawn again, with replacement, by
// a fixed sequence of pseudo-random numbers.
import type { Mode } from '../types.ts'
import type { Figures } from './figures.ts'
import type { Share } from './score.ts'
import { f1, group, mean, ratio } from './tally.ts'

export type Interval = { readonly low: number; readonly high: number }

/** Mulberry32: small, well mixed, and the same on every machine. */
export const sequence = (seed: number) => {
  let state = seed | 0
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** The middle 95 % of `measure` over redrawn groups. */
export const bootstrap = <T>(
  items: readonly T[],
  groupOf: (item: T) => string,
  measure: (items: readonly T[]) => number,
  rounds = 200,
): Interval => {
  const groups = [...group(items, groupOf).values()]
  const random = sequence(7)
  const values = Array.from({ length: rounds }, () =>
    measure(Array.from({ length: groups.length }, () => groups[Math.floor(random() * groups.length)]!).flat()),
  ).sort((a, b) => a - b)
  return { low: values[Math.floor(rounds * 0.025)]!, high: values[Math.ceil(rounds * 0.975) - 1]! }
}

const bCubed = (shares: readonly Share[]): number => f1(mean(shares.map(({ p }) => p)), mean(shares.map(({ r }) => r)))

const pairs = (shares: readonly Share[]): number => {
  const sum = (of: keyof Share['pairs']) => shares.reduce((total, share) => total + share.pairs[of], 0)
  const right = sum('right')
  return f1(ratio(right, sum('placed'), 1), ratio(right, sum('real'), 1))
}

export type Intervals = { readonly bCubed: Interval; readonly pairs: Interval }

/** Of the F1s, pooled over worlds. */
export const intervalsOf = (figures: readonly Figures[], mode: Mode): Intervals => {
  const shares = figures.flatMap(({ world, shares }) =>
    shares[mode].map((share) => ({ ...share, truth: `${world}:${share.truth}` })),
  )
  const within = (measure: (shares: readonly Share[]) => number) => bootstrap(shares, ({ truth }) => truth, measure)
  return { bCubed: within(bCubed), pairs: within(pairs) }
}
