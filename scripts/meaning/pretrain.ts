// Skip-gram with negative samples over running text: a word's features learn to foretell the words around it. Gives rows
// to words that no labelled text holds, near those they share sentences with.
import { featuresOf, sort } from '../../dedupe/meaning/features.ts'
import { foldWords } from '../../dedupe/meaning/fold.ts'
import { dropRows, moveRows, type Network, sumRows } from './network.ts'
import type { Random } from './random.ts'
import type { Vocabulary } from './vocabulary.ts'

export type Pretraining = {
  readonly epochs: number
  readonly rate: number
  readonly window: number
  readonly negatives: number
  /** Words seen less often teach nothing. */
  readonly least: number
}

const wordsOf = (text: string): string[] => {
  const { units, starts, ends, count } = foldWords(text)
  return Array.from({ length: count }, (_, i) => String.fromCharCode(...units.subarray(starts[i]!, ends[i]!)))
}

type Lexis = {
  readonly ids: ReadonlyMap<string, number>
  readonly counts: readonly number[]
  readonly rows: readonly Int32Array[]
  readonly sentences: readonly Int32Array[]
}

/** A word's own features: what joins it to a neighbour or to the whole says nothing of it. */
const wordRows = (word: string, { rowOf }: Vocabulary): Int32Array => {
  const { hashes, sorts, count } = featuresOf(word)
  const rows: number[] = []
  for (let i = 0; i < count; i++) {
    const row = sorts[i]! < sort.pair ? rowOf.get(hashes[i]!) : undefined
    if (row !== undefined) rows.push(row)
  }
  return Int32Array.from(rows)
}

const lexisOf = (lines: readonly string[], vocabulary: Vocabulary, least: number): Lexis => {
  const counts = new Map<string, number>()
  const sentences = [...new Set(lines)].map(wordsOf)
  for (const words of sentences) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const kept = [...counts].filter(([, count]) => count >= least)
  const ids = new Map(kept.map(([word], id) => [word, id]))
  return {
    ids,
    counts: kept.map(([, count]) => count),
    rows: kept.map(([word]) => wordRows(word, vocabulary)),
    sentences: sentences.map((words) => Int32Array.from(words.flatMap((word) => ids.get(word) ?? []))),
  }
}

/** Frequent words are rarely worth a look: kept with probability √(t / share). */
const keepingOf = (counts: readonly number[]) => {
  const total = counts.reduce((a, b) => a + b, 0)
  return Float32Array.from(counts, (count) => Math.min(1, Math.sqrt((1e-4 * total) / count)))
}

/** Words drawn by the 3/4 power of their count, as a table to index at random. */
const drawingTable = (counts: readonly number[], size = 1 << 20): Int32Array => {
  const total = counts.reduce((sum, count) => sum + count ** 0.75, 0)
  const table = new Int32Array(size)
  let at = 0
  let sum = 0
  for (const [id, count] of counts.entries()) {
    sum += count ** 0.75
    const end = Math.round((sum / total) * size)
    while (at < end) table[at++] = id
  }
  return table
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

export const pretrain = (
  network: Network,
  vocabulary: Vocabulary,
  lines: readonly string[],
  options: Pretraining,
  random: Random,
) => {
  const { dims } = network
  const lexis = lexisOf(lines, vocabulary, options.least)
  const keeping = keepingOf(lexis.counts)
  const drawing = drawingTable(lexis.counts)
  const outer = new Float32Array(lexis.counts.length * dims)
  const kept = new Int32Array(256)
  const vector = new Float32Array(dims)
  const back = new Float32Array(dims)
  const foretell = (word: number, truth: number, rate: number) => {
    const at = word * dims
    let score = 0
    for (let d = 0; d < dims; d++) score += vector[d]! * outer[at + d]!
    const error = sigmoid(score) - truth
    for (let d = 0; d < dims; d++) {
      back[d]! += error * outer[at + d]!
      outer[at + d]! -= rate * error * vector[d]!
    }
  }
  const visit = (words: Int32Array, i: number, rate: number) => {
    const count = dropRows(lexis.rows[words[i]!]!, 0.1, random, kept)
    if (count === 0) return
    const scale = sumRows(network, kept, count, vector)
    back.fill(0)
    const reach = 1 + Math.floor(random() * options.window)
    for (let j = Math.max(0, i - reach); j <= Math.min(words.length - 1, i + reach); j++) {
      if (j === i) continue
      foretell(words[j]!, 1, rate)
      for (let n = 0; n < options.negatives; n++) foretell(drawing[Math.floor(random() * drawing.length)]!, 0, rate)
    }
    for (let d = 0; d < dims; d++) back[d]! *= scale
    moveRows(network, kept, count, back, rate)
  }
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const rate = options.rate * (1 - (0.7 * epoch) / options.epochs)
    for (const sentence of lexis.sentences) {
      const words = sentence.filter((word) => random() < keeping[word]!)
      for (let i = 0; i < words.length; i++) visit(words, i, rate)
    }
  }
}
