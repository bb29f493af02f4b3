// Meaning, learned: what kind of post a text is, what it is about, and a vector to compare it by. Where the lexicon is
// silent this still has an opinion, as probabilities. Trained by scripts/train-meaning.ts; measured in encoder.json.
import type { ReportKind } from '../types.ts'
import stored from './encoder.json' with { type: 'json' }
import { loadModel, posterior, type Reading, read } from './model.ts'

export { cosineOfSameModel, type Embedder, type Embedding } from './embedder.ts'

const model = loadModel(stored)

export const meaningVersion: string = model.version

/** Callers ask several questions of one text in a row; it is read once. */
let latest: { readonly text: string; readonly reading: Reading } = { text: '', reading: read(model, '') }
const readingOf = (text: string): Reading => {
  if (latest.text !== text) latest = { text, reading: read(model, text) }
  return latest.reading
}

const ranked = (head: string, text: string, limit: number): { readonly label: string; readonly p: number }[] => {
  const { labels } = model.heads[head]!
  const p = posterior(model, model.heads[head]!, readingOf(text))
  return labels
    .map((label, i) => ({ label, p: p[i]! }))
    .sort((a, b) => b.p - a.p)
    .slice(0, limit)
}

/** Every kind with its probability, best first; they sum to 1. */
export const classifyKind = (text: string): readonly { readonly kind: ReportKind; readonly p: number }[] =>
  ranked('kind', text, Number.POSITIVE_INFINITY).map(({ label, p }) => ({ kind: label as ReportKind, p }))

/** Probability that the text belongs with an incident (reports one, or follows one up) rather than with nothing. */
export const reportProbability = (text: string): number => posterior(model, model.heads.report!, readingOf(text))[1]!

/** The likeliest taxonomy topics, best first. What is missing from a sum of 1 is "no topic" and the tail. */
export const classifyTopic = (text: string, limit = 5): readonly { readonly id: string; readonly p: number }[] =>
  ranked('topic', text, limit + 1)
    .filter(({ label }) => label !== 'none')
    .slice(0, limit)
    .map(({ label, p }) => ({ id: label, p }))

/** The likeliest problem concepts of the lexicon, best first. */
export const classifyProblem = (text: string, limit = 5): readonly { readonly concept: string; readonly p: number }[] =>
  ranked('problem', text, limit).map(({ label, p }) => ({ concept: label, p }))

/** A unit vector of the text's meaning (zeros where nothing in it is known). Compare by dot product. */
export const embed = (text: string): Float32Array => {
  const { vector } = readingOf(text)
  const norm = Math.hypot(...vector)
  return norm === 0 ? vector.slice() : vector.map((value) => value / norm)
}

/** Cosine of two texts' meanings, -1..1; 0 where one says nothing. */
export const meaningCosine = (a: Float32Array, b: Float32Array): number => {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}
