// A text as one vector to compare it by: what it is about among the topics, and beside that what sets it apart in them.
import { type Model, posterior, type Reading } from './model.ts'

/** Sharper than calibrated: what counts here is the topic a text commits to. */
const SHARPNESS = 0.7
/** How much the direction inside topics counts beside the topic itself. */
const INSIDE = 0.5
/** The shape of a text alone (its length, its marks) says nothing of its meaning. */
export const LEAST_KNOWN = 4

const normalise = (vector: Float32Array, to = 1): Float32Array => {
  const norm = Math.hypot(...vector)
  return norm === 0 ? vector : vector.map((value) => (to * value) / norm)
}

/** The encoder's direction, less what all reports share. */
export const directionOf = (model: Model, { vector }: Reading): Float32Array =>
  normalise(normalise(vector).map((value, d) => value - model.centre[d]!))

/** Roots of the topics' probabilities, so that a dot product is their overlap; "no topic" is no agreement. */
export const topicRoots = (model: Model, reading: Reading): Float32Array =>
  posterior(model, 'topic', reading, SHARPNESS).subarray(0, -1).map(Math.sqrt)

/** A unit vector, or zeros where the text holds too little to say. */
export const vectorOf = (model: Model, reading: Reading): Float32Array => {
  const roots = topicRoots(model, reading)
  const vector = new Float32Array(roots.length + model.dims)
  if (reading.known < LEAST_KNOWN) return vector
  vector.set(roots)
  vector.set(
    directionOf(model, reading).map((value) => value * INSIDE),
    roots.length,
  )
  return normalise(vector)
}

export const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}
