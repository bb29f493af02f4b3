/** Counting, grouping and ratios that every measure shares. */
export const group = <T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> => Map.groupBy(items, key)

export const tally = <K>(keys: Iterable<K>): Map<K, number> => {
  const counts = new Map<K, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** The commonest key; ties go to the first met. */
export const majority = <K>(keys: readonly K[]): K => [...tally(keys)].reduce((a, b) => (b[1] > a[1] ? b : a))[0]

export const ratio = (part: number, whole: number, empty: number): number => (whole === 0 ? empty : part / whole)
export const f1 = (p: number, r: number): number => (p + r === 0 ? 0 : (2 * p * r) / (p + r))
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, v) => sum + v, 0) / values.length
