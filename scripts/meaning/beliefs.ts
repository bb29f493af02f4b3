// Problems that the lexicon reads in labelled texts, what the learned heads think of them, and whether they are so.
import { chancesAmong, type Model, posterior, read as readMeaning } from '../../dedupe/meaning/model.ts'
import { weigh } from '../../dedupe/meaning/similarity.ts'
import { concepts } from '../../dedupe/profiles/kuwait/index.ts'
import { beliefSignals } from '../../dedupe/slots/belief.ts'
import { conceptsSaid, roleOfConcept } from '../../dedupe/slots/concepts.ts'
import { guessesOf } from '../../dedupe/slots/guess.ts'
import { placesIn } from '../../dedupe/slots/places.ts'
import type { Said } from '../../dedupe/slots/said.ts'
import { topicsOf } from '../../dedupe/slots/topics.ts'
import { maskPersonalData } from '../../dedupe/text/personal-data.ts'
import { read } from '../../dedupe/text/read.ts'
import type { Data } from './data.ts'
import type { Fitted, Row } from './logistic.ts'

export type LabelledText = {
  readonly id: string
  readonly text: string
  readonly topic: string
  readonly gloss: string
}

const matters = new Set(['complaint', 'emergency', 'suggestion', 'inquiry'])

export const labelledTexts = ({ utterances, paraphrases }: Data): LabelledText[] => [
  ...utterances.flatMap(({ id, text, kind, topic, gloss }) =>
    topic !== null && gloss !== null && matters.has(kind) ? [{ id, text, topic, gloss }] : [],
  ),
  ...paraphrases.flatMap(({ id, topic, problem, texts }) =>
    texts.map(({ text }) => ({ id, text, topic, gloss: problem })),
  ),
]

const problemsIn = (said: readonly Said[]): Said[] => said.filter(({ concept }) => roleOfConcept(concept) === 'problem')
const broader = new Map(concepts.map((concept) => [concept.id, concept.broader]))
const related = (a: string, b: string): boolean =>
  a === b || (broader.get(a) ?? []).includes(b) || (broader.get(b) ?? []).includes(a)

/** Of the labelled topic, or named by the gloss. */
const isSo = ({ concept }: Said, { topic, gloss }: LabelledText): boolean =>
  concept.topic === topic ||
  problemsIn(conceptsSaid(read(gloss), new Set())).some((named) => related(named.concept.id, concept.id))

const topicsBy = (model: Model, text: string): { id: string; p: number }[] => {
  const p = posterior(model, 'topic', readMeaning(model, text))
  const all = model.heads.topic!.labels.map((id, i) => ({ id, p: p[i]! }))
  return all.filter(({ id }) => id !== 'none').sort((a, b) => b.p - a.p)
}

export const rowsOf = (model: Model, texts: readonly LabelledText[]): Row[] =>
  texts.flatMap((label) => {
    const text = maskPersonalData(label.text)
    const reading = read(text)
    const said = conceptsSaid(reading, placesIn({ location: null }, reading).taken)
    const learned = topicsBy(model, text)
    const meaning = readMeaning(model, text)
    const heads = guessesOf(
      (among) => chancesAmong(model, 'problem', meaning, among),
      said,
      topicsOf(said, learned),
      learned,
    )
    return problemsIn(said).map((one) => ({
      signals: beliefSignals(reading, one, said, heads),
      truth: isSo(one, label),
    }))
  })

const WANTED = 0.925

/** The lowest line above which what is believed is so often enough. */
export const lineOf = (rows: readonly Row[], fit: Fitted): number => {
  const lines = Array.from({ length: 99 }, (_, i) => (i + 1) / 100)
  const enough = lines.find((line) => {
    const sure = rows.filter((row) => weigh(fit, row.signals) >= line)
    return sure.filter(({ truth }) => truth).length >= WANTED * sure.length
  })
  return enough ?? 1
}

export const figuresOf = (rows: readonly Row[], fit: Fitted, line: number) => {
  const sure = rows.filter((row) => weigh(fit, row.signals) >= line)
  const share = (of: readonly Row[]) => Number((of.filter(({ truth }) => truth).length / of.length).toFixed(3))
  return { read: rows.length, so: share(rows), believed: sure.length, soOfBelieved: share(sure) }
}
