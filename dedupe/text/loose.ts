// A phrase whose words stand near each other in another order or with others between: "كهربا من أمس ماكو".

export type LoosePhrase<T> = { readonly words: readonly string[]; readonly value: T }
export type LooseIndex<T> = ReadonlyMap<string, readonly LoosePhrase<T>[]>

/** Phrases of two or three words, each under its rarest. */
export const looseIndex = <T>(phrases: readonly LoosePhrase<T>[]): LooseIndex<T> => {
  const uses = new Map<string, number>()
  for (const { words } of phrases) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1)
  const index = new Map<string, LoosePhrase<T>[]>()
  for (const phrase of phrases) {
    const rarest = phrase.words.reduce((a, b) => (uses.get(b)! < uses.get(a)! ? b : a))
    const row = index.get(rarest)
    if (row === undefined) index.set(rarest, [phrase])
    else row.push(phrase)
  }
  return index
}

const REACH = 4

export type Near<T> = { readonly from: number; readonly to: number; readonly value: T }

/** Phrases all of whose words stand within a few words of their rarest, in the same sentence. */
export const nearIn = <T>(
  index: LooseIndex<T>,
  keys: readonly string[],
  ends: (from: number, to: number) => boolean,
  accept: (value: T) => boolean,
): Near<T>[] => {
  const found: Near<T>[] = []
  const present = new Set(keys)
  for (let at = 0; at < keys.length; at++) {
    for (const { words, value } of index.get(keys[at]!) ?? []) {
      if (!words.every((word) => present.has(word)) || !accept(value)) continue
      let [from, to] = [at, at]
      const all = words.every((word) => {
        if (word === keys[at]) return true
        for (let step = 1; step <= REACH; step++) {
          for (const i of [at - step, at + step]) {
            if (keys[i] !== word) continue
            from = Math.min(from, i)
            to = Math.max(to, i)
            return true
          }
        }
        return false
      })
      if (all && to > from && !ends(from, to)) found.push({ from, to: to + 1, value })
    }
  }
  return found
}
