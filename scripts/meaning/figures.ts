// The figures kept beside the models. Worlds are left out one by one: what is scored on one was fitted on the others.
import { loadModel, read, type StoredModel } from '../../dedupe/meaning/model.ts'
import { signalNames, weigh } from '../../dedupe/meaning/similarity.ts'
import { dot, vectorOf } from '../../dedupe/meaning/vector.ts'
import { type Data, isKept } from './data.ts'
import { keptProblems, keptReports, pairRows, reportRows } from './finish.ts'
import { fitLogistic, type Row } from './logistic.ts'
import {
  auc,
  charTfidf,
  measureKinds,
  measurePairs,
  measureParaphrases,
  measureProblems,
  measureTopics,
  reportFigures,
  reportTexts,
} from './measure.ts'

const rounded = (value: number) => Number(value.toFixed(3))
const aucOf = (rows: readonly Row[], score: (row: Row) => number) => {
  const of = (truth: boolean) => rows.filter((row) => row.truth === truth).map(score)
  return rounded(auc(of(true), of(false)))
}

type ByWorld = Readonly<Record<string, Row[]>>

const leaveOneOut = <T>(worlds: ByWorld, more: readonly Row[], score: (rows: Row[], fit: (row: Row) => number) => T) =>
  Object.fromEntries(
    Object.entries(worlds).map(([left, rows]) => {
      const others = Object.entries(worlds).flatMap(([name, rows]) => (name === left ? [] : rows))
      const fitted = fitLogistic([...more, ...others])
      return [left, score(rows, ({ signals }) => weigh(fitted, signals))]
    }),
  )

const without = (rows: readonly Row[], names: readonly string[]): Row[] =>
  rows.map((row) => ({
    ...row,
    signals: row.signals.map((value, i) => (names.includes(signalNames[i]!) ? 0 : value)),
  }))

/** Mean distance between what was said and what was so, over ten equal bins. */
const calibrationOf = (rows: readonly Row[], score: (row: Row) => number): number => {
  const scored = rows.map((row) => ({ p: score(row), truth: row.truth ? 1 : 0 }))
  const bins = Object.values(Object.groupBy(scored, ({ p }) => Math.min(9, Math.floor(p * 10)))) as (typeof scored)[]
  const gap = (bin: typeof scored) => Math.abs(bin.reduce((sum, { p, truth }) => sum + p - truth, 0))
  return rounded(bins.reduce((sum, bin) => sum + gap(bin), 0) / rows.length)
}

const similarityFigures = (stored: StoredModel, data: Data) => {
  const rows = Object.fromEntries(Object.entries(data.worlds).map(([name, posts]) => [name, pairRows(stored, posts)]))
  const ablated = (...names: string[]) =>
    leaveOneOut(
      Object.fromEntries(Object.entries(rows).map(([name, pairs]) => [name, without(pairs, names)])),
      [],
      aucOf,
    )
  return {
    leaveOneWorldOut: leaveOneOut(rows, [], aucOf),
    calibrationError: leaveOneOut(rows, [], calibrationOf),
    withoutDirection: ablated('encoder'),
    withoutEncoderAndItsHeads: ablated('encoder', 'topics', 'topics known to both', 'problems', 'over in one only'),
    charTfidf: Object.fromEntries(
      Object.entries(data.worlds).map(([name, posts]) => [
        name,
        rounded(measurePairs(charTfidf(posts.map(({ text }) => text)), posts)),
      ]),
    ),
  }
}

const paraphraseFigures = (stored: StoredModel, data: Data) => {
  const model = loadModel(stored)
  const sets = data.paraphrases.filter(({ id }) => isKept(id))
  const vectors = new Map(
    sets.flatMap(({ texts }) => texts.map(({ text }) => [text, vectorOf(model, read(model, text))])),
  )
  return {
    sets: sets.length,
    vector: measureParaphrases((a, b) => dot(vectors.get(a)!, vectors.get(b)!), sets),
    charTfidf: measureParaphrases(charTfidf([...vectors.keys()]), sets),
  }
}

const vectorFigures = (stored: StoredModel, data: Data) => {
  const model = loadModel(stored)
  return Object.fromEntries(
    Object.entries(data.worlds).map(([name, posts]) => {
      const vectors = new Map(posts.map(({ text }) => [text, vectorOf(model, read(model, text))]))
      return [name, rounded(measurePairs((a, b) => dot(vectors.get(a)!, vectors.get(b)!), posts))]
    }),
  )
}

export const figuresOf = (stored: StoredModel, data: Data) => {
  const model = loadModel(stored)
  const kept = data.utterances.filter(({ id }) => isKept(id))
  const worlds = Object.fromEntries(
    Object.entries(data.worlds).map(([name, posts]) => [name, reportRows(stored, reportTexts(posts))]),
  )
  return {
    keptUtterances: { texts: kept.length, kind: measureKinds(model, kept), topic: measureTopics(model, kept) },
    keptProblems: measureProblems(model, keptProblems(data), 0.5),
    reportsLeaveOneWorldOut: leaveOneOut(worlds, reportRows(stored, keptReports(data)), reportFigures),
    vector: vectorFigures(stored, data),
    similarity: similarityFigures(stored, data),
    paraphrases: paraphraseFigures(stored, data),
  }
}
