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

/**
 * All trees side by side, for the hottest loop of the matcher. Each is filled up to the depth of the deepest, so that every
 * path asks as many questions and no step waits for the outcome of another: node n has the children 2n and 2n + 1.
 */
type Flat = {
  readonly depth: number
  /** The questions of a tree, its root at 1, in a stretch of 2^depth numbers. */
  readonly feature: Uint16Array
  readonly threshold: Float64Array
  /** The leaves of a tree in as long a stretch. */
  readonly value: Float64Array
}
const [usual, deepest] = [3, 8]

const depthOf = (tree: Tree, node = 0): number =>
  tree.feature[node]! < 0 ? 0 : 1 + Math.max(depthOf(tree, tree.left[node]!), depthOf(tree, tree.right[node]!))

const flatten = (trees: readonly Tree[]): Flat => {
  const depth = trees.reduce((most, tree) => Math.max(most, depthOf(tree)), usual)
  if (depth > deepest) throw new Error(`a tree of the weights asks more than ${deepest} questions in a row`)
  const width = 1 << depth
  const feature = new Uint16Array(trees.length * width)
  /** What is not a number exceeds nothing either: both go to the left, as where nothing is asked. */
  const threshold = new Float64Array(trees.length * width).fill(Number.POSITIVE_INFINITY)
  const value = new Float64Array(trees.length * width)
  const fill = (tree: Tree, start: number, node: number, at: number): void => {
    if (at >= width) {
      value[start + at - width] = tree.value[node]!
      return
    }
    const asks = tree.feature[node]! >= 0
    if (asks) {
      feature[start + at] = tree.feature[node]!
      threshold[start + at] = tree.threshold[node]!
    }
    fill(tree, start, asks ? tree.left[node]! : node, 2 * at)
    fill(tree, start, asks ? tree.right[node]! : node, 2 * at + 1)
  }
  trees.forEach((tree, t) => {
    fill(tree, t * width, 0, 1)
  })
  return { depth, feature, threshold, value }
}

const flats = new WeakMap<readonly Tree[], Flat>()
const flatOf = (trees: readonly Tree[]): Flat => {
  const known = flats.get(trees)
  if (known) return known
  const flat = flatten(trees)
  flats.set(trees, flat)
  return flat
}

/**
 * Trees of the usual depth, their steps unrolled and their width known: this loop is an eighth of all matching. Answers are
 * added as numbers: a branch here would be guessed wrong every other time.
 */
const weighUsual = (bias: number, { feature, threshold, value }: Flat, x: Float64Array): number => {
  let sum = bias
  for (let start = 0; start < value.length; start += 1 << usual) {
    let node = 2 + Number(x[feature[start + 1]!]! > threshold[start + 1]!)
    node = 2 * node + Number(x[feature[start + node]!]! > threshold[start + node]!)
    node = 2 * node + Number(x[feature[start + node]!]! > threshold[start + node]!)
    sum += value[start + node - (1 << usual)]!
  }
  return sum
}

const weighDeep = (bias: number, { depth, feature, threshold, value }: Flat, x: Float64Array): number => {
  const width = 1 << depth
  let sum = bias
  for (let start = 0; start < value.length; start += width) {
    let node = 1
    for (let d = 0; d < depth; d++) node = 2 * node + Number(x[feature[start + node]!]! > threshold[start + node]!)
    sum += value[start + node - width]!
  }
  return sum
}

export const weigh = ({ bias, trees }: Pick<Model, 'bias' | 'trees'>, x: Float64Array): number => {
  const flat = flatOf(trees)
  return flat.depth === usual ? weighUsual(bias, flat, x) : weighDeep(bias, flat, x)
}

/** How much each feature moved the weight, and what every comparison starts from. */
export const contributions = (
  { bias, trees }: Pick<Model, 'bias' | 'trees'>,
  x: Float64Array,
): { readonly start: number; readonly moves: Float64Array } => {
  const moves = new Float64Array(x.length)
  let start = 0
  for (const { feature, threshold, left, right, value } of trees) {
    start += value[0]!
    for (let node = 0; feature[node]! >= 0; ) {
      const f = feature[node]!
      const child = x[f]! > threshold[node]! ? right[node]! : left[node]!
      moves[f]! += value[child]! - value[node]!
      node = child
    }
  }
  return { start: bias + start, moves }
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
  // A rounding above the next point would break the order.
  return Math.min(p[i]!, p[i - 1]! + t * (p[i]! - p[i - 1]!))
}
