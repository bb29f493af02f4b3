// Spelling differences that never change meaning, removed in one pass; every folded character remembers where it came from.

/** `text[i]` was written at `at[i]` of the source; `at[text.length]` is the source's length. */
export type Folded = { readonly text: string; readonly at: Uint32Array }

/** Urdu and Persian keep the letters that Kuwaitis use as variants of Arabic ones. */
export type Alphabet = 'arabic' | 'urdu'

const shared: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ٲ: 'ا',
  ٳ: 'ا',
  ٵ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ے: 'ي',
  ۓ: 'ي',
  ئ: 'ي',
  ک: 'ك',
  ڪ: 'ك',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ۀ: 'ه',
  ۂ: 'ه',
  ة: 'ه',
  ۃ: 'ه',
  ؤ: 'و',
  ء: '',
  ظ: 'ض',
  '،': ',',
  '؛': ';',
  '؟': '?',
  '۔': '.',
  '٫': '.',
  '٬': '',
  ـ: '',
  '’': "'",
  '‘': "'",
  '´': "'",
  '`': "'",
}
const arabicOnly: Readonly<Record<string, string>> = { گ: 'ق', چ: 'ج', پ: 'ب', ڤ: 'ف', ژ: 'ز', ڨ: 'ق', ں: 'ن' }

const DELETE = 0
const COMPLEX = 0xffff
const tables: Record<Alphabet, Uint16Array> = { arabic: table({ ...shared, ...arabicOnly }), urdu: table(shared) }

function table(letters: Readonly<Record<string, string>>): Uint16Array {
  const map = new Uint16Array(0x10000).fill(COMPLEX)
  for (let code = 0; code < 0x80; code++) map[code] = code < 0x20 && code !== 10 ? 32 : code
  for (let code = 65; code <= 90; code++) map[code] = code + 32
  for (let code = 0x600; code < 0x700; code++) map[code] = code
  for (let code = 0x900; code < 0xd80; code++) map[code] = code
  for (let digit = 0; digit < 10; digit++) {
    for (const zero of [0x660, 0x6f0, 0x966, 0x9e6, 0xd66]) map[zero + digit] = 48 + digit
  }
  for (const [from, to] of [
    [0x610, 0x61a],
    [0x64b, 0x65f],
    [0x670, 0x670],
    [0x6d6, 0x6dc],
    [0x6df, 0x6e8],
    [0x6ea, 0x6ed],
    [0x200b, 0x200f],
    [0x202a, 0x202e],
    [0x2060, 0x2069],
    [0x61c, 0x61c],
    [0xfeff, 0xfeff],
    [0xad, 0xad],
    [0xfe00, 0xfe0f],
  ] as const)
    map.fill(DELETE, from, to + 1)
  for (const [from, to] of Object.entries(letters)) map[from.charCodeAt(0)] = to === '' ? DELETE : to.charCodeAt(0)
  map[0xa0] = map[0x202f] = 32
  map.fill(32, 0x2000, 0x200b)
  return map
}

const isDigit = (code: number) => code >= 48 && code <= 57
/** Letters and their marks: everything but ASCII punctuation, digits and spaces. */
const isLetter = (code: number) => (code >= 97 && code <= 122) || code >= 0xc0

const expansions = new Map<string, string>()
/** NFKC for what the table does not know (ligatures, full-width, maths letters); emoji and symbols become a space. */
const expand = (symbol: string, map: Uint16Array): string => {
  const known = expansions.get(symbol)
  if (known !== undefined) return known
  const plain = (symbol === '﷼' ? 'ريال' : symbol === '﷽' ? ' ' : symbol.normalize('NFKC')).toLowerCase()
  let out = ''
  for (const char of plain.normalize('NFD')) {
    const code = char.codePointAt(0)!
    const to = code > 0xffff ? COMPLEX : map[code]!
    if (/\p{Mn}/u.test(char) && code < 0x370) continue
    out += to === DELETE ? '' : to !== COMPLEX ? String.fromCharCode(to) : /[\p{L}\p{M}]/u.test(char) ? char : ' '
  }
  if (expansions.size < 20_000) expansions.set(symbol, out)
  return out
}

const decode = (codes: Uint16Array, length: number): string => {
  let text = ''
  for (let from = 0; from < length; from += 8192)
    text += String.fromCharCode.apply(null, codes.subarray(from, Math.min(length, from + 8192)) as unknown as number[])
  return text
}

/** Longest expansion kept of one character (U+FDFA alone is longer, and is a blessing). */
const WIDEST = 4

let room = { codes: new Uint16Array(2048), at: new Uint32Array(2048) }
/** Folding writes here and copies out what it kept: most posts fit the first room. */
const scratch = (size: number): typeof room => {
  if (size <= room.codes.length) return room
  const larger = { codes: new Uint16Array(size), at: new Uint32Array(size) }
  if (size <= 65_536) room = larger
  return larger
}

/** Folds into `into` and tells how many characters were kept. */
const foldInto = ({ codes, at }: typeof room, source: string, map: Uint16Array): number => {
  let length = 0
  let run = 0
  // Three of one letter or more are emphasis and count as one; digits are never shortened.
  const put = (code: number, from: number) => {
    run = length > 0 && codes[length - 1] === code && isLetter(code) ? run + 1 : 1
    if (run === 3) length--
    if (run >= 3) return
    codes[length] = code
    at[length++] = from
  }
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i)
    const to = map[code]!
    if (to === DELETE) continue
    if (to !== COMPLEX) {
      put(to, i)
      continue
    }
    const pair = code >= 0xd800 && code <= 0xdbff && i + 1 < source.length
    const plain = expand(pair ? source.slice(i, i + 2) : source[i]!, map)
    for (let k = 0; k < plain.length && k < WIDEST; k++) put(plain.charCodeAt(k), i)
    if (pair) i++
  }
  at[length] = source.length
  return length
}

export const fold = (source: string, alphabet: Alphabet = 'arabic'): Folded => {
  const into = scratch(source.length * WIDEST + 1)
  const length = foldInto(into, source, tables[alphabet])
  return { text: decode(into.codes, length), at: into.at.slice(0, length + 1) }
}

export const foldWord = (word: string, alphabet: Alphabet = 'arabic'): string => {
  const into = scratch(word.length * WIDEST + 1)
  return decode(into.codes, foldInto(into, word, tables[alphabet])).trim()
}
export { isDigit, isLetter }
