// Labelled data → a trained network. Everything random comes from one seed.
import { kinds } from '../../dedupe/comparisons/signature.ts'
import { type Rivals, type TaskExample, type Teaching, teacher } from './classify.ts'
import { type Contrast, teachPairs } from './contrast.ts'
import type { Data } from './data.ts'
import {
  conceptExamples,
  glossExamples,
  kindExamples,
  type Labelled,
  problemTexts,
  reportExamples,
  surroundings,
  topicExamples,
} from './examples.ts'
import { isProblem } from './glosses.ts'
import { averageInto, createNetwork, type Network } from './network.ts'
import { batcher, meaningsOf } from './pairs.ts'
import { type Pretraining, pretrain } from './pretrain.ts'
import { type Random, seeded, shuffle } from './random.ts'
import { rarityOf, rowsOf, type Vocabulary, vocabularyOf } from './vocabulary.ts'

export type Recipe = {
  readonly seed: number
  readonly dims: number
  readonly features: number
  readonly epochs: number
  /** How many of the last epochs the result is the mean of. */
  readonly averaged: number
  readonly rate: number
  readonly teaching: Teaching
  readonly pretraining: Pretraining
  readonly contrast: Contrast & { readonly batch: number; readonly batches: number }
}

export const recipe: Recipe = {
  seed: 20261128,
  dims: 64,
  features: 60_000,
  epochs: 5,
  averaged: 3,
  rate: 0.1,
  teaching: { drop: 0.3, around: 0.6, sampleAbove: 100, sample: 25 },
  pretraining: { epochs: 0, rate: 0.05, window: 4, negatives: 4, least: 5 },
  contrast: { temperature: 0.1, drop: 0.3, weight: 0.1, batch: 16, batches: 1500 },
}

type Tasks = Readonly<Record<string, readonly Labelled[]>>

const tasksOf = (data: Data): Tasks => ({
  kind: kindExamples(data),
  report: reportExamples(data),
  topic: [...topicExamples(data), ...glossExamples(data)],
  problem: [...conceptExamples(data, true), ...problemTexts(data)],
  thing: conceptExamples(data, false),
})

const labelsOf = (data: Data): Readonly<Record<string, readonly string[]>> => {
  const ids = (problems: boolean) =>
    data.concepts.filter((concept) => concept.kind !== 'cue' && isProblem(concept) === problems).map(({ id }) => id)
  return {
    kind: kinds,
    report: ['no', 'yes'],
    topic: [...data.topics.map(({ id }) => id), 'none'],
    problem: ids(true),
    thing: ids(false),
  }
}

const rivalsOf = (data: Data, labels: readonly string[]): Rivals[string] => {
  const concepts = new Map(data.concepts.map((concept) => [concept.id, concept]))
  const index = new Map(labels.map((label, i) => [label, i]))
  return labels.map((label) => {
    const { unlike, contrary } = concepts.get(label)!
    return [...unlike, ...contrary].flatMap((other) => index.get(other) ?? [])
  })
}

export type Trained = { readonly network: Network; readonly vocabulary: Vocabulary; readonly rarity: Uint8Array }

type Labels = ReturnType<typeof labelsOf>

const examplesOf = (data: Data, tasks: Tasks, labels: Labels, vocabulary: Vocabulary): TaskExample[] => {
  const rows = (text: string) => rowsOf(text, vocabulary)
  const around = new Map([...surroundings(data)].map(([language, words]) => [language, words.map(rows)]))
  return Object.entries(tasks).flatMap(([task, labelled]) =>
    labelled.map(({ text, label, weight, language }): TaskExample => {
      const fragment = language !== undefined && task !== 'kind' && task !== 'report'
      const words = fragment ? around.get(language) : undefined
      const example = { task, rows: rows(text), label: labels[task]!.indexOf(label), weight }
      return words === undefined ? example : { ...example, around: words }
    }),
  )
}

/** All epochs over a network that is changed in place; answers the mean of the last ones. */
const teachAll = (
  network: Network,
  examples: TaskExample[],
  teach: (example: TaskExample, pace: number) => void,
  contrast: (pace: number) => void,
  { epochs, averaged, rate, contrast: { batches } }: Recipe,
  random: Random,
  log: (line: string) => void,
): Network => {
  const every = Math.ceil(examples.length / Math.max(1, batches))
  const mean = structuredClone(network)
  for (let epoch = 0; epoch < epochs; epoch++) {
    const pace = rate * (1 - (0.8 * epoch) / epochs)
    for (const [i, example] of shuffle(examples, random).entries()) {
      teach(example, pace)
      if (i % every === 0 && batches > 0) contrast(pace)
    }
    const first = Math.max(0, epochs - averaged)
    if (epoch >= first) averageInto(mean, network, epoch - first)
    log(`epoch ${epoch + 1} of ${epochs}`)
  }
  return mean
}

export const trainNetwork = (data: Data, recipe: Recipe, log: (line: string) => void = () => {}): Trained => {
  const { seed, dims, features, teaching, pretraining, contrast } = recipe
  const random = seeded(seed)
  const tasks = tasksOf(data)
  const labels = labelsOf(data)
  const texts = new Set(Object.values(tasks).flatMap((examples) => examples.map(({ text }) => text)))
  const vocabulary = vocabularyOf(texts, 2, features)
  const network = createNetwork(vocabulary.keys.length, dims, labels, random)
  if (pretraining.epochs > 0) pretrain(network, vocabulary, data.corpus, pretraining, random)
  network.squares.fill(1e-3)
  const draw = batcher(meaningsOf(data, vocabulary), contrast.batch, random)
  const rivals = { problem: rivalsOf(data, labels.problem!), thing: rivalsOf(data, labels.thing!) }
  const mean = teachAll(
    network,
    examplesOf(data, tasks, labels, vocabulary),
    teacher(network, rivals, teaching, random),
    (pace) => teachPairs(network, draw(), contrast, pace, random),
    recipe,
    random,
    log,
  )
  const reports = [...data.utterances, ...data.paraphrases.flatMap(({ texts }) => texts)].map(({ text }) => text)
  return { network: mean, vocabulary, rarity: rarityOf(vocabulary, reports, data.corpus.slice(0, 20_000)) }
}
