// A text as hashed features: words, words without their clitic, neighbours, letter n-grams, consonant skeletons and the
// shape of the whole. Every learned model of this folder sums one row per feature.
import { type FoldedWords, foldWords } from './fold.ts'
import { skeletonHash } from './skeleton.ts'

/** Enough for any message people write; what exceeds it is not read. */
export const CAPACITY = 4096

export const sort = { word: 1, stem: 2, gram: 3, skeleton: 4, pair: 5, soundPair: 6, shape: 7 } as const
export type Sort = (typeof sort)[keyof typeof sort]

export type Features = { readonly hashes: Uint32Array; readonly sorts: Uint8Array; count: number }

const features: Features = { hashes: new Uint32Array(CAPACITY), sorts: new Uint8Array(CAPACITY), count: 0 }

/** Finalises an FNV state; words and stems share their hashes, every other sort has its own. */
const finish = (state: number, of: Sort): number => {
  let hash = Math.imul(state ^ (Math.max(of, sort.stem) << 24), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const push = (state: number, of: Sort) => {
  if (features.count === CAPACITY) return
  features.sorts[features.count] = of
  features.hashes[features.count++] = finish(state, of)
}

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

/** The three- to five-letter pieces of a word, its edges marked by a space. */
const pushGrams = (units: Uint16Array, start: number, end: number) => {
  const SPACE = 32
  for (let from = start - 1; from <= end - 2; from++) {
    let state = 0x9e3779b9
    const last = Math.min(from + 5, end + 1)
    for (let i = from; i < last; i++) {
      state = Math.imul(state ^ (i < start || i >= end ? SPACE : units[i]!), 0x01000193)
      if (i - from >= 2) push(state, sort.gram)
    }
  }
}

const isPicture = (unit: number) => (unit >= 0x2600 && unit <= 0x27bf) || (unit >= 0xd800 && unit <= 0xdbff)

/** What the word before this one looked and sounded like. */
let before = 0
let soundBefore = 0

const pushWord = (units: Uint16Array, start: number, end: number) => {
  const spelt = !(units[start]! < 48 || isPicture(units[start]!))
  const stem = spelt ? stemStart(units, start, end) : start
  const word = hashOf(units, stem, end)
  if (stem !== start) push(hashOf(units, start, end), sort.word)
  push(word, sort.stem)
  push(Math.imul(before, 31) ^ word, sort.pair)
  before = word
  if (!spelt) return
  pushGrams(units, stem, end)
  const skeleton = skeletonHash(units, stem, end)
  if (skeleton === 0) return
  push(skeleton, sort.skeleton)
  push(Math.imul(soundBefore, 31) ^ skeleton, sort.soundPair)
  soundBefore = skeleton
}

const lengths = [0, 1, 2, 3, 4, 6, 9, 14, 22, 40]
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

const pushShape = (text: string, { units, starts, count }: FoldedWords) => {
  const length = lengths.findLastIndex((least) => count >= least)
  push(length, sort.shape)
  let pictures = 0
  for (let i = 0; i < count; i++) if (isPicture(units[starts[i]!]!)) pictures++
  if (pictures > 0) push(pictures === count ? 101 : 100, sort.shape)
  for (const [mark, code] of marks) if (text.includes(mark)) push(code, sort.shape)
}

/** The features of a text. The answer is overwritten by the next call: read it before asking again. */
export const featuresOf = (text: string): Features => {
  features.count = before = soundBefore = 0
  const words = foldWords(text)
  for (let i = 0; i < words.count; i++) pushWord(words.units, words.starts[i]!, words.ends[i]!)
  pushShape(text, words)
  return features
}
