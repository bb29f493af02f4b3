// The cases a report's keys lead to, those with the most precise keys and the most of them first. Its room is reused.
import { type BlockIndex, ring } from '../blocking/index.ts'

export type Tally = {
  count(prints: Int32Array, index: BlockIndex): void
  /** The best case not yet given, -1 when there is none. */
  next(): number
}

export const createTally = (): Tally => {
  /** By case number; `round` tells scores of this count from old ones. */
  let score = new Float64Array(1 << 10)
  let round = new Int32Array(1 << 10)
  let now = 0
  /** A heap of case numbers, the best on top. */
  const heap: number[] = []
  const under = new Int32Array(ring)

  const grow = (number: number): void => {
    const [oldScore, oldRound] = [score, round]
    score = new Float64Array(2 ** Math.ceil(Math.log2(number + 1) + 1))
    round = new Int32Array(score.length)
    score.set(oldScore)
    round.set(oldRound)
  }
  const before = (a: number, b: number): boolean => score[a]! > score[b]! || (score[a] === score[b] && a > b)
  const sink = (from: number): void => {
    const number = heap[from]!
    let at = from
    for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
      if (!before(heap[child]!, number)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = number
  }

  return {
    count(prints, index) {
      heap.length = 0
      now++
      for (let i = 0; i < prints.length; i++) {
        const worth = 1 / (4 + i)
        const length = index.under(prints[i]!, under)
        for (let k = 0; k < length; k++) {
          const number = under[k]!
          if (number >= score.length) grow(number)
          if (round[number] !== now) {
            round[number] = now
            score[number] = 0
            heap.push(number)
          }
          score[number] = score[number]! + worth
        }
      }
      for (let i = (heap.length >> 1) - 1; i >= 0; i--) sink(i)
    },
    next() {
      const best = heap[0]
      if (best === undefined) return -1
      const last = heap.pop()!
      if (heap.length > 0) {
        heap[0] = last
        sink(0)
      }
      return best
    },
  }
}
