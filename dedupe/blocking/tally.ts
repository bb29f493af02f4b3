// The cases a report's keys lead to, the likeliest first: those with the most keys, the most telling ones, and those that
// were lately said. Its room is small and reused, whatever the index holds.
import { type BlockIndex, ring } from './index.ts'
import type { WeighedKeys } from './keys.ts'
import { fade } from './worth.ts'

export type Tally = {
  count(keys: WeighedKeys, index: Pick<BlockIndex, 'look'>): void
  /** The best cases, which will be asked for next: as many as `best` holds up to `to`. */
  ahead(look: (best: Int32Array, to: number) => void): void
  /** The best case not yet given, -1 when there is none. */
  next(): number
  /** How loud the keys speak for the best case not yet given, 0 when there is none. */
  worth(): number
}

/** How many cases to take, and how far below the first they may stand. */
export type Reach = { readonly most: number; readonly always: number; readonly quiet: number }
/** Cases a report is compared with in full. The right one is hardly ever further down. */
export const near: Reach = { most: 5, always: 3, quiet: 0.3 }
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

/** What one count works in; renewed where a post has more keys than any before. */
const roomFor = (keys: number) => {
  const size = 2 ** Math.ceil(Math.log2(keys * ring * 2 + 1))
  return {
    keys,
    /** What lies under all keys, `ring` places for each. */
    under: new Int32Array(keys * ring),
    lengths: new Int32Array(keys),
    /** An open-addressed table, four numbers a slot: the count it is from (old ones are free), the case, where it stands below. */
    cells: new Int32Array(4 * size),
    /** The cases met, in the order they were met. */
    numbers: new Int32Array(size),
    score: new Float64Array(size),
  }
}
type Room = ReturnType<typeof roomFor>

/** Adds up what the keys say for each case; returns how many were met. `now` tells this count's slots from old ones. */
const addUp = ({ under, lengths, cells, numbers, score }: Room, { worths }: WeighedKeys, now: number): number => {
  const last = cells.length - 1
  let met = 0
  for (let i = 0; i < worths.length; i++) {
    const from = i * ring
    for (let k = 0; k < lengths[i]!; k++) {
      const number = under[from + k]!
      const worth = worths[i]! * fade[k]!
      let at = (Math.imul(number, 0x9e3779b1) >>> 5) & last & ~3
      while (cells[at] === now && cells[at + 1] !== number) at = (at + 4) & last
      if (cells[at] === now) {
        score[cells[at + 2]!]! += worth
        continue
      }
      cells[at] = now
      cells[at + 1] = number
      cells[at + 2] = met
      numbers[met] = number
      score[met] = worth
      met++
    }
  }
  return met
}

const before = ({ score, numbers }: Room, a: number, b: number): boolean =>
  score[a]! > score[b]! || (score[a] === score[b] && numbers[a]! > numbers[b]!)

/** The best of those met that come after `last` (-1: of all), in order; returns how many. Few are ever asked for. */
const choose = (room: Room, met: number, last: number, best: Int32Array): number => {
  let chosen = 0
  for (let i = 0; i < met; i++) {
    if (chosen === best.length && before(room, best[chosen - 1]!, i)) continue
    if (last >= 0 && !before(room, last, i)) continue
    let at = chosen < best.length ? chosen++ : chosen - 1
    for (; at > 0 && before(room, i, best[at - 1]!); at--) best[at] = best[at - 1]!
    best[at] = i
  }
  return chosen
}

export const createTally = (): Tally => {
  let room = roomFor(42)
  let now = 0
  let met = 0
  /** As many as are usually asked for. */
  const best = new Int32Array(2 * near.most)
  const first = new Int32Array(near.most)
  let chosen = 0
  let given = 0
  const top = (): number => {
    if (given === chosen && chosen > 0) {
      chosen = choose(room, met, best[chosen - 1]!, best)
      given = 0
    }
    return given < chosen ? best[given]! : -1
  }

  return {
    count(keys, index) {
      const { prints } = keys
      if (prints.length > room.keys) {
        room = roomFor(prints.length)
        now = 0
      }
      index.look(prints, room.under, room.lengths)
      now++
      met = addUp(room, keys, now)
      chosen = choose(room, met, -1, best)
      given = 0
    },
    ahead(look) {
      const to = Math.min(chosen, first.length)
      for (let i = 0; i < to; i++) first[i] = room.numbers[best[i]!]!
      look(first, to)
    },
    worth: () => (top() < 0 ? 0 : room.score[top()]!),
    next() {
      const one = top()
      if (one < 0) return -1
      given++
      return room.numbers[one]!
    },
  }
}
