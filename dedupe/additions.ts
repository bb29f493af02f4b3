// Names of places and words for matters that people add to the profile, found beside its own: a list in, a small index out. A
// report that heard one says so in its version, so that it is read again when that one is taken back.
import { hash32 } from './comparisons/hash.ts'
import { concepts, type Place, places, topics } from './profiles/kuwait/index.ts'
import { fold, foldWord } from './text/fold.ts'
import { arabicScriptLanguage } from './text/language.ts'
import { type Form, formLanguages, isArticle, maskOf, type PlaceName, rawWords, topicConcept } from './text/lexicon.ts'
import { bare, createStemmer } from './text/stem.ts'
import { type Word, wordsOf } from './text/tokens.ts'
import { addPhrase, createTrie, type Found, longestAt, type Trie, UNKNOWN } from './text/trie.ts'
import type { Span } from './types.ts'

/** `word`: the name is an ordinary word too, and means this only beside what makes it so. */
export type Addition =
  | { readonly kind: 'place'; readonly name: string; readonly means: string; readonly word: boolean }
  | { readonly kind: 'landmark'; readonly name: string; readonly area: string; readonly word: boolean }
  | { readonly kind: 'matter'; readonly name: string; readonly means: string; readonly word: boolean }

type Marked = { readonly mark: string }
export type Added = {
  readonly marks: ReadonlySet<string>
  readonly numberOf: (word: string) => number
  readonly places: Trie<PlaceName & Marked>
  readonly forms: Trie<Form & Marked>
}

/** What was found of them in a text, places by their first word. */
export type FoundAdditions = {
  readonly places: ReadonlyMap<number, Found<PlaceName>>
  readonly forms: readonly Found<Form>[]
  readonly marks: readonly string[]
}

const wordsOfName = (name: string): readonly string[] =>
  rawWords(name)
    .filter((word) => !isArticle(word))
    .map(bare)

const targetOf = (one: Addition): string => (one.kind === 'landmark' ? one.area : one.means)
const markOf = (one: Addition): string =>
  (hash32([one.kind, wordsOfName(one.name).join(' '), targetOf(one), one.word].join('|')) >>> 0).toString(36)

const placesById = new Map(places.map((place) => [place.id, place]))
const matters = new Map([
  ...concepts.filter(({ kind }) => kind === 'problem').map((concept) => [concept.id, concept] as const),
  ...topics.map(({ id }) => [id, topicConcept(id)] as const),
])

/** A landmark carries its area and its name in its id: whoever shows it needs no list. */
export const landmarkId = ({ name, area }: { readonly name: string; readonly area: string }): string =>
  `added:${area}/${name}`
export const landmarkNamed = (id: string): string | null => /^added:[^/]+\/(.+)$/.exec(id)?.[1] ?? null

const placeOf = (one: Addition): Place | null => {
  if (one.kind === 'matter') return null
  const known = placesById.get(targetOf(one))
  if (known === undefined) return null
  const own = { ar: one.name, names: [one.name], weak: [], ambiguous: null }
  if (one.kind === 'place') return { ...known, ...own }
  if (known.slot !== 'area') return null
  const { lat, lon } = known
  return { ...own, id: landmarkId(one), slot: 'landmark', type: 'added', en: one.name, areas: [known.id], lat, lon }
}

const formOf = (one: Addition, words: number): Form | null => {
  const concept = one.kind === 'matter' ? matters.get(one.means) : undefined
  return concept === undefined ? null : { concept, mask: maskOf(formLanguages), doubt: one.word, words, added: true }
}

/** What it means is known, and it has a word to be found by. */
export const isUsable = (one: Addition): boolean => {
  const words = wordsOfName(one.name)
  return words.length > 0 && words.join('').length > 1 && (placeOf(one) ?? formOf(one, words.length)) !== null
}

export const additionsOf = (list: readonly Addition[]): Added => {
  const usable = list.filter(isUsable).map((one) => ({ one, words: wordsOfName(one.name), mark: markOf(one) }))
  const vocabulary = new Set(usable.flatMap(({ words }) => words))
  const stem = createStemmer((word) => vocabulary.has(word))
  const numbers = new Map<string, number>()
  for (const word of vocabulary) numbers.set(stem(word), numbers.get(stem(word)) ?? numbers.size)
  const [placeTrie, formTrie] = [createTrie<PlaceName & Marked>(numbers.size), createTrie<Form & Marked>(numbers.size)]
  for (const { one, words, mark } of usable) {
    const path = words.map((word) => numbers.get(stem(word))!)
    const [place, form] = [placeOf(one), formOf(one, words.length)]
    if (place !== null) addPhrase(placeTrie, path, { place, weak: one.word, mark })
    if (form !== null) addPhrase(formTrie, path, { ...form, mark })
  }
  return {
    marks: new Set(usable.map(({ mark }) => mark)),
    numberOf: (word) => numbers.get(stem(word)) ?? UNKNOWN,
    places: placeTrie,
    forms: formTrie,
  }
}

export const noAdditions = additionsOf([])
const nothing: FoundAdditions = { places: new Map(), forms: [], marks: [] }

export const additionsIn = (words: readonly Word[], added: Added): FoundAdditions => {
  if (added.marks.size === 0) return nothing
  const numbers = Int32Array.from(words, ({ key }) => {
    const number = added.numberOf(key)
    return number === UNKNOWN ? added.numberOf(foldWord(key)) : number
  })
  if (numbers.every((number) => number === UNKNOWN)) return nothing
  const skip = (at: number) => isArticle(words[at]!.key)
  const walk = <T>(trie: Trie<T>): Found<T>[] => {
    const found: Found<T>[] = []
    for (let from = 0; from < words.length; from++) {
      const one = longestAt(trie, numbers, from, () => true, skip)
      if (one !== null && one.to > (found.at(-1)?.to ?? 0)) found.push(one)
    }
    return found
  }
  const [named, said] = [walk(added.places), walk(added.forms)]
  const marks = [...named, ...said].flatMap(({ values }) => values.map(({ mark }) => mark))
  return { places: new Map(named.map((one) => [one.from, one])), forms: said, marks: [...new Set(marks)].sort() }
}

/** Where a text says one of them: cheap, for it reads nothing else. */
export const spansOfAdditions = (text: string, added: Added): readonly Span[] => {
  const alphabet = arabicScriptLanguage(text) === 'ar' ? 'arabic' : 'urdu'
  const { words } = wordsOf(fold(text, alphabet), text)
  const { places: named, forms } = additionsIn(words, added)
  return [...named.values(), ...forms]
    .map(({ from, to }) => ({ start: words[from]!.start, end: words[to - 1]!.end }))
    .sort((a, b) => a.start - b.start)
}
