// Fits a model to labelled worlds: first on true cases, then again with the cases its first self would have made.

import { stream } from '../cluster/stream.ts'
import { featureNames } from '../comparisons/case.ts'
import { type BoostOptions, boost, defaultBoost } from '../weights/boost.ts'
import type { Observation } from '../weights/calibrate.ts'
import type { Weights } from '../weights/index.ts'
import { label, ownRows, taughtRows } from './rows.ts'
import type { World } from './worlds.ts'

/** Before anything is fitted: an even chance for every candidate, so that only the block keys choose them. */
const blank = (zones: Weights['zones']): Weights => ({
  version: 'blank',
  features: featureNames,
  bias: 0,
  trees: [],
  calibration: { weight: [], p: [] },
  zones,
  provenance: null,
})

export type FitOptions = { readonly boost: BoostOptions; readonly passes: number; readonly zones: Weights['zones'] }

export const firstZones: Weights['zones'] = {
  strict: { accept: 0.9, margin: 0, review: 0.1, opens: 0.15 },
  balanced: { accept: 0.45, margin: 0, review: 0.1, opens: 0.15 },
}
export const defaultFit: FitOptions = { boost: defaultBoost, passes: 2, zones: firstZones }

export const fit = (worlds: readonly World[], options: FitOptions = defaultFit): Weights => {
  const taught = worlds.flatMap((world) => taughtRows(world, blank(options.zones)))
  let weights: Weights = { ...blank(options.zones), ...boost(taught, options.boost), version: 'fit' }
  for (let pass = 1; pass < options.passes; pass++) {
    const own = worlds.flatMap((world) => ownRows(world, weights))
    weights = { ...weights, ...boost([...taught, ...own], options.boost) }
  }
  return weights
}

/** How certain the matcher was of each best-ranked case, and whether it was right. */
export const observe = (world: World, weights: Weights): Observation[] =>
  label(world, stream(world.reports, weights, 'balanced')).flatMap(({ arrival, right }) =>
    arrival.ranked.length === 0 ? [] : [{ weight: arrival.ranked[0]!.weight, right: right[0]! }],
  )
