// The weights in use: data made by `sada train`, with its provenance.
import { featureNames } from '../comparisons/case.ts'
import type { Mode } from '../types.ts'
import type { Evidence } from './evidence.ts'
import type { Model } from './model.ts'
import stored from './weights.json' with { type: 'json' }

/** Where a mode draws its lines, as match probabilities. */
export type Zones = {
  /** At or above the line of its evidence: the report joins. A line above 1 is never reached. */
  readonly accept: Readonly<Record<Evidence, number>>
  /** At or above: a person is asked; a line for the first question about a post, the second, the third. */
  readonly review: readonly number[]
  /** Below this chance of reporting anything a post without a match opens no case. */
  readonly opens: number
  /** In hindsight, a post joins another case at or above `rejoin`, and leaves its own below `stay`. */
  readonly rejoin: number
  readonly stay: number
}
export type Weights = Model & {
  readonly version: string
  readonly zones: Readonly<Record<Mode, Zones>>
  /** For looking again, when later posts are known too. */
  readonly hindsight: Omit<Model, 'features'>
  readonly provenance: unknown
}

/** Weights fitted on other features than this code compares would be nonsense: refused. */
export const checked = (weights: Weights): Weights => {
  const same =
    weights.features.length === featureNames.length && weights.features.every((f, i) => f === featureNames[i])
  if (!same) throw new Error('weights.json was fitted on other comparison features; run `sada train`')
  return weights
}

export const shippedWeights = (): Weights => checked(stored as unknown as Weights)
