// One spelling for the sound of a word in any script: Arabizi and Indic letters in plain Latin, and the consonants alone.
// Sounds are compared with the gazetteer only; over open vocabulary a skeleton fits dozens of words.

/** Arabizi digits, with and without the dot an apostrophe stands for. */
const ARABIZI: readonly (readonly [RegExp, string])[] = [
  [/'3|3'/g, 'gh'],
  [/'6|6'|'9|9'/g, 'dh'],
  [/'7|7'|'5|5'|5/g, 'kh'],
  [/[23']/g, ''],
  [/4/g, 'th'],
  [/6/g, 't'],
  [/7/g, 'h'],
  [/8/g, 'g'],
  [/9/g, 's'],
]

/** Spellings of one sound in Latin letters. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/(?<![vw])[vw]+(?=[aeiou])/g, 'w'],
  [/v/g, 'w'],
  [/(?<=[aeiu])y(?=[aeiou])/g, '1'],
  [/[ao]u/g, 'u'],
  [/oo|o/g, 'u'],
  [/ee|ei|ai|ay|ey|y/g, 'i'],
  [/q/g, 'g'],
  [/ck|c(?!h)/g, 'k'],
  [/e/g, 'i'],
  [/z/g, 'z'],
  [/(.)\1+/g, '$1'],
  [/(?<=[aiu])h$/g, ''],
]

const CONSONANT: Readonly<Record<string, string>> = {
  b: 'B',
  p: 'B',
  t: 'T',
  j: 'J',
  h: 'H',
  d: 'D',
  r: 'R',
  z: 'Z',
  s: 'S',
  f: 'F',
  k: 'K',
  g: 'G',
  l: 'L',
  m: 'M',
  n: 'N',
  x: 'K',
}
const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/kh/g, 'X'],
  [/gh/g, 'G'],
  [/sh/g, 'C'],
  [/ch/g, 'K'],
  [/th/g, 'T'],
  [/dh/g, 'D'],
]

const replaceAll = (word: string, rules: readonly (readonly [RegExp, string])[]) =>
  rules.reduce((text, [from, to]) => text.replace(from, to), word)

export type Sound = {
  /** Plain Latin letters, vowels kept: for edit distance. */
  readonly plain: string
  /** Consonant classes in order. */
  readonly bones: string
}

const bonesOf = (plain: string): string => {
  let bones = ''
  for (const char of replaceAll(plain, PAIRS)) bones += CONSONANT[char] ?? (char >= 'A' && char <= 'Z' ? char : '')
  return bones.replace(/(.)\1+/g, '$1')
}

// Devanagari, Bengali and Malayalam share one layout: a letter's place in its block tells its sound.
const INDIC_CONSONANTS = [
  'k',
  'kh',
  'g',
  'gh',
  'n',
  'ch',
  'ch',
  'j',
  'jh',
  'n',
  't',
  'th',
  'd',
  'dh',
  'n',
  't',
  'th',
  'd',
  'dh',
  'n',
  'n',
  'p',
  'f',
  'b',
  'b',
  'm',
  'y',
  'r',
  'r',
  'l',
  'l',
  'l',
  'w',
  'sh',
  'sh',
  's',
  'h',
]
const INDIC_VOWELS = ['a', 'a', 'i', 'i', 'u', 'u', 'r', 'l', 'e', 'e', 'e', 'ai', 'o', 'o', 'o', 'au']
const INDIC_SIGNS = ['a', 'i', 'i', 'u', 'u', 'r', 'r', 'e', 'e', 'e', 'ai', 'o', 'o', 'o', 'au']
const EXTRA: Readonly<Record<number, string>> = {
  88: 'k',
  89: 'kh',
  90: 'g',
  91: 'z',
  92: 'r',
  93: 'rh',
  94: 'f',
  95: 'y',
  113: 'w',
  122: 'n',
  123: 'n',
  124: 'r',
  125: 'l',
  126: 'l',
}

/** Bengali writes w as o + y. */
const BENGALI_W = /ও(?:\u09df|\u09af\u09bc)/g

/** `spoken`: with the short vowel that a bare consonant carries, or without. */
const indicToLatin = (written: string, spoken = true): string => {
  const short = spoken ? 'a' : ''
  const word = written.replace(BENGALI_W, '\u09f1')
  let out = ''
  let open = false
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    const place = code & 0x7f
    if (place >= 0x15 && place <= 0x39) {
      if (open) out += short
      out += INDIC_CONSONANTS[place - 0x15]
      open = true
    } else if (place >= 0x3e && place <= 0x4c) {
      out += INDIC_SIGNS[place - 0x3e]
      open = false
    } else if (place === 0x4d) open = false
    else if (place >= 0x05 && place <= 0x14) {
      out += (open ? short : '') + INDIC_VOWELS[place - 0x05]
      open = false
    } else if (place === 0x02) {
      out += open ? 'an' : 'n'
      open = false
    } else if (EXTRA[place] !== undefined) {
      out += (open ? short : '') + EXTRA[place]
      open = place <= 0x5f
    } else if (place === 0x57) open = false
  }
  // Malayalam speaks the vowel at a word's end that Hindi and Bengali drop.
  return open && word.charCodeAt(0) >= 0xd00 ? `${out}a` : out
}

const isIndic = (word: string) => word.charCodeAt(0) >= 0x900 && word.charCodeAt(0) < 0xd80

/** Case endings written to a name: Malayalam -il, -ile; Bengali -te, -er; Hindi writes them apart. */
const ENDINGS = /(?:yile|yil|ile|il|ilekku|lekku|ilninnu|te|ter|er|e|y)$/

const hear = (word: string, spoken = true): Sound => {
  const latin = isIndic(word) ? indicToLatin(word, spoken) : replaceAll(word, ARABIZI)
  const plain = replaceAll(latin, SAME)
  return { plain, bones: bonesOf(plain) }
}

const hearAll = (word: string): readonly Sound[] => {
  const whole = hear(word)
  if (!isIndic(word)) return [whole]
  const clipped = hear(word, false)
  const both = clipped.plain === whole.plain ? [whole] : [whole, clipped]
  const latin = indicToLatin(word)
  const short = latin.replace(ENDINGS, '')
  return short === latin || short.length < 3 ? both : [...both, hear(short)]
}

const ROOM = 20_000
const LONGEST = 40
let heard = new Map<string, readonly Sound[]>()

/** The word as it is, then without a case ending. */
export const soundsOf = (word: string): readonly Sound[] => {
  const before = heard.get(word)
  if (before !== undefined) return before
  const sounds = hearAll(word.slice(0, LONGEST))
  if (heard.size >= ROOM) heard = new Map()
  heard.set(word, sounds)
  return sounds
}

export const soundOf = (word: string): Sound => soundsOf(word)[0]!

/** Levenshtein distance, given up beyond `most`. */
export const distance = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost)
      least = Math.min(least, next[j]!)
    }
    if (least > most) return most + 1
    row = next
  }
  return row[b.length]!
}
