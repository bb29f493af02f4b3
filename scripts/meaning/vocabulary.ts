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

/** How many of the texts hold each feature of the vocabulary. */
const holdersOf = (texts: readonly string[], { keys, rowOf }: Vocabulary): Uint32Array => {
  const holders = new Uint32Array(keys.length)
  for (const text of texts) {
    const { hashes, count } = featuresOf(text)
    for (const hash of new Set(hashes.subarray(0, count))) {
      const row = rowOf.get(hash)
      if (row !== undefined) holders[row]!++
    }
  }
  return holders
}

/** Rarity in eighths of a natural logarithm, over reports and running text in equal parts. */
export const rarityOf = (
  vocabulary: Vocabulary,
  reports: readonly string[],
  running: readonly string[],
): Uint8Array => {
  const [inReports, inRunning] = [holdersOf(reports, vocabulary), holdersOf(running, vocabulary)]
  return Uint8Array.from(vocabulary.keys, (_, row) => {
    const share =
      (inReports[row]! + 0.5) / (reports.length + 1) / 2 + (inRunning[row]! + 0.5) / (running.length + 1) / 2
    return Math.min(255, Math.round(-Math.log(share) * 8))
  })
}
