// Which features are worth a row: those seen in enough different texts.
import { featuresOf } from '../../dedupe/meaning/features.ts'

export type Vocabulary = { readonly keys: Uint32Array; readonly rowOf: ReadonlyMap<number, number> }

/** Keeps features of at least `least` texts, the most frequent first where there are more than `most`. */
export const vocabularyOf = (texts: Iterable<string>, least: number, most: number): Vocabulary => {
  const counts = new Map<number, number>()
  for (const text of texts) {
    const { hashes, count } = featuresOf(text)
    for (const hash of new Set(hashes.subarray(0, count))) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  }
  const kept = [...counts].filter(([, count]) => count >= least)
  kept.sort(([a, countA], [b, countB]) => countB - countA || a - b)
  const keys = Uint32Array.from(kept.slice(0, most), ([hash]) => hash).sort()
  return { keys, rowOf: new Map([...keys].map((key, row) => [key, row])) }
}

/** The rows of a text's known features, repeats included. */
export const rowsOf = (text: string, { rowOf }: Vocabulary): Int32Array => {
  const { hashes, count } = featuresOf(text)
  const rows: number[] = []
  for (let i = 0; i < count; i++) {
    const row = rowOf.get(hashes[i]!)
    if (row !== undefined) rows.push(row)
  }
  return Int32Array.from(rows)
}
