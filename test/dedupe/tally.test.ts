import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBlockIndex } from '../../dedupe/blocking/index.ts'
import { createTally } from '../../dedupe/blocking/tally.ts'
import { fade } from '../../dedupe/blocking/worth.ts'

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
      fc.property(uses, fc.uniqueArray(fc.integer({ min: 1, max: 9 })), (used, keys) => {
        const worths = Float64Array.from(keys, (key) => key / 2)
        const index = createBlockIndex()
        for (const { print, of } of used) index.add(Int32Array.of(print), of)
        const score = new Map<number, number>()
        const [found, lengths] = [new Int32Array(12), new Int32Array(1)]
        keys.forEach((print, i) => {
          index.look(Int32Array.of(print), found, lengths)
          found.subarray(0, lengths[0]).forEach((n, place) => {
            score.set(n, (score.get(n) ?? 0) + worths[i]! * fade[place]!)
          })
        })
        tally.count({ prints: Int32Array.from(keys), worths }, index)
        expect(drained(tally)).toEqual([...score].sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([n]) => n))
      }),
    )
  })
})
