// Words of a folded text with their place in the source, and what is not words: links, handles, hashtags, sentence ends.
import type { Folded } from './fold.ts'

export type Script = 'arabic' | 'latin' | 'digit' | 'indic' | 'other'

export type Word = {
  readonly key: string
  readonly script: Script
  readonly start: number
  readonly end: number
  /** What stands before it: nothing but space, a comma or dash or line end, a full stop or question mark. */
  readonly gap: 'none' | 'clause' | 'sentence'
  readonly hashtag: boolean
  /** Written in one piece with the word before it (`q3`, `ق٣`, `al-jahra`). */
  readonly glued: boolean
}

export type Words = {
  readonly words: readonly Word[]
  readonly urls: readonly string[]
  readonly handles: readonly string[]
  readonly questions: number
}

const kinds = new Uint8Array(0x10000)
const [SPACE, ARABIC, LATIN, DIGIT, INDIC, OTHER, MARK] = [0, 1, 2, 3, 4, 5, 6]
const scripts: readonly Script[] = ['other', 'arabic', 'latin', 'digit', 'indic', 'other']
kinds.fill(ARABIC, 0x620, 0x6d4)
kinds.fill(ARABIC, 0x6d5, 0x700)
kinds.fill(LATIN, 97, 123)
kinds.fill(LATIN, 0xc0, 0x250)
kinds.fill(DIGIT, 48, 58)
kinds.fill(INDIC, 0x900, 0xd80)
kinds[0x964] = kinds[0x965] = SPACE
kinds[0x6d4] = SPACE
for (let code = 0x250; code < 0x10000; code++) {
  if (kinds[code] !== SPACE || (code >= 0x600 && code < 0x700)) continue
  if (code >= 0xd800 && code < 0xf900) continue
  if (code >= 0x2000 && code < 0x2c00) continue
  kinds[code] = /\p{L}/u.test(String.fromCharCode(code))
    ? OTHER
    : /\p{M}/u.test(String.fromCharCode(code))
      ? MARK
      : SPACE
}

const SENTENCE = /[.!?\u0964\n]/
const CLAUSE = /[,;:()"«»\-–—/|]/
const HANDLE = /[a-z0-9_.]/
/** Arabizi letters with their dot written before them: '6aher, '3areeb. */
const DOTTED = /^'[35679][a-z]/
const LINK = /^(?:https?|www|maps|goo|wa|t|bit|youtu|instagram|twitter|x)$/
const TOP = /^(?:com|me|gl|net|org|kw|co|io|app|be|ly|gov)$/

type Scan = { at: number; gap: Word['gap']; hash: boolean }

/** Where the word that begins at `from` ends: one script, apostrophes and digits kept inside Arabizi. */
const wordEnd = (text: string, from: number): number => {
  const kind = kinds[text.charCodeAt(from)]!
  let to = from + 1
  let latin = kind === LATIN
  for (; to < text.length; to++) {
    const next = kinds[text.charCodeAt(to)]!
    if (next === kind || next === MARK) continue
    if ((kind === LATIN || kind === DIGIT) && (next === LATIN || next === DIGIT)) {
      latin = true
      continue
    }
    const inside = latin ? /[a-z\d]/ : /[a-z]/
    if ((latin || kind === DIGIT) && text[to] === "'" && inside.test(text[to + 1] ?? '')) continue
    break
  }
  return to
}

const until = (text: string, from: number, keep: (char: string) => boolean): number => {
  let to = from
  while (to < text.length && keep(text[to]!)) to++
  return to
}
const notSpace = (char: string) => char !== ' ' && char !== '\n'

/** A link begins here: a scheme, or a known short host, or a word followed by a top domain and a path. */
const linkEnd = (text: string, word: string, to: number): number | null => {
  if (text.startsWith('://', to)) return until(text, to, notSpace)
  if (text[to] !== '.') return null
  const next = until(text, to + 1, (char) => kinds[char.charCodeAt(0)] === LATIN)
  const domain = text.slice(to + 1, next)
  const isLink = LINK.test(word) || (TOP.test(domain) && (text[next] === '/' || text[next] === '.'))
  return isLink && domain !== '' ? until(text, to, notSpace) : null
}

export const wordsOf = ({ text, at }: Folded, source: string): Words => {
  const words: Word[] = []
  const urls: string[] = []
  const handles: string[] = []
  let questions = 0
  const scan: Scan = { at: 0, gap: 'none', hash: false }
  let joined = -1
  while (scan.at < text.length) {
    const from = scan.at
    const char = text[from]!
    const kind = kinds[text.charCodeAt(from)]!
    if (char === '@') {
      const to = until(text, from + 1, (c) => HANDLE.test(c))
      if (to > from + 1) handles.push(text.slice(from + 1, to))
      scan.at = Math.max(to, from + 1)
      continue
    }
    const dotted = char === "'" && DOTTED.test(text.slice(from, from + 3))
    if ((kind === SPACE && !dotted) || kind === MARK) {
      if (SENTENCE.test(char)) scan.gap = 'sentence'
      else if (CLAUSE.test(char) && scan.gap === 'none') scan.gap = 'clause'
      if (char === '?') questions++
      scan.hash = char === '#' || (scan.hash && char === '_')
      scan.at++
      continue
    }
    const to = wordEnd(text, dotted ? from + 1 : from)
    const key = text.slice(from, to)
    const link = kind === LATIN && !dotted ? linkEnd(text, key, to) : null
    if (link !== null) {
      urls.push(source.slice(at[from]!, at[link]!).trim())
      scan.at = link
      scan.gap = 'clause'
      continue
    }
    const script = dotted || (kind === DIGIT && /[a-z]/.test(key)) ? 'latin' : scripts[kind]!
    words.push({
      key,
      script,
      start: at[from]!,
      end: at[to]!,
      gap: words.length === 0 ? 'sentence' : scan.gap,
      hashtag: scan.hash,
      glued: joined === from,
    })
    scan.at = to
    scan.gap = 'none'
    joined = text[to] === '-' ? to + 1 : to
  }
  return { words, urls, handles, questions }
}
