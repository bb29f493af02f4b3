// A text as one vector to compare it by: what it is about among the topics, and beside that what sets it apart in them.
import { type Model, posteriorAt, type Reading } from './model.ts'

/** Sharper than calibrated: what counts here is the topic a text commits to. */
const SHARPNESS = 0.7
/** How much the direction inside topics counts beside the topic itself. */
const INSIDE = 0.5
/** The shape of a text alone (its length, its marks) says nothing of its meaning. */
export const LEAST_KNOWN = 4

export const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}

/** Scales a vector in place to unit length; zeros stay zeros. */
export const normalise = (vector: Float32Array): Float32Array => {
  const norm = Math.sqrt(dot(vector, vector))
  if (norm > 0) for (let d = 0; d < vector.length; d++) vector[d]! /= norm
  return vector
}

/** Roots of probabilities, in place: the dot product of two such vectors is the overlap of the distributions. */
export const roots = (p: Float32Array): Float32Array => {
  for (let c = 0; c < p.length; c++) p[c] = Math.sqrt(p[c]!)
  return p
}

/** The encoder's direction, less what all reports share. */
export const directionOf = (model: Model, { vector }: Reading): Float32Array => {
  const direction = normalise(vector.slice())
  for (let d = 0; d < direction.length; d++) direction[d]! -= model.centre[d]!
  return normalise(direction)
}

/** Roots of the topics' probabilities; "no topic", the last of them, is no agreement and left out. */
export const topicRoots = (model: Model, reading: Reading): Float32Array =>
  roots(posteriorAt(model, 'topic', reading, SHARPNESS)).subarray(0, -1)

/** A unit vector, or zeros where the text holds too little to say. */
export const vectorOf = (model: Model, reading: Reading): Float32Array => {
  const topics = topicRoots(model, reading)
  const vector = new Float32Array(topics.length + model.dims)
  if (reading.known < LEAST_KNOWN) return vector
  const direction = directionOf(model, reading)
  vector.set(topics)
  for (let d = 0; d < direction.length; d++) vector[topics.length + d] = direction[d]! * INSIDE
  return normalise(vector)
}
