// `sada train`: fits on every world, and measures on worlds it did not see. Nothing here depends on clock or chance, so
// the same worlds give the same bytes.
import { calibrate } from '../weights/calibrate.ts'
import type { Weights } from '../weights/index.ts'
import { defaultFit, type FitOptions, fitWorlds, type Observed, observe } from './fit.ts'
import type { World } from './worlds.ts'

/** One fit for each world left out. */
export type Fold = { readonly world: World; readonly weights: Weights; readonly seen: Observed }

export const foldsOf = (worlds: readonly World[], options: FitOptions = defaultFit): Fold[] =>
  worlds.map((world) => {
    const others = worlds.filter((other) => other !== world)
    const weights = fitWorlds(others, options)
    return { world, weights, seen: observe(world, weights) }
  })

const calibratedBy = (weights: Weights, folds: readonly Fold[]): Weights => ({
  ...weights,
  calibration: calibrate(folds.flatMap(({ seen }) => [...seen.strict, ...seen.balanced])),
  hindsight: { ...weights.hindsight, calibration: calibrate(folds.flatMap(({ seen }) => seen.hindsight)) },
})

/** Each fold is calibrated by the other folds' misjudgements, never by its own. */
export const calibratedFolds = (folds: readonly Fold[]): Fold[] =>
  folds.map((fold) => {
    const others = folds.filter((other) => other !== fold)
    return { ...fold, weights: calibratedBy(fold.weights, others) }
  })

export const train = (
  worlds: readonly World[],
  folds: readonly Fold[],
  version: string,
  provenance: unknown,
  options: FitOptions = defaultFit,
): Weights => ({ ...calibratedBy(fitWorlds(worlds, options), folds), version, provenance })
