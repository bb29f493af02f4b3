// A phrase whose words stand near each other in another order or with others between: "كهربا من أمس ماكو".
import { UNKNOWN } from './trie.ts'

/** Words by their numbers. */
export type LoosePhrase<T> = { readonly words: readonly number[]; readonly value: T }
/** Phrases under one word: two numbers a phrase for its other words (one twice where there is one), and its value. */
type Row<T> = { readonly words: Int32Array; readonly values: readonly T[] }
export type LooseIndex<T> = ReadonlyMap<number, Row<T>>

const rowOf = <T>(under: number, phrases: readonly LoosePhrase<T>[]): Row<T> => {
  const others = phrases.map(({ words }) => words.filter((word) => word !== under))
  return {
    words: Int32Array.from(others.flatMap(([a, b]) => [a!, b ?? a!])),
    values: phrases.map(({ value }) => value),
  }
}

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
  return new Map([...index].map(([word, row]) => [word, rowOf(word, row)]))
}

const REACH = 4

/** Where a word stands nearest to `at`, within reach, or -1. */
const nearest = (words: Int32Array, at: number, word: number): number => {
  for (let step = 1; step <= REACH; step++) {
    if (words[at - step] === word) return at - step
    if (words[at + step] === word) return at + step
  }
  return -1
}

export type Near<T> = { readonly from: number; readonly to: number; readonly value: T }

/** Phrases all of whose words stand within a few words of their rarest, in the same sentence. */
export const nearIn = <T>(
  index: LooseIndex<T>,
  words: Int32Array,
  ends: (from: number, to: number) => boolean,
  accept: (value: T) => boolean,
): Near<T>[] => {
  const found: Near<T>[] = []
  for (let at = 0; at < words.length; at++) {
    const row = words[at] === UNKNOWN ? undefined : index.get(words[at]!)
    if (row === undefined) continue
    for (let i = 0; i < row.values.length; i++) {
      const a = nearest(words, at, row.words[2 * i]!)
      const b = a < 0 ? -1 : nearest(words, at, row.words[2 * i + 1]!)
      if (b < 0) continue
      const [from, to] = [Math.min(at, a, b), Math.max(at, a, b)]
      const value = row.values[i]!
      if (accept(value) && !ends(from, to)) found.push({ from, to: to + 1, value })
    }
  }
  return found
}
