// Fits boosted trees by Newton steps on the logistic loss over binned features. Deterministic: no sampling, ties go to
// the first feature and the lowest bin.
import type { Tree } from './model.ts'

export type Row = { readonly x: Float64Array; readonly y: number; readonly weight: number }
export type BoostOptions = {
  readonly rounds: number
  readonly depth: number
  readonly rate: number
  /** L2 on leaf values. */
  readonly l2: number
  /** Least sum of hessians in a leaf. */
  readonly least: number
  /** Only every n-th feature is open to tree n, turn by turn: a deterministic column sample. */
  readonly stride: number
  /** +1 the weight may only rise with the feature, -1 only fall, 0 free. */
  readonly monotone: readonly number[]
}
export const defaultBoost: BoostOptions = {
  rounds: 240,
  depth: 3,
  rate: 0.08,
  l2: 10,
  least: 3,
  stride: 2,
  monotone: [],
}

const maxBins = 24

/** Cut points between the values seen, at most `maxBins` - 1, at quantiles. */
const cutsOf = (rows: readonly Row[], feature: number): number[] => {
  const values = Float64Array.from(rows, (row) => row.x[feature]!).sort()
  const distinct: number[] = []
  for (const v of values) if (distinct.length === 0 || v !== distinct[distinct.length - 1]) distinct.push(v)
  const middle = (i: number) => (distinct[i]! + distinct[i + 1]!) / 2
  if (distinct.length <= maxBins) return distinct.slice(1).map((_, i) => middle(i))
  const cuts = new Set<number>()
  for (let b = 1; b < maxBins; b++) {
    const v = values[Math.floor((values.length * b) / maxBins)]!
    const at = distinct.indexOf(v)
    if (at + 1 < distinct.length) cuts.add(middle(at))
    if (at > 0) cuts.add(middle(at - 1))
  }
  return [...cuts].sort((a, b) => a - b)
}

const binned = (rows: readonly Row[], cuts: readonly number[], feature: number): Uint8Array =>
  Uint8Array.from(rows, (row) => {
    let low = 0
    let high = cuts.length
    while (low < high) {
      const mid = (low + high) >> 1
      if (row.x[feature]! <= cuts[mid]!) high = mid
      else low = mid + 1
    }
    return low
  })

type Split = { readonly gain: number; readonly feature: number; readonly bin: number }
type Fit = {
  readonly g: Float64Array
  readonly h: Float64Array
  readonly bins: readonly Uint8Array[]
  readonly cuts: readonly (readonly number[])[]
  readonly options: BoostOptions
}
type Grown = { feature: number[]; threshold: number[]; left: number[]; right: number[]; value: number[] }

/** The rows of a node with their gradients side by side: what every feature's histogram is filled from. */
type Node = {
  readonly rows: Int32Array
  readonly g: Float64Array
  readonly h: Float64Array
  sumG: number
  sumH: number
}

const nodeOf = (rows: Int32Array, { g, h }: Fit): Node => {
  const node: Node = { rows, g: new Float64Array(rows.length), h: new Float64Array(rows.length), sumG: 0, sumH: 0 }
  for (let k = 0; k < rows.length; k++) {
    node.g[k] = g[rows[k]!]!
    node.h[k] = h[rows[k]!]!
    node.sumG += node.g[k]!
    node.sumH += node.h[k]!
  }
  return node
}

const bg = new Float64Array(256)
const bh = new Float64Array(256)
const fillHistogram = ({ rows, g, h }: Node, bin: Uint8Array, bins: number): void => {
  bg.fill(0, 0, bins)
  bh.fill(0, 0, bins)
  for (let k = 0; k < rows.length; k++) {
    const b = bin[rows[k]!]!
    bg[b] = bg[b]! + g[k]!
    bh[b] = bh[b]! + h[k]!
  }
}

