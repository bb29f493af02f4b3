// Key → ring of the cases that lately carried it, in flat arrays: a flood of echoes of one case costs one place in each
// ring, a key that everyone uses keeps only its newest cases, and a million posts fit in a few hundred megabytes.
import { createRings } from './rings.ts'

export { ring } from './rings.ts'

export type BlockIndex = {
  /** A key is given by its fingerprint, `hash32` of it. */
  add(print: number, caseNumber: number): void
  /** Cases under the key, newest first, into `found` from `at` on; returns how many, at most `ring`. */
  under(print: number, found: Int32Array, at: number): number
  keys(): number
}

/**
 * Fingerprint and head side by side, so that a look-up meets both at once. Most keys lead to one case: the head is then
 * its number; else it is the negative name of a ring.
 */
type Table = { readonly mask: number; readonly cells: Int32Array; readonly used: Uint16Array }
const tableOf = (size: number): Table => ({
  mask: size - 1,
  cells: new Int32Array(size * 2),
  used: new Uint16Array(size),
})

/** Spreads fingerprints over the table. */
const placeOf = (print: number): number => Math.imul(print ^ (print >>> 15), 0x2c1b3c6d) >>> 0

/** The slot of a fingerprint, or the free slot where it would go. */
const slotOf = ({ mask, cells }: Table, print: number): number => {
  let slot = placeOf(print) & mask
  for (let met = cells[slot * 2]!; met !== 0 && met !== print; met = cells[slot * 2]!) slot = (slot + 1) & mask
  return slot
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
  const middleAge = ({ cells, used }: Table): number => {
    const ages: number[] = []
    for (let slot = 0; slot < used.length && ages.length < 1000; slot += 3)
      if (cells[slot * 2] !== 0) ages.push((now() - used[slot]!) & 0xffff)
    return ages.sort((a, b) => a - b)[ages.length >> 1] ?? 0
  }

  /** Grows, or at the limit forgets the half of the keys that were used longest ago. */
  const rebuild = (): void => {
    const old = table
    const full = old.used.length >= maxSlots
    const oldest = full ? middleAge(old) : Number.POSITIVE_INFINITY
    table = tableOf(full ? old.used.length : old.used.length * 2)
    filled = 0
    for (let i = 0; i < old.used.length; i++) {
      const print = old.cells[i * 2]!
      const head = old.cells[i * 2 + 1]!
      if (print === 0) continue
      if (((now() - old.used[i]!) & 0xffff) >= oldest) {
        rings.release(head)
        continue
      }
      const slot = slotOf(table, print)
      table.cells[slot * 2] = print
      table.cells[slot * 2 + 1] = head
      table.used[slot] = old.used[i]!
      filled++
    }
  }

  return {
    add(print, caseNumber) {
      if (filled * 10 > table.used.length * 7) rebuild()
      const slot = slotOf(table, print)
      const { cells } = table
      if (cells[slot * 2] === 0) {
        cells[slot * 2] = print
        cells[slot * 2 + 1] = caseNumber
        filled++
      } else cells[slot * 2 + 1] = rings.touch(cells[slot * 2 + 1]!, caseNumber)
      table.used[slot] = now()
      adds++
    },
    under(print, found, at) {
      const slot = slotOf(table, print)
      return table.cells[slot * 2] === 0 ? 0 : rings.read(table.cells[slot * 2 + 1]!, found, at)
    },
    keys: () => filled,
  }
}
