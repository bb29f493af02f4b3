// Boosted trees over the comparison features. Each tree's path says how much each feature moved the match weight, and
// those moves add up to it exactly: that is how a decision explains itself.

/** Flat nodes: `feature` -1 marks a leaf; children of node i are `left[i]` (value ≤ threshold) and `right[i]`. */
export type Tree = {
  readonly feature: readonly number[]
  readonly threshold: readonly number[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** Match weight expected at the node, log-odds; the leaf's is what the tree adds. */
  readonly value: readonly number[]
}

/** Piecewise-linear map from match weight to probability, rising. */
export type Calibration = { readonly weight: readonly number[]; readonly p: readonly number[] }

export type Model = {
  readonly features: readonly string[]
  readonly bias: number
  readonly trees: readonly Tree[]
  readonly calibration: Calibration
}

type Flat = {
  readonly roots: Int32Array
  readonly feature: Int16Array
  readonly threshold: Float64Array
  readonly left: Int32Array
  readonly right: Int32Array
  readonly value: Float64Array
}

/** All nodes side by side: weighing is the hottest loop of the matcher. */
const flatten = (trees: readonly Tree[]): Flat => {
  const roots: number[] = []
  let size = 0
  for (const tree of trees) {
    roots.push(size)
    size += tree.feature.length
  }
  const moved = (pick: (tree: Tree) => readonly number[]) =>
    Int32Array.from(trees.flatMap((tree, t) => pick(tree).map((node) => node + roots[t]!)))
  return {
    roots: Int32Array.from(roots),
    feature: Int16Array.from(trees.flatMap((tree) => tree.feature)),
    threshold: Float64Array.from(trees.flatMap((tree) => tree.threshold)),
    left: moved((tree) => tree.left),
    right: moved((tree) => tree.right),
    value: Float64Array.from(trees.flatMap((tree) => tree.value)),
  }
}

const flats = new WeakMap<readonly Tree[], Flat>()
const flatOf = (trees: readonly Tree[]): Flat => {
  const known = flats.get(trees)
  if (known) return known
  const flat = flatten(trees)
  flats.set(trees, flat)
  return flat
}

export const weigh = ({ bias, trees }: Pick<Model, 'bias' | 'trees'>, x: Float64Array): number => {
  const { roots, feature, threshold, left, right, value } = flatOf(trees)
  let sum = bias
  for (let t = 0; t < roots.length; t++) {
    let node = roots[t]!
    for (let f = feature[node]!; f >= 0; f = feature[node]!)
      node = x[f]! <= threshold[node]! ? left[node]! : right[node]!
    sum += value[node]!
  }
  return sum
}

/** How much each feature moved the weight, and what every comparison starts from. */
export const contributions = (
  model: Model,
  x: Float64Array,
): { readonly start: number; readonly moves: Float64Array } => {
  const moves = new Float64Array(x.length)
  let start = model.bias
  const { roots, feature, threshold, left, right, value } = flatOf(model.trees)
  for (const root of roots) {
    let node = root
    start += value[root]!
    for (let f = feature[node]!; f >= 0; f = feature[node]!) {
      const from = node
      node = x[f]! <= threshold[node]! ? left[node]! : right[node]!
      moves[f] = moves[f]! + value[node]! - value[from]!
    }
  }
  return { start, moves }
}

export const probability = ({ weight, p }: Calibration, w: number): number => {
  const last = weight.length - 1
  if (last < 0) return 1 / (1 + Math.exp(-w))
  if (w <= weight[0]!) return p[0]!
  if (w >= weight[last]!) return p[last]!
  let i = 1
  while (weight[i]! < w) i++
  const span = weight[i]! - weight[i - 1]!
  const t = span === 0 ? 1 : (w - weight[i - 1]!) / span
  return p[i - 1]! + t * (p[i]! - p[i - 1]!)
}
