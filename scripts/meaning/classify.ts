// Teaches the network one labelled text: softmax over a head's labels, or over a sample of them where they are many.
import { dropRows, type Head, moveRows, type Network, sumRows } from './network.ts'
import type { Random } from './random.ts'

export type TaskExample = {
  readonly task: string
  readonly rows: Int32Array
  readonly label: number
  readonly weight: number
}

export type Teaching = { readonly drop: number; readonly sampleAbove: number; readonly sample: number }

const kept = new Int32Array(4096)

/** Labels that must be told apart from a label on every visit (contrary, unlike), beside the random ones. */
export type Rivals = Readonly<Record<string, readonly (readonly number[])[]>>

const candidates = (head: Head, { label, task }: TaskExample, rivals: Rivals, teaching: Teaching, random: Random) => {
  const size = head.labels.length
  if (size <= teaching.sampleAbove) return Array.from({ length: size }, (_, i) => i)
  const sampled = Array.from({ length: teaching.sample }, () => Math.floor(random() * size))
  return [...new Set([label, ...sampled, ...(rivals[task]?.[label] ?? [])])]
}

const scoresOf = (head: Head, labels: readonly number[], vector: Float32Array): Float32Array => {
  const dims = vector.length
  const scores = Float32Array.from(labels, (label) => {
    let score = head.bias[label]!
    for (let d = 0, at = label * dims; d < dims; d++, at++) score += vector[d]! * head.rows[at]!
    return score
  })
  const top = scores.reduce((a, b) => Math.max(a, b))
  let sum = 0
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp(scores[k]! - top)
  return scores.map((score) => score / sum)
}

/** Moves one label's vector against the error and adds its share to the text's gradient. */
const moveLabel = (
  head: Head,
  label: number,
  error: number,
  vector: Float32Array,
  rate: number,
  back: Float32Array,
) => {
  const dims = vector.length
  head.squares[label]! += error * error
  const pace = (rate * error) / Math.sqrt(head.squares[label]!)
  for (let d = 0, at = label * dims; d < dims; d++, at++) {
    back[d]! += error * head.rows[at]!
    head.rows[at]! -= pace * vector[d]!
  }
  head.bias[label]! -= pace * 0.3
}

export const teachLabel = (
  network: Network,
  example: TaskExample,
  rivals: Rivals,
  teaching: Teaching,
  rate: number,
  random: Random,
) => {
  const head = network.heads[example.task]!
  const count = dropRows(example.rows, teaching.drop, random, kept)
  if (count === 0) return
  const vector = new Float32Array(network.dims)
  const back = new Float32Array(network.dims)
  const scale = sumRows(network, kept, count, vector)
  const labels = candidates(head, example, rivals, teaching, random)
  const p = scoresOf(head, labels, vector)
  for (const [k, label] of labels.entries()) {
    const error = (p[k]! - (label === example.label ? 1 : 0)) * example.weight
    if (Math.abs(error) > 1e-4) moveLabel(head, label, error, vector, rate, back)
  }
  for (let d = 0; d < network.dims; d++) back[d]! *= scale
  moveRows(network, kept, count, back, rate)
}
