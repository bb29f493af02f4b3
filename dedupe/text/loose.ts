// A phrase whose words stand near each other in another order or with others between: "كهربا من أمس ماكو".
import { UNKNOWN } from './trie.ts'

/** Words by their numbers. */
export type LoosePhrase<T> = { readonly words: readonly number[]; readonly value: T }
export type LooseIndex<T> = ReadonlyMap<number, readonly LoosePhrase<T>[]>

/** Phrases of two or three words, each under its rarest. */
export const looseIndex = <T>(phrases: readonly LoosePhrase<T>[]): LooseIndex<T> => {
  const uses = new Map<number, number>()
  for (const { words } of phrases) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1)
  const index = new Map<number, LoosePhrase<T>[]>()
  for (const phrase of phrases) {
    const rarest = phrase.words.reduce((a, b) => (uses.get(b)! < uses.get(a)! ? b : a))
    const row = index.get(rarest)
    if (row === undefined) index.set(rarest, [phrase])
    else row.push(phrase)
  }
  return index
}

const REACH = 4

/** Where a word stands nearest to `at`, or -1. */
const nearest = (words: Int32Array, at: number, word: number): number => {
  for (let step = 0; step <= REACH; step++) {
    if (words[at - step] === word) return at - step
    if (words[at + step] === word) return at + step
  }
  return -1
}

export type Near<T> = { readonly from: number; readonly to: number; readonly value: T }

const phraseAt = <T>(phrase: LoosePhrase<T>, words: Int32Array, at: number): Near<T> | null => {
  let [from, to] = [at, at]
  for (const word of phrase.words) {
    const i = nearest(words, at, word)
    if (i < 0) return null
    if (i < from) from = i
    if (i > to) to = i
  }
  return to > from ? { from, to: to + 1, value: phrase.value } : null
}

/** Phrases all of whose words stand within a few words of their rarest, in the same sentence. */
export const nearIn = <T>(
  index: LooseIndex<T>,
  words: Int32Array,
  ends: (from: number, to: number) => boolean,
  accept: (value: T) => boolean,
): Near<T>[] => {
  const found: Near<T>[] = []
  for (let at = 0; at < words.length; at++) {
    const phrases = words[at] === UNKNOWN ? undefined : index.get(words[at]!)
    if (phrases === undefined) continue
    for (const phrase of phrases) {
      const near = phraseAt(phrase, words, at)
      if (near !== null && accept(near.value) && !ends(near.from, near.to - 1)) found.push(near)
    }
  }
  return found
}
