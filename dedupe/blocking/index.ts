// Key → ring of the cases that lately carried it, in flat arrays: a flood of echoes of one case costs one place in each
// ring, a key that everyone uses keeps only its newest cases, and a million posts fit in a few hundred megabytes.
import { createRings, nothing, ring } from './rings.ts'

export { ring }

export type BlockIndex = {
  /** Keys are given by their fingerprints, `hash32` of them. */
  add(prints: Int32Array, caseNumber: number): void
  /** Cases under each key, newest first, into `found`, `ring` places a key, and how many they are into `lengths`. */
  look(prints: Int32Array, found: Int32Array, lengths: Int32Array): void
  keys(): number
}

/**
 * Three numbers a slot, side by side so that a look-up meets all at once: the fingerprint, the head, when the key was last
 * used. Most keys lead to one case: the head is then its number; else it is the negative name of a ring.
 */
type Table = { readonly size: number; readonly cells: Int32Array }
const [head, used, wide] = [1, 2, 3]
const tableOf = (size: number): Table => ({ size, cells: new Int32Array(size * wide) })

/** Where a fingerprint is at home, in numbers: they are spread over the table. */
const homeOf = ({ size }: Table, print: number): number =>
  (Math.imul(print ^ (print >>> 15), 0x2c1b3c6d) & (size - 1)) * wide

/** Where a fingerprint lies, or the free place where it would go. */
const placeOf = (table: Table, print: number): number => {
  const { cells } = table
  let at = homeOf(table, print)
  for (let met = cells[at]!; met !== 0 && met !== print; met = cells[at]!) {
    at += wide
    if (at === cells.length) at = 0
  }
  return at
}

/** So many steps of the clock while a full table is filled anew: fine enough to tell old keys from new ones. */
const steps = 64

export const createBlockIndex = (maxSlots = 1 << 23): BlockIndex => {
  let table = tableOf(Math.min(maxSlots, 1 << 12))
  let filled = 0
  let adds = 0
  const rings = createRings()
  const now = (): number => Math.floor((adds * steps) / maxSlots) & 0xffff

  /** The age that half of the keys exceed. */
  const middleAge = ({ cells }: Table): number => {
    const ages: number[] = []
    for (let at = 0; at < cells.length && ages.length < 1000; at += 3 * wide)
      if (cells[at] !== 0) ages.push((now() - cells[at + used]!) & 0xffff)
    return ages.sort((a, b) => a - b)[ages.length >> 1] ?? 0
  }

  /** Grows, or at the limit forgets the half of the keys that were used longest ago. */
  const rebuild = (): void => {
    const { size, cells: old } = table
    const full = size >= maxSlots
    const oldest = full ? middleAge(table) : Number.POSITIVE_INFINITY
    table = tableOf(full ? size : size * 2)
    filled = 0
    for (let from = 0; from < old.length; from += wide) {
      if (old[from] === 0) continue
      if (((now() - old[from + used]!) & 0xffff) >= oldest) {
        rings.release(old[from + head]!)
        continue
      }
      const at = placeOf(table, old[from]!)
      for (let i = 0; i < wide; i++) table.cells[at + i] = old[from + i]!
      filled++
    }
  }

  const addOne = (print: number, caseNumber: number): void => {
    if (filled * 10 > table.size * 7) rebuild()
    const at = placeOf(table, print)
    const { cells } = table
    if (cells[at] === 0) {
      cells[at] = print
      cells[at + head] = caseNumber
      filled++
    } else cells[at + head] = rings.touch(cells[at + head]!, caseNumber)
    cells[at + used] = now()
    adds++
  }

  return {
    add(prints, caseNumber) {
      for (let i = 0; i < prints.length; i++) addOne(prints[i]!, caseNumber)
    },
    // Three rounds over all keys, none of which waits for what another is still fetching: a wait for memory costs more than
    // the rest of a look-up, and waits that do not depend on one another overlap.
    look(prints, found, lengths) {
      const { cells } = table
      for (let i = 0; i < prints.length; i++) lengths[i] = cells[homeOf(table, prints[i]!)]!
      for (let i = 0; i < prints.length; i++) {
        const at = lengths[i] === prints[i] ? homeOf(table, prints[i]!) : placeOf(table, prints[i]!)
        const list = cells[at] === 0 ? nothing : cells[at + head]!
        found[i * ring] = list
        lengths[i] = rings.length(list)
      }
      for (let i = 0; i < prints.length; i++) if (lengths[i]! > 0) rings.read(found[i * ring]!, found, i * ring)
    },
    keys: () => filled,
  }
}
