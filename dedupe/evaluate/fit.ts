// Fits a model to labelled worlds: first on true cases, then again with the cases its first self would have made.
import { featureNames } from '../comparisons/case.ts'
import { type BoostOptions, boost, defaultBoost } from '../weights/boost.ts'
import type { Observation } from '../weights/calibrate.ts'
import { type Evidence, evidences } from '../weights/evidence.ts'
import type { Weights } from '../weights/index.ts'
import { type Judged, judgeArrivals, judgeHindsight, rowsOf, teacherOf } from './rows.ts'
import type { World } from './worlds.ts'

const uncalibrated = { weight: [], p: [] }

/** Before anything is fitted: an even chance for every candidate, so that only the block keys choose them. */
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

/** Drawn from leave-one-world-out curves: `strict` for wrong merges that stay rare, `balanced` for B-cubed F1. */
export const zones: Weights['zones'] = {
  strict: {
    accept: {
      copy: 0.5,
      author: 0.8,
      reply: 0.9,
      'matter-at-spot': 0.85,
      spot: 0.85,
      'matter-in-area': 0.75,
      area: 0.8,
      name: 0.75,
      loose: 0.95,
      contrary: never,
    },
    margin: 0,
    review: [0.04, 0.06, 0.09],
    opens: 0.35,
    rejoin: never,
    stay: 0.2,
  },
  balanced: { accept: even(0.5), margin: 0, review: [0.03, 0.05, 0.08], opens: 0.35, rejoin: 0.5, stay: 0.3 },
}
export const defaultFit: FitOptions = { boost: defaultBoost, zones }

export const fitWorlds = (worlds: readonly World[], options: FitOptions = defaultFit): Weights => {
  const start = blank(options.zones)
  const taught = worlds.flatMap((world) => rowsOf(judgeArrivals(world, start, teacherOf(world))))
  const first: Weights = { ...start, ...boost(taught, options.boost), version: 'fit' }
  const own = worlds.flatMap((world) => rowsOf(judgeArrivals(world, first)))
  const weights = { ...first, ...boost([...taught, ...own], options.boost) }
  const later = worlds.flatMap((world) => [
    ...rowsOf(judgeHindsight(world, weights, teacherOf(world))),
    ...rowsOf(judgeHindsight(world, weights)),
  ])
  return { ...weights, hindsight: { ...boost(later, options.boost), calibration: uncalibrated } }
}

const observed = (judged: readonly Judged[]): Observation[] =>
  judged.flatMap(({ ranked, right }) => (ranked[0] ? [{ weight: ranked[0].weight, right: right[0]! }] : []))

/** How certain the matcher was of each best-ranked case, and whether it was right: on arrival and in hindsight. */
export const observe = (world: World, weights: Weights): { arrival: Observation[]; hindsight: Observation[] } => ({
  arrival: observed(judgeArrivals(world, weights)),
  hindsight: observed(judgeHindsight(world, { ...weights, ...weights.hindsight })),
})
