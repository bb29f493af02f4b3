// One vector per feature, shared by all tasks; each task reads the sum of a text's vectors through a linear head.
// What the lexicon teaches about "no power" in twelve languages thereby helps topics, kinds and similarity alike.
import type { Random } from './random.ts'

export type Head = {
  readonly labels: readonly string[]
  readonly rows: Float32Array
  readonly bias: Float32Array
  readonly squares: Float32Array
}

export type Network = {
  readonly dims: number
  readonly rows: Float32Array
  readonly squares: Float32Array
  readonly heads: Readonly<Record<string, Head>>
}

export const createNetwork = (
  features: number,
  dims: number,
  labels: Readonly<Record<string, readonly string[]>>,
  random: Random,
): Network => {
  const spread = 1 / Math.sqrt(dims)
  const noise = (size: number, width: number) => Float32Array.from({ length: size }, () => (random() - 0.5) * width)
  const headOf = (names: readonly string[]): Head => ({
    labels: names,
    rows: noise(names.length * dims, spread),
    bias: new Float32Array(names.length),
    squares: new Float32Array(names.length).fill(1e-3),
  })
  return {
    dims,
    rows: noise(features * dims, spread / 2),
    squares: new Float32Array(features).fill(1e-3),
    heads: Object.fromEntries(Object.entries(labels).map(([name, names]) => [name, headOf(names)])),
  }
}

/** Sums `count` rows into `out`, by the root of how many: returns that scale. */
export const sumRows = ({ dims, rows }: Network, features: Int32Array, count: number, out: Float32Array): number => {
  out.fill(0)
  for (let k = 0; k < count; k++) for (let d = 0, at = features[k]! * dims; d < dims; d++, at++) out[d]! += rows[at]!
  const scale = 1 / Math.sqrt(Math.max(1, count))
  for (let d = 0; d < dims; d++) out[d]! *= scale
  return scale
}

/** AdaGrad with one square a row: a vector moves as a whole, at a pace of its own. */
export const moveRows = (
  network: Network,
  features: Int32Array,
  count: number,
  gradient: Float32Array,
  rate: number,
) => {
  const { dims, rows, squares } = network
  let square = 0
  for (let d = 0; d < dims; d++) square += gradient[d]! ** 2
  square /= dims
  if (square === 0) return
  for (let k = 0; k < count; k++) {
    const row = features[k]!
    squares[row]! += square
    const pace = rate / Math.sqrt(squares[row]!)
    for (let d = 0, at = row * dims; d < dims; d++, at++) rows[at]! -= pace * gradient[d]!
  }
}

/** Leaves out features at random, so that no single word carries an answer alone. */
export const dropRows = (features: Int32Array, drop: number, random: Random, kept: Int32Array): number => {
  let count = 0
  for (const row of features) if (random() >= drop && count < kept.length) kept[count++] = row
  return count
}

/** Adds a network's numbers to a running mean of `count` before it: the mean of several epochs errs less than the last. */
export const averageInto = (mean: Network, network: Network, count: number) => {
  const blend = (to: Float32Array, from: Float32Array) => {
    for (let i = 0; i < to.length; i++) to[i]! += (from[i]! - to[i]!) / (count + 1)
  }
  blend(mean.rows, network.rows)
  for (const [name, head] of Object.entries(network.heads)) {
    blend(mean.heads[name]!.rows, head.rows)
    blend(mean.heads[name]!.bias, head.bias)
  }
}
