// Multinomial logistic regression over summed feature rows, fitted by AdaGrad one example at a time.
import { type Random, shuffle } from './random.ts'

export type Example = { readonly rows: Int32Array; readonly label: number; readonly weight: number }

export type Weights = { readonly classes: number; readonly rows: Float32Array; readonly bias: Float32Array }

export type Options = { readonly epochs: number; readonly rate: number; readonly decay: number }

/** Class scores: the mean row by the root of how many there are, so that a long text is surer but not without bound. */
export const scoresOf = (
  rows: Int32Array,
  { classes, rows: table, bias }: Weights,
  out: Float32Array,
): Float32Array => {
  out.fill(0)
  for (const row of rows) for (let c = 0, at = row * classes; c < classes; c++, at++) out[c]! += table[at]!
  const scale = rows.length === 0 ? 0 : 1 / Math.sqrt(rows.length)
  for (let c = 0; c < classes; c++) out[c] = out[c]! * scale + bias[c]!
  return out
}

export const softmax = (scores: Float32Array, temperature = 1): Float32Array => {
  const top = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  let sum = 0
  for (let c = 0; c < scores.length; c++) {
    scores[c] = Math.exp((scores[c]! - top) / temperature)
    sum += scores[c]!
  }
  for (let c = 0; c < scores.length; c++) scores[c]! /= sum
  return scores
}

export const fitSoftmax = (
  examples: readonly Example[],
  features: number,
  classes: number,
  options: Options,
  random: Random,
): Weights => {
  const weights = { classes, rows: new Float32Array(features * classes), bias: new Float32Array(classes) }
  const steps = { rows: new Float32Array(features * classes).fill(1e-2), bias: new Float32Array(classes).fill(1e-2) }
  const gradient = new Float32Array(classes)
  const order = examples.map((_, i) => i)
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const i of shuffle(order, random)) {
      const { rows, label, weight } = examples[i]!
      softmax(scoresOf(rows, weights, gradient))
      gradient[label]! -= 1
      for (let c = 0; c < classes; c++) step(weights.bias, steps.bias, c, gradient[c]! * weight, options.rate)
      const scale = weight / Math.sqrt(Math.max(1, rows.length))
      for (const row of rows)
        for (let c = 0, at = row * classes; c < classes; c++, at++)
          step(weights.rows, steps.rows, at, gradient[c]! * scale + options.decay * weights.rows[at]!, options.rate)
    }
  }
  return weights
}

const step = (values: Float32Array, squares: Float32Array, at: number, gradient: number, rate: number) => {
  squares[at]! += gradient * gradient
  values[at]! -= (rate * gradient) / Math.sqrt(squares[at]!)
}
