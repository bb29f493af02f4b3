// What is fitted once the network stands: temperatures, the centre of all reports, and the weights of a few signals.
import { loadModel, posteriorAt, read, type StoredModel } from '../../dedupe/meaning/model.ts'
import { reportSignalsOf } from '../../dedupe/meaning/reports.ts'
import { signalsOf, sketch } from '../../dedupe/meaning/similarity.ts'
import { type Data, isKept, type WorldPost } from './data.ts'
import { problemTexts } from './examples.ts'
import { type Fitted, fitLogistic, type Row } from './logistic.ts'
import { reportTexts, worldPairs } from './measure.ts'
import { packModel } from './pack.ts'
import type { Trained } from './train.ts'

const VERSION = 'meaning-7'

/** Mean direction of reports. */
const centreOf = (stored: StoredModel, texts: readonly string[]): number[] => {
  const model = loadModel(stored)
  const centre = new Array<number>(model.dims).fill(0)
  for (const text of texts) {
    const { vector } = read(model, text)
    const norm = Math.hypot(...vector) || 1
    for (const [d, value] of vector.entries()) centre[d]! += value / norm / texts.length
  }
  return centre
}

const grid = Array.from({ length: 30 }, (_, i) => 0.4 * 1.09 ** i)

/** The temperature under which the kept texts' true labels are likeliest. */
const temperatureOf = (stored: StoredModel, head: string, kept: readonly { text: string; label: string }[]): number => {
  const model = loadModel(stored)
  const { labels } = model.heads[head]!
  const cost = (temperature: number) =>
    kept.reduce((sum, { text, label }) => {
      const p = posteriorAt(model, head, read(model, text), temperature)[labels.indexOf(label)]!
      return sum - Math.log(Math.max(p, 1e-9))
    }, 0)
  const costs = grid.map(cost)
  return grid[costs.indexOf(Math.min(...costs))]!
}

/** Kept texts and the problem their gloss names. */
export const keptProblems = (data: Data) =>
  problemTexts({
    ...data,
    utterances: data.utterances.filter(({ id }) => isKept(id)),
    paraphrases: data.paraphrases.filter(({ id }) => isKept(id)),
    reports: [],
  }).filter(({ text }) => !data.utterances.some(({ gloss }) => gloss === text))

export const finishModel = (trained: Trained, taught: Data, data: Data): StoredModel => {
  const bare = packModel(trained, {
    version: VERSION,
    centre: new Array(trained.network.dims).fill(0),
    temperatures: {},
  })
  const reports = [
    ...taught.utterances.filter(({ topic }) => topic !== null).map(({ text }) => text),
    ...taught.paraphrases.flatMap(({ texts }) => texts.map(({ text }) => text)),
  ]
  const kept = data.utterances.filter(({ id }) => isKept(id))
  const temperatures = {
    kind: temperatureOf(
      bare,
      'kind',
      kept.map(({ text, kind }) => ({ text, label: kind })),
    ),
    topic: temperatureOf(
      bare,
      'topic',
      kept.map(({ text, topic }) => ({ text, label: topic ?? 'none' })),
    ),
    problem: temperatureOf(bare, 'problem', keptProblems(data)),
  }
  return packModel(trained, { version: VERSION, centre: centreOf(bare, reports), temperatures })
}

export const pairRows = (stored: StoredModel, posts: readonly WorldPost[]): Row[] => {
  const model = loadModel(stored)
  const sketches = new Map(posts.map(({ id, text }) => [id, sketch(model, text)]))
  return worldPairs(posts).map(({ a, b, same }) => ({
    signals: signalsOf(sketches.get(a.id)!, sketches.get(b.id)!),
    truth: same,
  }))
}

export const reportRows = (stored: StoredModel, texts: readonly { text: string; reports: boolean }[]): Row[] => {
  const model = loadModel(stored)
  return texts.map(({ text, reports }) => ({ signals: reportSignalsOf(model, read(model, text)), truth: reports }))
}

export const keptReports = (data: Data) =>
  data.utterances.flatMap(({ id, text, reports }) => (isKept(id) && reports !== null ? [{ text, reports }] : []))

export const fitWeighings = (
  stored: StoredModel,
  data: Data,
): { readonly similarity: Fitted; readonly reports: Fitted } => {
  const worlds = Object.values(data.worlds)
  return {
    similarity: fitLogistic(worlds.flatMap((posts) => pairRows(stored, posts))),
    reports: fitLogistic(reportRows(stored, [...keptReports(data), ...worlds.flatMap(reportTexts)])),
  }
}
