// The cases a report's keys lead to, the likeliest first: those with the most precise keys, the most of them, and keys
// that few others carry. Its room is small and reused, whatever the index holds.
import { type BlockIndex, ring } from './index.ts'

export type Tally = {
  count(prints: Int32Array, index: Pick<BlockIndex, 'under'>): void
  /** The best case not yet given, -1 when there is none. */
  next(): number
  /** How loud the keys speak for the best case not yet given, 0 when there is none. */
  worth(): number
}

/** How many cases to take, and how far below the first they may stand. */
export type Reach = { readonly most: number; readonly always: number; readonly quiet: number }
/** Cases a report is compared with in full. The right one is hardly ever further down. */
export const near: Reach = { most: 6, always: 3, quiet: 0.3 }
/** What a store offers, and what candidate recall is measured by. */
export const far: Reach = { most: 32, always: 32, quiet: 0 }

/** Cases to the set, the loudest first, by `add`, which may find none living under a number. */
export const addLoudest = (
  tally: Tally,
  { most, always, quiet }: Reach,
  found: { readonly size: number },
  add: (number: number) => void,
): void => {
  const line = tally.worth() * quiet
  for (let left = most * 2; left > 0 && found.size < most; left--) {
    if (found.size >= always && tally.worth() < line) return
    const number = tally.next()
    if (number < 0) return
    add(number)
  }
}

/** A key that leads to many cases says less about each. */
const share = Float64Array.from({ length: ring + 1 }, (_, n) => 1 / Math.sqrt(Math.max(1, n)))

export const createTally = (): Tally => {
  /** An open-addressed table of case numbers; `round` tells this count's entries from old ones. */
  let mask = (1 << 11) - 1
  let numbers = new Int32Array(mask + 1)
  let score = new Float64Array(mask + 1)
  let round = new Int32Array(mask + 1)
  let now = 0
  /** A heap of slots, the best on top. */
  let heap = new Int32Array(mask + 1)
  let size = 0
  const under = new Int32Array(ring)

  const makeRoomFor = (postings: number): void => {
    if (postings * 2 <= mask) return
    mask = 2 ** Math.ceil(Math.log2(postings * 2 + 1)) - 1
    numbers = new Int32Array(mask + 1)
    score = new Float64Array(mask + 1)
    round = new Int32Array(mask + 1)
    heap = new Int32Array(mask + 1)
  }
  const slotOf = (number: number): number => {
    let slot = (Math.imul(number, 0x9e3779b1) >>> 7) & mask
    while (round[slot] === now && numbers[slot] !== number) slot = (slot + 1) & mask
    return slot
  }
  const before = (a: number, b: number): boolean =>
    score[a]! > score[b]! || (score[a] === score[b] && numbers[a]! > numbers[b]!)
  const sink = (from: number): void => {
    const slot = heap[from]!
    let at = from
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && before(heap[child + 1]!, heap[child]!)) child++
      if (!before(heap[child]!, slot)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = slot
  }

  return {
    count(prints, index) {
      makeRoomFor(prints.length * ring)
      size = 0
      now++
      for (let i = 0; i < prints.length; i++) {
        const length = index.under(prints[i]!, under)
        const worth = share[length]! / (4 + i)
        for (let k = 0; k < length; k++) {
          const slot = slotOf(under[k]!)
          if (round[slot] !== now) {
            round[slot] = now
            numbers[slot] = under[k]!
            score[slot] = 0
            heap[size++] = slot
          }
          score[slot] = score[slot]! + worth
        }
      }
      for (let i = (size >> 1) - 1; i >= 0; i--) sink(i)
    },
    worth: () => (size === 0 ? 0 : score[heap[0]!]!),
    next() {
      if (size === 0) return -1
      const best = numbers[heap[0]!]!
      heap[0] = heap[--size]!
      if (size > 0) sink(0)
      return best
    },
  }
}
