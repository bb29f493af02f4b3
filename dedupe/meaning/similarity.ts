// How alike two texts are in meaning, 0..1. Signals of different nature, each symmetric, weighed by a fitted logistic
// regression: what the encoder heard, what the topic and problem heads heard, rare words in common (spelt or sounded
// alike), numbers, and whether one says the matter is over.
import { featuresOf, type Sort, sort } from './features.ts'
import { type Model, posterior, posteriorAt, rarityOf, read } from './model.ts'
import { directionOf, dot, LEAST_KNOWN, roots, topicRoots } from './vector.ts'

export type Sketch = {
  readonly direction: Float32Array
  readonly topics: Float32Array
  readonly problems: Float32Array
  readonly over: number
  /** Rarity-weighted unit vectors of the text's own spelling, by sort of feature. */
  readonly spelling: readonly ReadonlyMap<number, number>[]
  readonly numbers: ReadonlySet<number>
}

const spellings: readonly Sort[] = [sort.stem, sort.skeleton]

const spellingOf = (model: Model, text: string): Map<number, number>[] => {
  const maps = spellings.map(() => new Map<number, number>())
  const { hashes, sorts, count } = featuresOf(text)
  for (let i = 0; i < count; i++)
    maps[spellings.indexOf(sorts[i]! as Sort)]?.set(hashes[i]!, rarityOf(model, hashes[i]!))
  for (const map of maps) {
    const norm = Math.sqrt([...map.values()].reduce((sum, value) => sum + value * value, 0))
    for (const [hash, value] of map) map.set(hash, value / norm)
  }
  return maps
}

const zeros = [0x30, 0x660, 0x6f0]
const digitOf = (char: string) => {
  const unit = char.charCodeAt(0)
  return unit - zeros.find((zero) => unit >= zero && unit < zero + 10)!
}

/** Numbers of up to four digits that are no part of an Arabizi word. */
const numbersOf = (text: string): Set<number> => {
  const runs = text.match(/(?<![\p{Script=Latin}\d٠-٩۰-۹])[\d٠-٩۰-۹]{1,4}(?![\p{Script=Latin}\d٠-٩۰-۹])/gu) ?? []
  return new Set(runs.map((run) => [...run].reduce((value, char) => value * 10 + digitOf(char), 0)))
}

export const sketch = (model: Model, text: string): Sketch => {
  const reading = read(model, text)
  const kinds = posterior(model, 'kind', reading)
  const heard = (vector: Float32Array) => (reading.known < LEAST_KNOWN ? vector.fill(0) : vector)
  const kind = (label: string) => kinds[model.heads.kind!.labels.indexOf(label)]!
  return {
    direction: heard(directionOf(model, reading)),
    topics: heard(topicRoots(model, reading)),
    problems: heard(roots(posteriorAt(model, 'problem', reading, 0.5))),
    over: kind('thanks') + kind('withdrawal'),
    spelling: spellingOf(model, text),
    numbers: numbersOf(text.slice(0, 1500)),
  }
}

const cosine = (a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number => {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const hash of [...few.keys()].sort((x, y) => x - y)) sum += few.get(hash)! * (many.get(hash) ?? 0)
  return sum
}

export const signalNames = [
  'encoder',
  'topics',
  'topics known to both',
  'problems',
  'stems',
  'sounds',
  'numbers in common',
  'numbers in conflict',
  'over in one only',
] as const

/** The signals of a pair, in the order of their names; the same whichever text comes first. */
export const signalsOf = (a: Sketch, b: Sketch): number[] => {
  const shared = [...a.numbers].filter((number) => b.numbers.has(number)).length
  return [
    dot(a.direction, b.direction),
    dot(a.topics, b.topics),
    dot(a.topics, a.topics) * dot(b.topics, b.topics),
    dot(a.problems, b.problems),
    ...spellings.map((_, i) => Math.sqrt(cosine(a.spelling[i]!, b.spelling[i]!))),
    Math.min(shared, 3),
    a.numbers.size > 0 && b.numbers.size > 0 && shared === 0 ? 1 : 0,
    Math.abs(a.over - b.over),
  ]
}

export type Weighing = { readonly bias: number; readonly weights: readonly number[] }

export const weigh = ({ bias, weights }: Weighing, signals: readonly number[]): number =>
  1 / (1 + Math.exp(-signals.reduce((sum, signal, i) => sum + signal * weights[i]!, bias)))
