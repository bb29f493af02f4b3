// The profile's phrases, folded and stemmed once, ready to be found: concepts by language, places in every script.
import {
  type Concept,
  concepts,
  type FormLanguage,
  type Place,
  places,
  stopwords,
  topics,
} from '../profiles/kuwait/index.ts'
import { createArabizi } from './arabizi.ts'
import { type Alphabet, fold, foldWord } from './fold.ts'
import { looseIndex } from './loose.ts'
import { bare, createStemmer } from './stem.ts'
import { wordsOf } from './tokens.ts'
import { addPhrase, createTrie, type Trie, UNKNOWN } from './trie.ts'

/** One way to say a concept. `doubt`: alone it may be an ordinary word. */
export type Form = {
  readonly concept: Concept
  readonly mask: number
  readonly doubt: boolean
  readonly words: number
  /** People added it to the profile. */
  readonly added?: true
}
export type PlaceName = { readonly place: Place; readonly weak: boolean }

export const formLanguages: readonly FormLanguage[] = [
  'kw',
  'msa',
  'eg_lev',
  'en',
  'arabizi',
  'ur',
  'hi',
  'roman_ur_hi',
  'bn',
  'tl',
  'ml',
  'roman_ml',
]
export const maskOf = (languages: readonly FormLanguage[]): number =>
  languages.reduce((mask, language) => mask | (1 << formLanguages.indexOf(language)), 0)

const ARTICLES = new Set(['al', 'el', 'il', 'ال', 'अल', 'আল', 'അൽ'])
/** An article written apart, or a filler that may stand inside a phrase. */
export const isArticle = (word: string): boolean => ARTICLES.has(word)

/** Words of one script between single spaces: what most forms are. */
const WORD = '(?:[a-z\\d]+|[\\u0620-\\u06d3]+|[\\u0900-\\u0963\\u0966-\\u0d7f]+)'
const PLAIN = new RegExp(`^${WORD}(?: ${WORD})*$`)

export const rawWords = (text: string, alphabet: Alphabet = 'arabic'): string[] => {
  const folded = foldWord(text, alphabet)
  return PLAIN.test(folded) ? folded.split(' ') : wordsOf(fold(text, alphabet), text).words.map((word) => word.key)
}

const vocabulary = new Set<string>()
const isArabic = (word: string): boolean => /^[\u0600-\u06ff]/.test(word)

type Phrase<T> = { readonly words: readonly string[]; readonly value: T }

/** The words of the lexicon as they are written → without an article. */
const bareWords = new Map<string, string>()
const barely = (word: string): string => {
  const known = bareWords.get(word)
  if (known !== undefined) return known
  const rest = bare(word)
  bareWords.set(word, rest)
  if (!/^\d+$/.test(rest)) vocabulary.add(rest)
  return rest
}

const phrase = (text: string, alphabet: Alphabet): string[] => {
  const words = rawWords(text, alphabet).filter((word) => !isArticle(word))
  return alphabet === 'arabic' ? words.map(barely) : words
}

const conceptPhrases = (): Phrase<Form>[] =>
  concepts.flatMap((concept) =>
    Object.entries(concept.forms).flatMap(([language, forms]) => {
      const mask = maskOf([language as FormLanguage])
      return forms.map((form) => {
        const doubt = form.startsWith('~')
        const words = phrase(doubt ? form.slice(1) : form, language === 'ur' ? 'urdu' : 'arabic')
        return { words, value: { concept, doubt, mask, words: words.length } }
      })
    }),
  )

/** The taxonomy's own keywords speak for their topic as a thing would. */
export const topicConcept = (id: string): Concept => ({
  id: `topic:${id}`,
  kind: 'thing',
  en: id,
  ar: id,
  topic: id,
  broader: [],
  contrary: [],
  unlike: [],
  forms: {},
})
const KEYWORDS = { kw: ['kw'], msa: ['msa'], en: ['en'], arabizi: ['arabizi'] } as const

const topicPhrases = (): Phrase<Form>[] =>
  topics.flatMap(({ id, keywords }) => {
    const concept = topicConcept(id)
    return Object.entries(KEYWORDS).flatMap(([language, read]) =>
      keywords[language as keyof typeof KEYWORDS].map((form) => {
        const words = phrase(form, 'arabic')
        return { words, value: { concept, doubt: false, mask: maskOf(read), words: words.length } }
      }),
    )
  })

const placePhrases = (): Phrase<PlaceName>[] =>
  places.flatMap((place) => [
    ...place.names.map((name) => ({ words: phrase(name, 'arabic'), value: { place, weak: false } })),
    ...place.weak.map((name) => ({ words: phrase(name, 'arabic'), value: { place, weak: true } })),
  ])

