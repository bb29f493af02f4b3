// Teaches the network one labelled text: softmax over a head's labels, or over a sample of them where they are many.
import { type Head, moveRows, type Network, sumRows } from './network.ts'
import type { Random } from './random.ts'

export type TaskExample = {
  readonly task: string
  readonly rows: Int32Array
  readonly label: number
  readonly weight: number
  /** For a fragment: words of its language to show it amid. */
  readonly around?: readonly Int32Array[]
}

export type Teaching = {
  /** Share of features left out at random, so that no single word carries an answer alone. */
  readonly drop: number
  /** How often a fragment is shown amid other words. */
  readonly around: number
  readonly sampleAbove: number
  readonly sample: number
}

/** Labels that must be told apart from a label on every visit (contrary, unlike), beside the random ones. */
export type Rivals = Readonly<Record<string, readonly (readonly number[])[]>>

const CAPACITY = 4096
const kept = new Int32Array(CAPACITY)
const labels = new Int32Array(CAPACITY)
const scores = new Float32Array(CAPACITY)

const keepRows = (rows: Int32Array, from: number, drop: number, random: Random): number => {
  let count = from
  for (let i = 0; i < rows.length; i++) if (random() >= drop && count < CAPACITY) kept[count++] = rows[i]!
  return count
}

/** The example's features, a fragment more often than not amid one to four other things people say. */
const show = ({ rows, around }: TaskExample, { drop, around: amid }: Teaching, random: Random): number => {
  let count = keepRows(rows, 0, drop, random)
  if (around === undefined || count === 0 || random() >= amid) return count
  for (let more = 1 + Math.floor(random() * 4); more > 0; more--)
    count = keepRows(around[Math.floor(random() * around.length)]!, count, drop, random)
  return count
}

const chooseLabels = (head: Head, { label, task }: TaskExample, rivals: Rivals, teaching: Teaching, random: Random) => {
  const size = head.labels.length
  let count = 0
  if (size <= teaching.sampleAbove) {
    for (; count < size; count++) labels[count] = count
    return count
  }
  labels[count++] = label
  for (const rival of rivals[task]?.[label] ?? []) labels[count++] = rival
  for (let k = 0; k < teaching.sample; k++) {
    const drawn = Math.floor(random() * size)
    if (drawn !== label) labels[count++] = drawn
  }
  return count
}

const scoreLabels = (head: Head, count: number, vector: Float32Array) => {
  const dims = vector.length
  let top = Number.NEGATIVE_INFINITY
  for (let k = 0; k < count; k++) {
    let score = head.bias[labels[k]!]!
    for (let d = 0, at = labels[k]! * dims; d < dims; d++, at++) score += vector[d]! * head.rows[at]!
    scores[k] = score
    if (score > top) top = score
  }
  let sum = 0
  for (let k = 0; k < count; k++) {
    scores[k] = Math.exp(scores[k]! - top)
    sum += scores[k]!
  }
  for (let k = 0; k < count; k++) scores[k]! /= sum
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

export const teacher = (network: Network, rivals: Rivals, teaching: Teaching, random: Random) => {
  const vector = new Float32Array(network.dims)
  const back = new Float32Array(network.dims)
  return (example: TaskExample, rate: number) => {
    const head = network.heads[example.task]!
    const count = show(example, teaching, random)
    if (count === 0) return
    const scale = sumRows(network, kept, count, vector)
    const chosen = chooseLabels(head, example, rivals, teaching, random)
    scoreLabels(head, chosen, vector)
    back.fill(0)
    for (let k = 0; k < chosen; k++) {
      const error = (scores[k]! - (labels[k] === example.label ? 1 : 0)) * example.weight
      if (error > 1e-4 || error < -1e-4) moveLabel(head, labels[k]!, error, vector, rate, back)
    }
    for (let d = 0; d < network.dims; d++) back[d]! *= scale
    moveRows(network, kept, count, back, rate)
  }
}
