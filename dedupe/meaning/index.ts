// Meaning, learned: what kind of post a text is, what it is about, and a vector to compare it by. Where the lexicon is
// silent this still has an opinion, as probabilities. Trained by scripts/train-meaning.ts; measured in provenance.json.
import type { ReportKind } from '../types.ts'
import stored from './encoder.json' with { type: 'json' }
import { largest } from './largest.ts'
import { chancesAmong, loadModel, posterior, type Reading, read } from './model.ts'
import { reportSignalsOf } from './reports.ts'
import { signalsOf, sketch, weigh } from './similarity.ts'
import { vectorOf } from './vector.ts'
import weighings from './weighings.json' with { type: 'json' }

export { cosineOfSameModel, type Embedder, type Embedding } from './embedder.ts'

const model = loadModel(stored)

/** Callers ask several questions of one text in a row; it is read once. */
let latest: { readonly text: string; readonly reading: Reading } = { text: '', reading: read(model, '') }
const readingOf = (text: string): Reading => {
  if (latest.text !== text) latest = { text, reading: read(model, text) }
  return latest.reading
}

type Ranked = { readonly label: string; readonly p: number }

/** The `limit` likeliest labels, best first. */
const ranked = (head: string, text: string, limit: number): Ranked[] => {
  const p = posterior(model, head, readingOf(text))
  const { labels } = model.heads[head]!
  return largest(p, limit).map((c) => ({ label: labels[c]!, p: p[c]! }))
}

/** Every kind with its probability, best first; they sum to 1. */
export const classifyKind = (text: string): readonly { readonly kind: ReportKind; readonly p: number }[] =>
  ranked('kind', text, model.heads.kind!.labels.length).map(({ label, p }) => ({ kind: label as ReportKind, p }))

/** Probability that the text belongs with an incident (reports one, or follows one up) rather than with nothing. */
export const reportProbability = (text: string): number =>
  weigh(weighings.reports, reportSignalsOf(model, readingOf(text)))

/** The likeliest taxonomy topics, best first. What is missing from a sum of 1 is "no topic" and the tail. */
export const classifyTopic = (text: string, limit = 5): readonly { readonly id: string; readonly p: number }[] =>
  ranked('topic', text, limit + 1)
    .filter(({ label }) => label !== 'none')
    .slice(0, limit)
    .map(({ label, p }) => ({ id: label, p }))

/** The likeliest problem concepts of the lexicon, best first. */
export const classifyProblem = (text: string, limit = 5): readonly { readonly concept: string; readonly p: number }[] =>
  ranked('problem', text, limit).map(({ label, p }) => ({ concept: label, p }))

/** Numbers of the problem head's labels, for `problemChances`; -1 for what it does not know. */
export const problemNumber = (concept: string): number => problemNumbers.get(concept) ?? -1
export const problemOf = (number: number): string => model.heads.problem!.labels[number]!
const problemNumbers = new Map(model.heads.problem!.labels.map((label, number) => [label, number]))

/** How likely each of some problems is, were it one of them; cheap, since no other is looked at. */
export const problemChances = (text: string, among: readonly number[]): Float64Array =>
  chancesAmong(model, 'problem', readingOf(text), among)

/** A unit vector of the text's meaning (zeros where it says too little). Compare by dot product, -1..1. */
export const embed = (text: string): Float32Array => vectorOf(model, readingOf(text))

/** How alike two texts are in meaning: the probability that they report one matter, among reports of one day. */
export const similarity = (a: string, b: string): number =>
  weigh(weighings.similarity, signalsOf(sketch(model, a), sketch(model, b)))
