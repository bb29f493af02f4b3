// Text → folded words as UTF-16 units. The learned models read nothing else, so a change here means training anew;
// that is why they do not share the language layer's normaliser, which follows the lexicon and may change any day.

import { inArabicLetters } from './arabizi.ts'

/** Longer texts say what they are about in their beginning; the bound keeps a hostile text from costing more. */
const LIMIT = 1500
const SPACE = 32
/** Stands for a number: which number it is belongs to the slots, that there is one belongs here. */
const NUMBER = 35

const arabicLetters: Readonly<Record<string, string>> = {
  ا: 'أإآٱٲٳٵ',
  ي: 'ىیېےئۓ',
  ك: 'کڪ',
  ق: 'گ',
  ج: 'چ',
  ب: 'پ',
  ف: 'ڤ',
  ز: 'ژ',
  ه: 'ہھەۀةۃ',
  و: 'ؤ',
  ض: 'ظ',
  ن: 'ں',
  ت: 'ٹ',
  د: 'ڈ',
  ر: 'ڑ',
}

const droppedRanges = [
  [0x27, 0x27],
  [0xad, 0xad],
  [0x610, 0x61a],
  [0x621, 0x621],
  [0x640, 0x640],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x6d6, 0x6dc],
  [0x6df, 0x6e8],
  [0x6ea, 0x6ed],
  [0x200b, 0x200f],
  [0x2019, 0x2019],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0xfe0f, 0xfe0f],
] as const

const digitZeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xd66]

const isDigit = (unit: number) => unit >= 0x30 && unit <= 0x39
const isLatin = (unit: number) => unit >= 0x61 && unit <= 0x7a
const isPair = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isEmoji = (unit: number) => isPair(unit) || (unit >= 0x2600 && unit <= 0x27bf)

const isSkinTone = (units: Uint16Array, at: number) => units[at] === 0xd83c && units[at + 1]! >= 0xdffb

const foldUnit = (unit: number): number => {
  if (droppedRanges.some(([from, to]) => unit >= from && unit <= to)) return 0
  const zero = digitZeros.find((zero) => unit >= zero && unit < zero + 10)
  if (zero !== undefined) return 0x30 + unit - zero
  if (isEmoji(unit)) return unit
  const char = String.fromCharCode(unit)
  return /[\p{L}\p{M}]/u.test(char) ? char.normalize('NFD').toLowerCase().charCodeAt(0) : SPACE
}

/** Filled as characters are met: few of all there are ever come. U+FFFF is no character. */
const NOT_MET = 0xffff
const folded = new Uint16Array(0x10000).fill(NOT_MET)
for (const [to, from] of Object.entries(arabicLetters))
  for (const char of from) folded[char.charCodeAt(0)] = to.charCodeAt(0)

const foldedUnit = (unit: number): number => {
  if (folded[unit] === NOT_MET) folded[unit] = foldUnit(unit)
  return folded[unit]!
}

const compatibility = /[\uFB50-\uFEFC\uFF01-\uFF5E]/
const notWords = /https?:\/\/\S+|www\.\S+|@\w[\w.]*/g

const cleaned = (text: string): string => {
  const bounded = text.length > LIMIT ? text.slice(0, LIMIT) : text
  const words = /[@/]|www/.test(bounded) ? bounded.replace(notWords, ' ') : bounded
  const plain = compatibility.test(words) ? words.normalize('NFKC').slice(0, LIMIT) : words
  const arabic = inArabicLetters(plain)
  return arabic === '' ? plain : `${plain} ${arabic}`.slice(0, LIMIT)
}

export type FoldedWords = {
  readonly units: Uint16Array
  readonly starts: Uint16Array
  readonly ends: Uint16Array
  count: number
}

const words: FoldedWords = {
  units: new Uint16Array(2 * LIMIT + 4),
  starts: new Uint16Array(LIMIT + 1),
  ends: new Uint16Array(LIMIT + 1),
  count: 0,
}

/** One to two digits, three to four, more: a block or an hour, a street or a year, a phone or a file. */
const writeNumber = (start: number, end: number): number => {
  const size = end - start <= 2 ? 1 : end - start <= 4 ? 2 : 3
  words.units.fill(NUMBER, start, start + size)
  return start + size
}

const closeWord = (start: number, end: number, latin: boolean): number => {
  if (end === start) return start
  const at = isDigit(words.units[start]!) && !latin ? writeNumber(start, end) : end
  words.starts[words.count] = start
  words.ends[words.count++] = at
  words.units[at] = SPACE
  return at + 1
}

/** Scripts stand apart; a digit belongs to a Latin word only (Arabizi writes ع as 3). */
const breaksBefore = (unit: number, start: number, at: number, latin: boolean): boolean => {
  if (at === start) return false
  if (isLatin(unit)) return !latin && !isDigit(words.units[start]!)
  if (isDigit(unit)) return !latin && !isDigit(words.units[at - 1]!)
  return latin || isDigit(words.units[at - 1]!)
}

/** The words of a text. The answer is overwritten by the next call: read it before folding again. */
export const foldWords = (text: string): FoldedWords => {
  const source = cleaned(text)
  const { units } = words
  words.count = 0
  let start = 0
  let at = 0
  let latin = false
  for (let i = 0; i < source.length; i++) {
    const unit = foldedUnit(source.charCodeAt(i))
    if (unit === 0) continue
    if (unit === SPACE || isEmoji(unit) || breaksBefore(unit, start, at, latin)) {
      at = start = closeWord(start, at, latin)
      latin = false
      if (unit === SPACE) continue
    }
    if (isEmoji(unit)) {
      units[at++] = unit
      if (isPair(unit) && i + 1 < source.length) units[at++] = source.charCodeAt(++i)
      if (isSkinTone(units, start)) at = start
      at = start = closeWord(start, at, true)
      continue
    }
    latin ||= isLatin(unit)
    const doubled = at > start && units[at - 1] === unit && !isDigit(unit)
    if (!doubled) units[at++] = unit
  }
  closeWord(start, at, latin)
  return words
}
