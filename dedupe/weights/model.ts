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
 * All trees side by side, for the hottest loop of the matcher. Instead of walking each tree, every split that sends a
 * value to the right strikes out the leaves on its left; a tree's first leaf left standing is where its path ends.
 * Splits lie by feature, lowest threshold first, so that a feature's look ends at the first split it does not pass.
 */
type Flat = {
  /** Splits of feature f: `from[f]` up to `from[f + 1]`. */
  readonly from: Int32Array
  readonly threshold: Float64Array
  readonly tree: Uint16Array
  readonly keeps: Int32Array
  /** By tree and leaf. */
  readonly value: Float64Array
  /** The path to each leaf: the features asked and how far each answer moved the weight, from `path[leaf]` on. */
  readonly path: Int32Array
  readonly asked: Int32Array
  readonly moved: Float64Array
  readonly start: number
  /** One number a tree, reused by every look. */
  readonly standing: Int32Array
}
const maxLeaves = 32

type Split = { readonly feature: number; readonly threshold: number; readonly tree: number; readonly keeps: number }
type Leaf = { readonly value: number; readonly path: readonly (readonly [feature: number, move: number])[] }

/** The splits and, left to right, the leaves of one tree. */
const unfold = ({ feature, threshold, left, right, value }: Tree, tree: number, splits: Split[]): Leaf[] => {
  const leaves: Leaf[] = []
  const visit = (node: number, path: Leaf['path']): void => {
    const f = feature[node]!
    if (f < 0) {
      leaves.push({ value: value[node]!, path })
      return
    }
    const first = leaves.length
    const step = (child: number): Leaf['path'] => [...path, [f, value[child]! - value[node]!]]
    visit(left[node]!, step(left[node]!))
    const struck = ((1 << (leaves.length - first)) - 1) << first
    splits.push({ feature: f, threshold: threshold[node]!, tree, keeps: ~struck })
    visit(right[node]!, step(right[node]!))
  }
  visit(0, [])
  if (leaves.length > maxLeaves) throw new Error(`a tree of the weights has more than ${maxLeaves} leaves`)
  return leaves
}

const flatten = (trees: readonly Tree[]): Flat => {
  const splits: Split[] = []
  const leaves = trees.map((tree, t) => unfold(tree, t, splits))
  splits.sort((a, b) => a.feature - b.feature || a.threshold - b.threshold)
  const width = splits.length === 0 ? 0 : splits.at(-1)!.feature + 1
  const value = new Float64Array(trees.length * maxLeaves)
  const path = new Int32Array(trees.length * maxLeaves + 1)
  const steps: (readonly [number, number])[] = []
  for (let slot = 0; slot < value.length; slot++) {
    const leaf = leaves[slot >> 5]![slot & 31]
    value[slot] = leaf?.value ?? 0
    steps.push(...(leaf?.path ?? []))
    path[slot + 1] = steps.length
  }
  return {
    from: Int32Array.from({ length: width + 1 }, (_, f) => splits.filter((split) => split.feature < f).length),
    threshold: Float64Array.from(splits, (split) => split.threshold),
    tree: Uint16Array.from(splits, (split) => split.tree),
    keeps: Int32Array.from(splits, (split) => split.keeps),
    value,
    path,
    asked: Int32Array.from(steps, ([feature]) => feature),
    moved: Float64Array.from(steps, ([, move]) => move),
    start: trees.reduce((sum, tree) => sum + tree.value[0]!, 0),
    standing: new Int32Array(trees.length),
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

/** For each tree, the leaves that no split has struck out, as bits: in the flat's own room. */
const strike = (flat: Flat, x: Float64Array): Int32Array => {
  const { from, threshold, tree, keeps, standing } = flat
  standing.fill(-1)
  for (let f = 0; f + 1 < from.length; f++) {
    const end = from[f + 1]!
    const v = x[f]!
    for (let s = from[f]!; s < end && threshold[s]! < v; s++) standing[tree[s]!]! &= keeps[s]!
  }
  return standing
}

const firstLeaf = (bits: number): number => 31 - Math.clz32(bits & -bits)

export const weigh = ({ bias, trees }: Pick<Model, 'bias' | 'trees'>, x: Float64Array): number => {
  const flat = flatOf(trees)
  const { value } = flat
  const standing = strike(flat, x)
  let sum = bias
  for (let t = 0; t < standing.length; t++) sum += value[(t << 5) + firstLeaf(standing[t]!)]!
  return sum
}

/** How much each feature moved the weight, and what every comparison starts from. */
export const contributions = (
  { bias, trees }: Pick<Model, 'bias' | 'trees'>,
  x: Float64Array,
): { readonly start: number; readonly moves: Float64Array } => {
  const flat = flatOf(trees)
  const { path, asked, moved } = flat
  const left = strike(flat, x)
  const moves = new Float64Array(x.length)
  for (let t = 0; t < trees.length; t++) {
    const leaf = (t << 5) + firstLeaf(left[t]!)
    for (let k = path[leaf]!; k < path[leaf + 1]!; k++) moves[asked[k]!]! += moved[k]!
  }
  return { start: bias + flat.start, moves }
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