const forms = [...conceptPhrases(), ...topicPhrases()]
/** Words of the concepts: ordinary words, which a place's spelling must not be mistaken for. */
const ordinary = new Set(vocabulary)
const names = placePhrases()
export const stem = createStemmer((word) => vocabulary.has(word))
export const isOrdinary = (word: string): boolean => ordinary.has(word)
export const isKnown = (word: string): boolean => vocabulary.has(word)

/** The words of all phrases, stemmed as a text's are, by number: looked up once, and compared as numbers from then on. */
const numbers = new Map<string, number>()
const stems: string[] = []
export const numberOf = (stem: string): number => numbers.get(stem) ?? UNKNOWN

const addStem = (stem: string): number => {
  const known = numbers.get(stem)
  if (known !== undefined) return known
  numbers.set(stem, stems.length)
  return stems.push(stem) - 1
}

type Numbered<T> = { readonly words: readonly number[]; readonly value: T }
/** Possible only now that the vocabulary is whole: a word is stemmed to what is known. */
const numberAll = <T>(phrases: readonly Phrase<T>[]): Numbered<T>[] => {
  const written = new Map<string, number>()
  const numberFor = (word: string): number => {
    let number = written.get(word)
    if (number === undefined) {
      number = addStem(stem(word))
      written.set(word, number)
    }
    return number
  }
  return phrases.map(({ words, value }) => ({ words: words.map(numberFor), value }))
}
const numberedForms = numberAll(forms)
const numberedNames = numberAll(names)

/** What is looked up of a text's word: its stem and the stem's number. */
export type Lexeme = { readonly stem: string; readonly number: number }
const ROOM = 20_000
let lexemes = new Map<string, Lexeme>()
export const lexemeOf = (word: string): Lexeme => {
  const known = lexemes.get(word)
  if (known !== undefined) return known
  const key = stem(word)
  const lexeme = { stem: key, number: numberOf(key) }
  if (lexemes.size >= ROOM) lexemes = new Map()
  lexemes.set(word, lexeme)
  return lexeme
}

const trieOf = <T>(phrases: readonly Numbered<T>[]): Trie<T> => {
  const trie = createTrie<T>(stems.length)
  for (const { words, value } of phrases) if (words.length > 0) addPhrase(trie, words, value)
  return trie
}
export const conceptTrie: Trie<Form> = trieOf(numberedForms)
export const placeTrie: Trie<PlaceName> = trieOf(numberedNames)

const TELLING = new Set(['problem', 'effect', 'action', 'cause'])
/** Denies the word behind it, and no other; it is also how water is written in a hurry. */
const NEGATION = 'ما'
const isLoose = ({ words, value }: Numbered<Form>): boolean =>
  (words.length === 2 || words.length === 3) &&
  TELLING.has(value.concept.kind) &&
  !value.doubt &&
  !words.some((word) => stems[word] === NEGATION) &&
  new Set(words).size === words.length
/** Problem phrases that may be said with other words between. */
export const loosePhrases = looseIndex(numberedForms.filter(isLoose))

/** How often the lexicon's Gulf and formal Arabic has each word. */
const arabicUses = (): Map<string, number> => {
  const mask = maskOf(['kw', 'msa'])
  const uses = new Map<string, number>()
  for (const { words, value } of numberedForms)
    if (value.mask & mask)
      for (const word of words.map((number) => stems[number]!))
        if (isArabic(word)) uses.set(word, (uses.get(word) ?? 0) + 1)
  return uses
}
let byBones: ((bones: string) => string | null) | null = null
/** The lexicon's Arabic word with these consonants. */
export const arabicByBones = (bones: string): string | null => {
  byBones ??= createArabizi(arabicUses())
  return byBones(bones)
}

/** Languages in which a Latin word is a function word, as a mask. */
export const functionWords: ReadonlyMap<string, number> = (() => {
  const map = new Map<string, number>()
  for (const language of formLanguages) {
    const mask = maskOf([language])
    for (const word of stopwords[language] ?? [])
      for (const key of rawWords(word)) map.set(key, (map.get(key) ?? 0) | mask)
  }
  return map
})()

/** Languages whose lexicon knows a Latin word, as a mask: what tells "maku" from Tagalog. */
export const lexiconWords: ReadonlyMap<string, number> = (() => {
  const masks = new Int32Array(stems.length)
  for (const { words, value } of numberedForms) for (const word of words) masks[word]! |= value.mask
  const latin = stems.flatMap((word, i): [string, number][] => (/^[a-z]/.test(word) ? [[word, masks[i]!]] : []))
  return new Map(latin.filter(([, mask]) => mask !== 0))
})()
