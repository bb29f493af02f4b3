// A post's text as the slot readers see it: words, their stems, the language, and the lexicon's phrases found in them.
import type { Language } from '../types.ts'
import { fold } from './fold.ts'
import { arabicScriptLanguage, languageOf, readsOf } from './language.ts'
import { conceptTrie, type Form, isArticle, stem } from './lexicon.ts'
import { type Word, wordsOf } from './tokens.ts'
import { type Found, longestAt } from './trie.ts'

export type Hit = Found<Form>

export type Reading = {
  readonly source: string
  readonly language: Language
  readonly mask: number
  readonly words: readonly Word[]
  /** The stem of every word: what is looked up and compared. */
  readonly keys: readonly string[]
  /** Concept phrases, in text order; the longest at each word, none inside a longer one. */
  readonly hits: readonly Hit[]
  readonly urls: readonly string[]
  readonly handles: readonly string[]
  readonly questions: number
}

const hitsIn = (keys: readonly string[], mask: number): Hit[] => {
  const hits: Hit[] = []
  let reached = 0
  for (let from = 0; from < keys.length; from++) {
    const hit = longestAt(conceptTrie, keys, from, (form) => (form.mask & mask) !== 0, isArticle)
    if (hit === null || hit.to <= reached) continue
    hits.push(hit)
    reached = hit.to
  }
  return hits
}

export const read = (source: string): Reading => {
  const arabicScript = arabicScriptLanguage(source)
  const alphabet = arabicScript === 'ar' ? 'arabic' : 'urdu'
  const { words, urls, handles, questions } = wordsOf(fold(source, alphabet), source)
  const language = languageOf(words, source, arabicScript)
  const keys = words.map((word) => (alphabet === 'urdu' && word.script === 'arabic' ? word.key : stem(word.key)))
  const mask = readsOf(language)
  return { source, language, mask, words, keys, hits: hitsIn(keys, mask), urls, handles, questions }
}

/** Concept ids said at each word (the hit's every word carries them). */
export const conceptsAt = ({ words, hits }: Reading): ReadonlyArray<ReadonlySet<string>> => {
  const at: Set<string>[] = words.map(() => new Set())
  for (const hit of hits)
    for (let i = hit.from; i < hit.to; i++) for (const { concept } of hit.values) at[i]!.add(concept.id)
  return at
}
