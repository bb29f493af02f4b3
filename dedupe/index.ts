// The door of the matcher. Pure: no clock, disk, network or database.

export {
  type Added,
  type Addition,
  additionsOf,
  isUsable,
  landmarkNamed,
  noAdditions,
  spansOfAdditions,
} from './additions.ts'
export { type Blocks, blocksOf, loudest, mostCompared } from './blocking/elsewhere.ts'
export { keysOf } from './blocking/keys.ts'
export { type Clustered, cluster } from './cluster/index.ts'
export { createMatcher, type Matcher } from './cluster/matcher.ts'
export { decide } from './decide/index.ts'
export { type Part, parts, without } from './evaluate/ablate.ts'
export { intervalsOf } from './evaluate/bootstrap.ts'
export { type Figures, figuresOf, summary } from './evaluate/figures.ts'
export { type Mistake, mistakes } from './evaluate/mistakes.ts'
export { calibratedFolds, type Fold, foldsOf, train } from './evaluate/train.ts'
export { worldOfVerdicts } from './evaluate/verdicts.ts'
export type { World } from './evaluate/worlds.ts'
export { type Bridge, weakBridge } from './explain/bridge.ts'
export { locate } from './explain/spans.ts'
export { areaAt, kuwait } from './kuwait.ts'
export { similarity } from './meaning/index.ts'
export { isCurrent, prepare, prepareUnseen, version } from './prepare.ts'
export { maskPersonalData } from './text/personal-data.ts'
export { foldForSearch } from './text/search.ts'
export type * from './types.ts'
export { shippedWeights, type Weights } from './weights/index.ts'
