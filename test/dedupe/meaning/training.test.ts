import { describe, expect, it } from 'vitest'
import { loadModel, posterior, read } from '../../../dedupe/meaning/model.ts'
import { type Concept, type Data, isKept, type Utterance } from '../../../scripts/meaning/data.ts'
import { fitLogistic } from '../../../scripts/meaning/logistic.ts'
import { auc } from '../../../scripts/meaning/measure.ts'
import { packModel } from '../../../scripts/meaning/pack.ts'
import { type Recipe, recipe, trainNetwork } from '../../../scripts/meaning/train.ts'

const concept = (id: string, topic: string, unlike: string, forms: readonly string[]): Concept => ({
  id,
  kind: 'problem',
  topic,
  en: id,
  ar: id,
  unlike: [unlike],
  contrary: [],
  forms: forms.map((text) => ({ text, sure: true, language: 'en' })),
})

const utterance = (id: string, topic: string | null, text: string): Utterance => ({
  id,
  text,
  topic,
  lang: 'en',
  register: 'en',
  kind: topic === null ? 'greeting' : 'complaint',
  state: 'open',
  gloss: topic,
  reports: topic !== null,
  places: [],
})

const data: Data = {
  utterances: [
    utterance('U-1', 'power', 'no power in our block since noon'),
    utterance('U-2', 'power', 'lights are out, the whole street is dark'),
    utterance('U-3', 'water', 'no water in the tank since noon'),
    utterance('U-4', 'water', 'taps are dry in the whole street'),
    utterance('U-5', null, 'good morning to all of you'),
    utterance('U-6', null, 'hello and good evening'),
  ],
  inbox: [],
  paraphrases: [],
  reports: [],
  concepts: [
    concept('power.out', 'power', 'water.out', ['power cut', 'no power', 'power is out', 'lights out']),
    concept('water.out', 'water', 'power.out', ['water cut', 'no water', 'taps are dry', 'tank is empty']),
  ],
  topics: [
    { id: 'power', en: 'Power', ar: 'كهرباء', phrases: ['power cut', 'blackout'] },
    { id: 'water', en: 'Water', ar: 'ماء', phrases: ['water cut', 'dry taps'] },
  ],
  worlds: {},
  corpus: Array.from({ length: 60 }, (_, i) => `a good match tonight number ${i % 7} and the street was dark`),
  hashes: {},
}

const tiny: Recipe = {
  ...recipe,
  dims: 8,
  features: 500,
  epochs: 12,
  pretraining: { ...recipe.pretraining, epochs: 1, least: 2 },
  contrast: { ...recipe.contrast, batch: 2, batches: 10 },
}

const trained = (seed: number, from = data) =>
  packModel(trainNetwork(from, { ...tiny, seed }), { version: 'tiny', centre: Array(8).fill(0), temperatures: {} })

const topicsOf = (from: Data, texts: readonly string[]) => {
  const model = loadModel(trained(1, from))
  return texts.map((text) => {
    const p = posterior(model, 'topic', read(model, text))
    return model.heads.topic!.labels[p.indexOf(Math.max(...p))]
  })
}

describe('training', () => {
  it('gives the same bytes for the same data and seed, and others for another seed', () => {
    const first = JSON.stringify(trained(1))
    expect(JSON.stringify(trained(1))).toBe(first)
    expect(JSON.stringify(trained(2))).not.toBe(first)
  })

  it('learns to tell topics, in words it saw and in neighbours of them', () => {
    expect(topicsOf(data, ['power cut in our block', 'powerless since noon', 'blackout'])).toEqual(
      Array(3).fill('power'),
    )
    expect(topicsOf(data, ['the tank is empty', 'water cut in our block'])).toEqual(['water', 'water'])
  })
})

describe('the control', () => {
  it('with the topics of all training texts exchanged, the answers are exchanged: nothing else carries them', () => {
    const other: Readonly<Record<string, string>> = { power: 'water', water: 'power' }
    const exchange = <T extends { readonly topic: string | null }>(item: T): T => ({
      ...item,
      topic: item.topic === null ? null : other[item.topic]!,
    })
    const exchanged: Data = {
      ...data,
      utterances: data.utterances.map((item) => ({ ...exchange(item), gloss: null })),
      concepts: data.concepts.map(exchange),
      topics: data.topics.map((topic) => ({ ...topic, id: other[topic.id]!, en: other[topic.id]!, ar: '' })).reverse(),
    }
    expect(topicsOf(exchanged, ['power cut in our block', 'the tank is empty'])).toEqual(['water', 'power'])
  })

  it('keeps every fifth id out of training', () => {
    const ids = Array.from({ length: 20 }, (_, i) => `U1-${String(i + 1).padStart(4, '0')}`)
    expect(ids.filter(isKept)).toEqual(['U1-0005', 'U1-0010', 'U1-0015', 'U1-0020'])
  })
})

describe('the measures', () => {
  it('give 1 to a perfect order, 0 to its reverse, one half to no order', () => {
    expect(auc([2, 3], [0, 1])).toBe(1)
    expect(auc([0, 1], [2, 3])).toBe(0)
    expect(auc([1, 1], [1, 1])).toBe(0.5)
  })

  it('fit a logistic regression whose mean probability is the share of the true', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      signals: [i / 40, (i * 7) % 5],
      truth: i % 3 === 0 || i > 30,
    }))
    const { bias, weights } = fitLogistic(rows, 0)
    const p = rows.map(
      ({ signals }) => 1 / (1 + Math.exp(-(bias + signals[0]! * weights[0]! + signals[1]! * weights[1]!))),
    )
    expect(p.reduce((a, b) => a + b) / 40).toBeCloseTo(rows.filter(({ truth }) => truth).length / 40, 6)
    expect(weights[0]).toBeGreaterThan(0)
  })
})