const bestOfFeature = (node: Node, fit: Fit, feature: number): Split | null => {
  const { options, bins, cuts } = fit
  const n = cuts[feature]!.length
  if (n === 0) return null
  fillHistogram(node, bins[feature]!, n + 1)
  const score = (sg: number, sh: number) => (sg * sg) / (sh + options.l2)
  const parent = score(node.sumG, node.sumH)
  const direction = options.monotone[feature] ?? 0
  let best: Split | null = null
  let lg = 0
  let lh = 0
  for (let b = 0; b < n; b++) {
    lg += bg[b]!
    lh += bh[b]!
    const [rg, rh] = [node.sumG - lg, node.sumH - lh]
    if (lh < options.least || rh < options.least) continue
    if (direction * (lg / (lh + options.l2) - rg / (rh + options.l2)) < 0) continue
    const gain = score(lg, lh) + score(rg, rh) - parent
    if (gain > (best?.gain ?? 1e-6)) best = { gain, feature, bin: b }
  }
  return best
}

const grow = (rows: Int32Array, depth: number, round: number, fit: Fit, tree: Grown): number => {
  const { options, cuts, bins } = fit
  const here = nodeOf(rows, fit)
  const node = tree.value.push((-here.sumG / (here.sumH + options.l2)) * options.rate) - 1
  tree.feature.push(-1)
  tree.threshold.push(0)
  tree.left.push(0)
  tree.right.push(0)
  if (depth === 0 || here.sumH < 2 * options.least) return node
  let best: Split | null = null
  for (let feature = (round * 7 + depth * 3) % options.stride; feature < cuts.length; feature += options.stride) {
    const split = bestOfFeature(here, fit, feature)
    if (split && split.gain > (best?.gain ?? 0)) best = split
  }
  if (!best) return node
  const { feature, bin } = best
  const at = bins[feature]!
  tree.feature[node] = feature
  tree.threshold[node] = cuts[feature]![bin]!
  tree.left[node] = grow(
    rows.filter((i) => at[i]! <= bin),
    depth - 1,
    round,
    fit,
    tree,
  )
  tree.right[node] = grow(
    rows.filter((i) => at[i]! > bin),
    depth - 1,
    round,
    fit,
    tree,
  )
  return node
}

const leafOf = (tree: Tree, x: Float64Array): number => {
  let node = 0
  while (tree.feature[node]! >= 0)
    node = x[tree.feature[node]!]! <= tree.threshold[node]! ? tree.left[node]! : tree.right[node]!
  return tree.value[node]!
}

const rounded = (tree: Grown): Tree => ({
  ...tree,
  threshold: tree.threshold.map((v) => Number(v.toFixed(5))),
  value: tree.value.map((v) => Number(v.toFixed(5))),
})

export const boost = (rows: readonly Row[], options: BoostOptions): { bias: number; trees: Tree[] } => {
  const width = rows[0]!.x.length
  const cuts = Array.from({ length: width }, (_, f) => cutsOf(rows, f).map((v) => Number(v.toFixed(5))))
  const bins = cuts.map((c, f) => binned(rows, c, f))
  const positives = rows.reduce((sum, row) => sum + row.y * row.weight, 0)
  const all = rows.reduce((sum, row) => sum + row.weight, 0)
  const bias = Number(Math.log((positives + 1) / (all - positives + 1)).toFixed(5))
  const margin = new Float64Array(rows.length).fill(bias)
  const everyone = Int32Array.from(rows, (_, i) => i)
  const trees: Tree[] = []
  for (let round = 0; round < options.rounds; round++) {
    const g = new Float64Array(rows.length)
    const h = new Float64Array(rows.length)
    rows.forEach((row, i) => {
      const p = 1 / (1 + Math.exp(-margin[i]!))
      g[i] = (p - row.y) * row.weight
      h[i] = p * (1 - p) * row.weight
    })
    const grown: Grown = { feature: [], threshold: [], left: [], right: [], value: [] }
    grow(everyone, options.depth, round, { g, h, bins, cuts, options }, grown)
    const tree = rounded(grown)
    rows.forEach((row, i) => {
      margin[i]! += leafOf(tree, row.x)
    })
    trees.push(tree)
  }
  return { bias, trees }
}
