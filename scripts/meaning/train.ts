// Labelled data → a trained network. Everything random comes from one seed.
import { type Rivals, type TaskExample, type Teaching, teachLabel } from './classify.ts'
import type { Data } from './data.ts'
import {
  conceptExamples,
  glossExamples,
  kindExamples,
  kinds,
  type Labelled,
  reportExamples,
  topicExamples,
} from './examples.ts'
import { createNetwork, type Network } from './network.ts'
import { seeded, shuffle } from './random.ts'
import { rowsOf, type Vocabulary, vocabularyOf } from './vocabulary.ts'

export type Recipe = {
  readonly seed: number
  readonly dims: number
  readonly features: number
  readonly epochs: number
  readonly rate: number
  readonly teaching: Teaching
}

export const recipe: Recipe = {
  seed: 20261128,
  dims: 64,
  features: 60_000,
  epochs: 8,
  rate: 0.1,
  teaching: { drop: 0.3, sampleAbove: 100, sample: 25 },
}

type Tasks = Readonly<Record<string, readonly Labelled[]>>

const tasksOf = (data: Data): Tasks => ({
  kind: kindExamples(data),
  report: reportExamples(data),
  topic: [...topicExamples(data), ...glossExamples(data)],
  problem: conceptExamples(data, true),
  thing: conceptExamples(data, false),
})

const labelsOf = (data: Data): Readonly<Record<string, readonly string[]>> => {
  const ids = (problems: boolean) =>
    data.concepts.filter(({ kind }) => kind !== 'cue' && (kind === 'problem') === problems).map(({ id }) => id)
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

export type Trained = { readonly network: Network; readonly vocabulary: Vocabulary }

export const trainNetwork = (data: Data, { seed, dims, features, epochs, rate, teaching }: Recipe): Trained => {
  const random = seeded(seed)
  const tasks = tasksOf(data)
  const labels = labelsOf(data)
  const texts = new Set(Object.values(tasks).flatMap((examples) => examples.map(({ text }) => text)))
  const vocabulary = vocabularyOf(texts, 2, features)
  const network = createNetwork(vocabulary.keys.length, dims, labels, random)
  const rivals = { problem: rivalsOf(data, labels.problem!), thing: rivalsOf(data, labels.thing!) }
  const examples = Object.entries(tasks).flatMap(([task, labelled]) =>
    labelled.map(({ text, label, weight }): TaskExample => {
      return { task, rows: rowsOf(text, vocabulary), label: labels[task]!.indexOf(label), weight }
    }),
  )
  for (let epoch = 0; epoch < epochs; epoch++) {
    const pace = rate * (1 - (0.8 * epoch) / epochs)
    for (const example of shuffle(examples, random)) teachLabel(network, example, rivals, teaching, pace, random)
  }
  return { network, vocabulary }
}
