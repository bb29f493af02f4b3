// Arabic written in Latin letters, spelt out in Arabic ones, so that it shares its features with the many Arabic texts the
// models were taught. Rough on purpose: short vowels are dropped, and pieces of words have to meet, not whole words.

const pairs: Readonly<Record<string, string>> = {
  sh: 'ش',
  ch: 'ش',
  kh: 'خ',
  gh: 'غ',
  th: 'ث',
  dh: 'ض',
  oo: 'و',
  ou: 'و',
  ee: 'ي',
  aa: 'ا',
  "3'": 'غ',
  "7'": 'خ',
  "6'": 'ض',
  "9'": 'ض',
  "'3": 'غ',
  "'7": 'خ',
  "'6": 'ض',
  "'9": 'ض',
}
const letters: Readonly<Record<string, string>> = {
  a: '',
  e: '',
  b: 'ب',
  p: 'ب',
  t: 'ت',
  j: 'ج',
  h: 'ه',
  d: 'د',
  r: 'ر',
  z: 'ز',
  s: 'س',
  f: 'ف',
  v: 'ف',
  q: 'ق',
  g: 'ق',
  k: 'ك',
  c: 'ك',
  x: 'كس',
  l: 'ل',
  m: 'م',
  n: 'ن',
  w: 'و',
  o: 'و',
  u: 'و',
  y: 'ي',
  i: 'ي',
  2: '',
  3: 'ع',
  5: 'خ',
  6: 'ط',
  7: 'ح',
  8: 'ق',
  9: 'ص',
  "'": '',
}

const spelt = (word: string): string => {
  let out = ''
  for (let i = 0; i < word.length; i++) {
    const pair = pairs[word.slice(i, i + 2)]
    if (pair !== undefined) {
      out += pair
      i++
    } else out += word[i] === 'a' && i === word.length - 1 ? 'ا' : (letters[word[i]!] ?? '')
  }
  return out
}

/** A digit among letters stands for an Arabic one; a number glued to a unit or an address word does not. */
const TELLING =
  /(?<![a-z\d'])(?!(?:blk?|block|st|q|h|hse|no|flat|apt|t|r|km)\d)[a-z']*[235679]'?[a-z'][a-z\d']*|(?<![a-z])[a-z]{2,}[35679](?![\da-z])/
/** Words that no other language of the country has. */
const WORDS =
  /(?<![a-z])(?:el|il|wain|wayn|maku|mako|akoo|wallah|shlon|shloon|leish|hatha|hathi|mn|ma7ad|mafi|ma fi|shno|shnu|yabila|yam|bs|7ag)(?![a-z])/g
const UNIT = /^\d+(?:st|nd|rd|th|pm|am|h|hr|hrs|hours?|min|mins|k|kd|g|m|km|d|days?|x|kg|ml|gb|mb)$/
const WORD = /[a-z\d']+/g

const isArabizi = (lower: string): boolean => {
  const first = TELLING.exec(lower)?.[0]
  if (first !== undefined && !UNIT.test(first)) return true
  return (lower.match(WORDS)?.length ?? 0) >= 2
}

const LATIN = /[a-z]/i

/** The text's Latin words in Arabic letters; nothing where the text is not Arabizi. */
export const inArabicLetters = (text: string): string => {
  if (!LATIN.test(text)) return ''
  const lower = text.toLowerCase()
  if (!isArabizi(lower)) return ''
  const words = (lower.match(WORD) ?? []).filter((word) => LATIN.test(word) && !UNIT.test(word))
  return words.map((word) => spelt(word.replace(/^(?:el|il|al)(?=.{3})/, ''))).join(' ')
}
