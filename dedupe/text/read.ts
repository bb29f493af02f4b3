// A post's text as the slot readers see it: words, their stems, the language, and the lexicon's phrases found in them.
import { type Added, additionsIn, type FoundAdditions, noAdditions } from '../additions.ts'
import type { Language } from '../types.ts'
import { type Alphabet, fold, foldWord } from './fold.ts'
import { arabicScriptLanguage, languageOf, readsOf } from './language.ts'
import {
  arabicByBones,
  conceptTrie,
  type Form,
  functionWords,
  isArticle,
  isKnown,
  type Lexeme,
  lexemeOf,
  loosePhrases,
  numberOf,
} from './lexicon.ts'
import { nearIn } from './loose.ts'
import { soundOf } from './sound.ts'
import { type Word, wordsOf } from './tokens.ts'
import { type Found, longestAt, UNKNOWN } from './trie.ts'

export type Hit = Found<Form>

export type Reading = {
  readonly source: string
  readonly language: Language
  readonly mask: number
  readonly words: readonly Word[]
  /** The stem of every word: what is looked up and compared. */
  readonly keys: readonly string[]
  /** The lexicon's number of every stem. */
  readonly numbers: Int32Array
  /** Concept phrases, in text order; the longest at each word, none inside a longer one; then those said loosely. */
  readonly hits: readonly Hit[]
  /** Length in words of the longest phrase over each word. */
  readonly phraseAt: Uint8Array
  readonly added: FoundAdditions
  readonly urls: readonly string[]
  readonly handles: readonly string[]
  readonly questions: number
}

/** In an Arabizi post, what the lexicon does not know in Latin letters is looked up as the Arabic word it sounds like. */
const heard = (key: string): string => {
  if (key.length < 4 || isKnown(key) || functionWords.has(key)) return key
  return arabicByBones(soundOf(key).bones) ?? key
}

/** Urdu words are looked up as they are; what is no Urdu word may be an Arabic name: صباح السالم, منگف. */
const urduLexeme = (key: string): Lexeme => {
  const number = numberOf(key)
  return number === UNKNOWN && key.length > 3 ? lexemeOf(foldWord(key)) : { stem: key, number }
}

/** Stems and their numbers. */
const lookedUp = (words: readonly Word[], alphabet: Alphabet): { keys: string[]; numbers: Int32Array } => {
  const keys: string[] = []
  const numbers = new Int32Array(words.length)
  for (let i = 0; i < words.length; i++) {
    const { key, script } = words[i]!
    const whole = alphabet === 'urdu' && script === 'arabic'
    const lexeme = whole ? urduLexeme(key) : lexemeOf(key)
    keys.push(lexeme.stem)
    numbers[i] = lexeme.number
  }
  return { keys, numbers }
}

const hitsIn = (keys: readonly string[], numbers: Int32Array, mask: number): Hit[] => {
  const hits: Hit[] = []
  const accept = (form: Form) => (form.mask & mask) !== 0
  const skip = (at: number) => isArticle(keys[at]!)
  let reached = 0
  for (let from = 0; from < keys.length; from++) {
    const hit = longestAt(conceptTrie, numbers, from, accept, skip)
    if (hit === null || hit.to <= reached) continue
    hits.push(hit)
    reached = hit.to
  }
  return hits
}

/** Of a phrase of the lexicon and one that was added, the longer counts; the added one where they are alike. */
const withAdded = (hits: readonly Hit[], added: readonly Hit[]): readonly Hit[] => {
  if (added.length === 0) return hits
  const covers = (a: Hit, b: Hit) => a.from <= b.from && a.to >= b.to
  const kept = hits.filter((hit) => !added.some((one) => covers(one, hit)))
  return [...kept, ...added.filter((one) => !kept.some((hit) => covers(hit, one)))].sort((a, b) => a.from - b.from)
}

const sentenceEnds = (words: readonly Word[]) => (from: number, to: number) => {
  for (let i = from + 1; i <= to; i++) if (words[i]!.gap === 'sentence') return true
  return false
}

/** Phrases said with other words between, unless the words were already read as something longer. */
const looseIn = (words: readonly Word[], numbers: Int32Array, mask: number, hits: readonly Hit[]): Hit[] => {
  const said = new Set<string>()
  for (const { values } of hits) for (const { concept } of values) said.add(concept.id)
  return nearIn(
    loosePhrases,
    numbers,
    sentenceEnds(words),
    (form) => (form.mask & mask) !== 0 && !said.has(form.concept.id),
  ).map(({ from, to, value }) => ({ from, to, values: [value] }))
}

const phrasesOver = (length: number, hits: readonly Hit[]): Uint8Array => {
  const over = new Uint8Array(length)
  for (const { from, to } of hits)
    for (let i = from; i < to; i++) over[i] = Math.max(over[i]!, Math.min(255, to - from))
  return over
}

/** What a post says, it says early: of a text longer than any complaint only this much is read (all of it is kept). */
export const READ_LENGTH = 5000

export const read = (text: string, additions: Added = noAdditions): Reading => {
  const source = text.length > READ_LENGTH ? text.slice(0, READ_LENGTH) : text
  const arabicScript = arabicScriptLanguage(source)
  const alphabet = arabicScript === 'ar' ? 'arabic' : 'urdu'
  const { words, urls, handles, questions } = wordsOf(fold(source, alphabet), source)
  const language = languageOf(words, source, arabicScript)
  const { keys, numbers } = lookedUp(words, alphabet)
  const mask = readsOf(language)
  const spoken = language === 'arabizi' ? keys.map((key, i) => (words[i]!.script === 'latin' ? heard(key) : key)) : keys
  const heardAs = spoken === keys ? numbers : Int32Array.from(spoken, numberOf)
  const added = additionsIn(words, additions)
  const hits = withAdded(hitsIn(spoken, heardAs, mask), added.forms)
  const loose = looseIn(words, heardAs, mask, hits)
  const phraseAt = phrasesOver(words.length, hits)
  const found = { hits: [...hits, ...loose], phraseAt, added }
  return { source, language, mask, words, keys, numbers, ...found, urls, handles, questions }
}
