// Key → ring of the cases that lately carried it, in flat arrays: a flood of echoes of one case costs one place in each
// ring, a key that everyone uses keeps only its newest cases, and a million posts fit in a few hundred megabytes.
export type BlockIndex = {
  /** A key is given by its fingerprint, `hash32` of it. */
  add(print: number, caseNumber: number): void
  /** Cases under the key, newest first, into `found` from its start; returns how many, at most `ring`. */
  under(print: number, found: Int32Array): number
  keys(): number
}

export const ring = 12
const none = -1

type Table = {
  readonly mask: number
  readonly prints: Int32Array
  readonly heads: Int32Array
  readonly used: Int32Array
}
const tableOf = (size: number): Table => ({
  mask: size - 1,
  prints: new Int32Array(size),
  heads: new Int32Array(size).fill(none),
  used: new Int32Array(size),
})

/** The slot of a fingerprint, or the free slot where it would go. */
const slotOf = ({ mask, prints }: Table, place: number, print: number): number => {
  let slot = place & mask
  while (prints[slot] !== 0 && prints[slot] !== print) slot = (slot + 1) & mask
  return slot
}

/** Postings in one pool: a case number and the next posting; freed ones are chained for reuse. */
const createPool = () => {
  let cases = new Int32Array(1 << 12)
  let next = new Int32Array(1 << 12)
  let used = 0
  let free = none
  const take = (): number => {
    if (free !== none) {
      const node = free
      free = next[node]!
      return node
    }
    if (used === cases.length) {
      const grown = [cases, next].map((old) => {
        const larger = new Int32Array(old.length * 2)
        larger.set(old)
        return larger
      })
      cases = grown[0]!
      next = grown[1]!
    }
    return used++
  }
  const release = (node: number): void => {
    next[node] = free
    free = node
  }
  return {
    caseAt: (node: number) => cases[node]!,
    nextOf: (node: number) => next[node]!,
    /** Puts the case first under `head`, at most `ring` of them; returns the new head. */
    touch(head: number, caseNumber: number): number {
      if (head !== none && cases[head] === caseNumber) return head
      let before = none
      let at = head
      let length = 0
      while (at !== none && cases[at] !== caseNumber && length < ring - 1) {
        before = at
        at = next[at]!
        length++
      }
      if (at !== none && before !== none) next[before] = next[at]!
      const node = at === none ? take() : at
      cases[node] = caseNumber
      next[node] = head
      return node
    },
    releaseAll(head: number): void {
      for (let at = head; at !== none; ) {
        const following = next[at]!
        release(at)
        at = following
      }
    },
  }
}

export const createBlockIndex = (maxSlots = 1 << 24): BlockIndex => {
  let table = tableOf(1 << 12)
  let filled = 0
  let clock = 0
  const pool = createPool()

  /** Grows, or at the limit forgets the half of the keys that were used longest ago. */
  const rebuild = (): void => {
    const old = table
    const full = old.prints.length >= maxSlots
    const horizon = full ? clock - (clock - Math.min(...sample(old.used))) / 2 : 0
    table = tableOf(full ? old.prints.length : old.prints.length * 2)
    filled = 0
    for (let i = 0; i < old.prints.length; i++) {
      if (old.prints[i] === 0) continue
      if (old.used[i]! < horizon) {
        pool.releaseAll(old.heads[i]!)
        continue
      }
      const slot = slotOf(table, placeOf(old.prints[i]!), old.prints[i]!)
      table.prints[slot] = old.prints[i]!
      table.heads[slot] = old.heads[i]!
      table.used[slot] = old.used[i]!
      filled++
    }
  }

  return {
    add(print, caseNumber) {
      if (filled * 10 > table.prints.length * 7) rebuild()
      const slot = slotOf(table, placeOf(print), print)
      if (table.prints[slot] === 0) {
        table.prints[slot] = print
        filled++
      }
      table.heads[slot] = pool.touch(table.heads[slot]!, caseNumber)
      table.used[slot] = ++clock
    },
    under(print, found) {
      const slot = slotOf(table, placeOf(print), print)
      let length = 0
      for (let at = table.heads[slot]!; at !== none; at = pool.nextOf(at)) found[length++] = pool.caseAt(at)
      return length
    },
    keys: () => filled,
  }
}

/** Spreads fingerprints over the table. */
const placeOf = (print: number): number => Math.imul(print ^ (print >>> 15), 0x2c1b3c6d) >>> 0

const sample = (used: Int32Array): number[] => {
  const found: number[] = []
  for (let i = 0; i < used.length && found.length < 1000; i += 997) if (used[i]! > 0) found.push(used[i]!)
  return found.length === 0 ? [0] : found
}
