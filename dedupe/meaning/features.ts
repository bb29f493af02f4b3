// A text as hashed features: words, words without their clitic, neighbours, letter n-grams, consonant skeletons and the
// shape of the whole. Every learned model of this folder sums one row per feature.
import { type FoldedWords, foldWords } from './fold.ts'
import { skeletonHash } from './skeleton.ts'

/** Enough for any message people write; what exceeds it is not read. */
const CAPACITY = 4096

export type Features = { readonly hashes: Uint32Array; count: number }

const features: Features = { hashes: new Uint32Array(CAPACITY), count: 0 }

const push = (hash: number) => {
  if (features.count < CAPACITY) features.hashes[features.count++] = hash >>> 0
}

/** Finalises an FNV state with the kind of feature, so that a word and an n-gram never share a row by spelling alone. */
const finish = (state: number, kind: number): number => {
  let hash = Math.imul(state ^ (kind << 24), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const WORD = 1
const GRAM = 2
const SKELETON = 3
const PAIR = 4
const SHAPE = 5

const hashOf = (units: Uint16Array, start: number, end: number): number => {
  let state = 0x811c9dc5
  for (let i = start; i < end; i++) state = Math.imul(state ^ units[i]!, 0x01000193)
  return state
}

const ALEF = 0x627
const LAM = 0x644
const joined = new Set([...'وبفكل'].map((char) => char.charCodeAt(0)))

/** Where an Arabic word begins once its article and the particle before it are taken off. */
const stemStart = (units: Uint16Array, start: number, end: number): number => {
  const size = end - start
  const first = units[start]!
  if (size >= 5 && first === ALEF && units[start + 1] === LAM) return start + 2
  if (size < 5 || !joined.has(first)) return start
  if (size >= 6 && units[start + 1] === ALEF && units[start + 2] === LAM) return start + 3
  return first === LAM && units[start + 1] === LAM ? start + 2 : start
}

const pushGrams = (units: Uint16Array, start: number, end: number) => {
  const SPACE = 32
  for (let from = start - 1; from <= end - 2; from++) {
    let state = 0x9e3779b9
    const last = Math.min(from + 5, end + 1)
    for (let i = from; i < last; i++) {
      state = Math.imul(state ^ (i < start || i >= end ? SPACE : units[i]!), 0x01000193)
      if (i - from >= 2) push(finish(state, GRAM))
    }
  }
}

const isPicture = (unit: number) => (unit >= 0x2600 && unit <= 0x27bf) || (unit >= 0xd800 && unit <= 0xdbff)

const pushWord = (units: Uint16Array, start: number, end: number): number => {
  const whole = finish(hashOf(units, start, end), WORD)
  push(whole)
  if (units[start]! < 48 || isPicture(units[start]!)) return whole
  const stem = stemStart(units, start, end)
  const word = stem === start ? whole : finish(hashOf(units, stem, end), WORD)
  if (stem !== start) push(word)
  pushGrams(units, stem, end)
  const skeleton = skeletonHash(units, stem, end)
  if (skeleton !== 0) push(finish(skeleton, SKELETON))
  return word
}

const lengths = [0, 1, 2, 3, 4, 6, 9, 14, 22, 40]
const pushShape = (text: string, { units, starts, count }: FoldedWords) => {
  push(
    finish(
      lengths.findLastIndex((length) => count >= length),
      SHAPE,
    ),
  )
  let pictures = 0
  for (let i = 0; i < count; i++) if (isPicture(units[starts[i]!]!)) pictures++
  if (pictures > 0) push(finish(pictures === count ? 101 : 100, SHAPE))
  const marks: readonly (readonly [string, number])[] = [
    ['؟', 110],
    ['?', 110],
    ['!', 111],
    ['#', 112],
    ['%', 113],
    ['٪', 113],
    ['://', 114],
    ['\n', 115],
  ]
  for (const [mark, code] of marks) if (text.includes(mark)) push(finish(code, SHAPE))
}

/** The features of a text. The answer is overwritten by the next call: read it before asking again. */
export const featuresOf = (text: string): Features => {
  features.count = 0
  const words = foldWords(text)
  let before = finish(0, WORD)
  for (let i = 0; i < words.count; i++) {
    const word = pushWord(words.units, words.starts[i]!, words.ends[i]!)
    push(finish(Math.imul(before, 31) ^ word, PAIR))
    before = word
  }
  pushShape(text, words)
  return features
}
