// Phrases as paths of numbered words: one walk over a text finds the longest phrase at every word.

/** A word that stands in no phrase. */
export const UNKNOWN = -1

type Node<T> = { next: Map<number, Node<T>> | null; readonly ends: T[] }
/** By the number of a phrase's first word. */
export type Trie<T> = (Node<T> | undefined)[]

export const createTrie = <T>(words: number): Trie<T> => new Array(words).fill(undefined)

const NONE: readonly never[] = []

const child = <T>(node: Node<T>, word: number): Node<T> => {
  node.next ??= new Map()
  let next = node.next.get(word)
  if (next === undefined) {
    next = { next: null, ends: [] }
    node.next.set(word, next)
  }
  return next
}

export const addPhrase = <T>(trie: Trie<T>, words: readonly number[], value: T): void => {
  let node = trie[words[0]!]
  if (node === undefined) {
    node = { next: null, ends: [] }
    trie[words[0]!] = node
  }
  for (let i = 1; i < words.length; i++) node = child(node, words[i]!)
  node.ends.push(value)
}

export type Found<T> = { readonly from: number; readonly to: number; readonly values: readonly T[] }

/**
 * The longest phrase that begins at word `from` and has a value that is accepted. `skip` tells which words may stand
 * inside a phrase without belonging to it (an article written apart).
 */
export const longestAt = <T>(
  trie: Trie<T>,
  words: Int32Array,
  from: number,
  accept: (value: T) => boolean,
  skip: (at: number) => boolean,
): Found<T> | null => {
  const first = words[from]!
  let node = first === UNKNOWN ? undefined : trie[first]
  if (node === undefined) return null
  let values: readonly T[] = node.ends.length === 0 ? NONE : node.ends.filter(accept)
  let end = from + 1
  for (let to = from + 1; node.next !== null && to < words.length; to++) {
    const next: Node<T> | undefined = node.next.get(words[to]!)
    if (next === undefined) {
      if (skip(to)) continue
      break
    }
    node = next
    if (node.ends.length === 0) continue
    const more = node.ends.filter(accept)
    if (more.length > 0) [values, end] = [more, to + 1]
  }
  return values.length === 0 ? null : { from, to: end, values }
}
