import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBlockIndex } from '../../dedupe/blocking/index.ts'
import { createTally } from '../../dedupe/blocking/tally.ts'

const drained = (tally: ReturnType<typeof createTally>): number[] => {
  const numbers: number[] = []
  for (let n = tally.next(); n >= 0; n = tally.next()) numbers.push(n)
  return numbers
}

describe('the tally of candidates', () => {
  it('gives each case once, by the worth of the keys it shares, the newer first among equals', () => {
    const uses = fc.array(fc.record({ print: fc.integer({ min: 1, max: 9 }), of: fc.nat(3000) }), { maxLength: 60 })
    const tally = createTally()
    fc.assert(
      fc.property(uses, fc.uniqueArray(fc.integer({ min: 1, max: 9 })), (used, prints) => {
        const index = createBlockIndex()
        for (const { print, of } of used) index.add(Int32Array.of(print), of)
        const score = new Map<number, number>()
        const [found, lengths] = [new Int32Array(12), new Int32Array(1)]
        prints.forEach((print, i) => {
          index.look(Int32Array.of(print), found, lengths)
          const length = lengths[0]!
          for (const n of found.subarray(0, length)) score.set(n, (score.get(n) ?? 0) + 1 / Math.sqrt(length) / (4 + i))
        })
        tally.count(Int32Array.from(prints), index)
        expect(drained(tally)).toEqual([...score].sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([n]) => n))
      }),
    )
  })
})
