// Phrases as paths of words: one walk over a text finds the longest phrase at every word.

export type Trie<T> = { readonly next: Map<string, Trie<T>>; readonly ends: T[] }

export const createTrie = <T>(): Trie<T> => ({ next: new Map(), ends: [] })

export const addPhrase = <T>(root: Trie<T>, words: readonly string[], value: T): void => {
  let node = root
  for (const word of words) {
    let next = node.next.get(word)
    if (next === undefined) {
      next = createTrie()
      node.next.set(word, next)
    }
    node = next
  }
  node.ends.push(value)
}

export type Found<T> = { readonly from: number; readonly to: number; readonly values: readonly T[] }

/**
 * The longest phrase that begins at word `from` and has a value that is accepted. `skip` tells which words may stand
 * inside a phrase without belonging to it (an article written apart).
 */
export const longestAt = <T>(
  root: Trie<T>,
  words: readonly string[],
  from: number,
  accept: (value: T) => boolean,
  skip: (word: string) => boolean,
): Found<T> | null => {
  let node: Trie<T> | undefined = root
  let best: Found<T> | null = null
  for (let to = from; to < words.length; to++) {
    const next: Trie<T> | undefined = node.next.get(words[to]!)
    if (next === undefined) {
      if (to > from && skip(words[to]!)) continue
      break
    }
    node = next
    if (node.ends.length === 0) continue
    const values = node.ends.filter(accept)
    if (values.length > 0) best = { from, to: to + 1, values }
  }
  return best
}
