// Fits a model to labelled worlds: first on true cases, then again with the cases its first self would have made.
import { featureNames } from '../comparisons/case.ts'
import type { Mode } from '../types.ts'
import { type BoostOptions, boost, defaultBoost, type Row } from '../weights/boost.ts'
import type { Observation } from '../weights/calibrate.ts'
import { type Evidence, evidences } from '../weights/evidence.ts'
import type { Weights } from '../weights/index.ts'
import { directions } from './directions.ts'
import { type Judged, judgeArrivals, judgeHindsight, rowsOf, teacherOf } from './rows.ts'
import type { World } from './worlds.ts'

const uncalibrated = { weight: [], p: [] }

/** Before anything is fitted or calibrated: an even chance for every candidate, so that only the block keys choose them. */
const blank = (zones: Weights['zones']): Weights => ({
  version: 'blank',
  features: featureNames,
  bias: 0,
  trees: [],
  calibration: uncalibrated,
  zones,
  hindsight: { bias: 0, trees: [], calibration: uncalibrated },
  provenance: null,
})

export type FitOptions = { readonly boost: BoostOptions; readonly zones: Weights['zones'] }

const even = (line: number) => Object.fromEntries(evidences.map((e) => [e, line])) as Record<Evidence, number>
const never = 2
/** The matter agrees, or the author or a copy speaks for the case; nothing but place, thread or likeness does. */
const named = 0.8
const loose = 0.89
/** What a first, a second, a third question is worth. */
const review = [0.06, 0.1, 0.16]

/**
 * Drawn from leave-one-world-out decisions: `strict` for wrong merges that stay rare, `balanced` for B-cubed F1. Few lines,
 * each on a plateau, because a line for every kind of evidence would hang on a handful of posts.
 */
export const zones: Weights['zones'] = {
  strict: {
    accept: { named, loose, contrary: never },
    review,
    opens: 0.25,
    rejoin: never,
    stay: 0.2,
  },
  balanced: { accept: even(0.45), review, opens: 0.25, rejoin: 0.5, stay: 0.3 },
}
export const defaultFit: FitOptions = { boost: { ...defaultBoost, monotone: directions }, zones }

/** A world's rows, each with the world's share. */
const shared = ({ share = 1 }: World, rows: readonly Row[]): readonly Row[] =>
  share === 1 ? rows : rows.map((row) => ({ ...row, weight: row.weight * share }))

export const fitWorlds = (worlds: readonly World[], options: FitOptions = defaultFit): Weights => {
  const start = blank(options.zones)
  const taught = worlds.flatMap((world) =>
    shared(world, rowsOf(judgeArrivals(world, start, 'balanced', teacherOf(world)))),
  )
  const first: Weights = { ...start, ...boost(taught, options.boost), version: 'fit' }
  const own = worlds.flatMap((world) => shared(world, rowsOf(judgeArrivals(world, first, 'balanced'))))
  const weights = { ...first, ...boost([...taught, ...own], options.boost) }
  const later = worlds.flatMap((world) =>
    shared(world, [
      ...rowsOf(judgeHindsight(world, weights, teacherOf(world))),
      ...rowsOf(judgeHindsight(world, weights)),
    ]),
  )
  const hindsight = { ...boost(later, options.boost), calibration: uncalibrated }
  return { ...weights, zones: options.zones, hindsight }
}

/** A fit must learn to fear what worlds made beside the labelled streams hold; how often it comes those streams say. */
const asOften = 0.25
const observed = ({ share = 1 }: World, judged: readonly Judged[]): Observation[] => {
  const counts = share === 1 ? 1 : share * asOften
  return judged.flatMap(({ ranked: [best], right }) =>
    best ? [{ weight: best.weight, right: right[0]!, share: counts }] : [],
  )
}

/** How certain the matcher was of each best-ranked case, and whether it was right: on arrival in each mode, in hindsight. */
export type Observed = Readonly<Record<Mode | 'hindsight', readonly Observation[]>>
export const observe = (world: World, weights: Weights): Observed => ({
  strict: observed(world, judgeArrivals(world, weights, 'strict')),
  balanced: observed(world, judgeArrivals(world, weights, 'balanced')),
  hindsight: observed(world, judgeHindsight(world, { ...weights, ...weights.hindsight })),
})
