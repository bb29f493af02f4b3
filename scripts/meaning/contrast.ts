// Contrast: two texts that mean one thing move together, the others of their batch move away (InfoNCE, both ways).
import { dropRows, moveRows, type Network, sumRows } from './network.ts'
import type { Random } from './random.ts'

export type Pair = { readonly a: Int32Array; readonly b: Int32Array }

export type Contrast = { readonly temperature: number; readonly drop: number; readonly weight: number }

type Side = {
  readonly rows: Int32Array
  readonly scale: number
  readonly unit: Float32Array
  readonly norm: number
  readonly back: Float32Array
}

const sideOf = (network: Network, features: Int32Array, drop: number, random: Random): Side => {
  const kept = new Int32Array(features.length)
  const count = dropRows(features, drop, random, kept)
  const unit = new Float32Array(network.dims)
  const scale = sumRows(network, kept, count, unit)
  const norm = Math.hypot(...unit) + 1e-6
  return {
    rows: kept.subarray(0, count),
    scale,
    unit: unit.map((value) => value / norm),
    norm,
    back: new Float32Array(network.dims),
  }
}

const dot = (a: Float32Array, b: Float32Array) => {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}

const add = (to: Float32Array, from: Float32Array, factor: number) => {
  for (let d = 0; d < to.length; d++) to[d]! += factor * from[d]!
}

/** One direction: each of `from` should find its own partner among `to`. */
const pull = (from: readonly Side[], to: readonly Side[], { temperature, weight }: Contrast) => {
  for (const [i, side] of from.entries()) {
    const scores = to.map((other) => dot(side.unit, other.unit) / temperature)
    const top = Math.max(...scores)
    const powers = scores.map((score) => Math.exp(score - top))
    const sum = powers.reduce((a, b) => a + b)
    for (const [j, other] of to.entries()) {
      const error = ((powers[j]! / sum - (i === j ? 1 : 0)) * weight) / temperature
      add(side.back, other.unit, error)
      add(other.back, side.unit, error)
    }
  }
}

/** The gradient of a unit vector, taken back through its norm and onto the rows. */
const settle = (network: Network, { rows, scale, unit, norm, back }: Side, rate: number) => {
  const along = dot(back, unit)
  const gradient = back.map((value, d) => ((value - along * unit[d]!) / norm) * scale)
  moveRows(network, rows, rows.length, gradient, rate)
}

export const teachPairs = (
  network: Network,
  batch: readonly Pair[],
  contrast: Contrast,
  rate: number,
  random: Random,
) => {
  const left = batch.map(({ a }) => sideOf(network, a, contrast.drop, random))
  const right = batch.map(({ b }) => sideOf(network, b, contrast.drop, random))
  pull(left, right, contrast)
  pull(right, left, contrast)
  for (const side of [...left, ...right]) settle(network, side, rate)
}
