import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hash32 } from '../../dedupe/comparisons/hash.ts'
import { count, pack, type Signature, start } from '../../dedupe/comparisons/signature.ts'
import { list } from '../../dedupe/comparisons/traits.ts'
import { keysOf } from '../../dedupe/index.ts'
import type { Token } from '../../dedupe/types.ts'
import { smallWorld } from './invented.ts'

const valuesOf = (packed: Signature, of: number): number[] => [
  ...packed.data.subarray(start(packed, of), start(packed, of) + count(packed, of)),
]
const plain = smallWorld.reports[0]!
const saying = (words: readonly string[]) => {
  const tokens = words.map((key): Token => ({ start: 0, end: 1, key, script: 'arabic' }))
  return { ...plain, tokens }
}
const words = fc.array(fc.string({ minLength: 2, maxLength: 9, unit: fc.constantFrom('م', 'ا', 'ي', 'b', 'k') }), {
  maxLength: 70,
})

describe('the lists of a packed report', () => {
  it('hold each of the first words once, in order', () => {
    fc.assert(
      fc.property(words, (said) => {
        const first = new Set(said.slice(0, 40).map((word) => hash32(word)))
        expect(valuesOf(pack(saying(said)), list.word)).toEqual([...first].sort((a, b) => a - b))
      }),
    )
  })

  it('are not those of the report that was packed before', () => {
    const before = valuesOf(pack(plain), list.word)
    pack(saying(['كهرباء', 'مقطوعة', 'عندنا']))
    expect(valuesOf(pack(plain), list.word)).toEqual(before)
  })

  it('are whole for a meaning longer than any of ours', () => {
    const meaning = Array.from({ length: 9000 }, (_, i) => (i % 255) - 127)
    expect(count(pack({ ...plain, meaning }), list.meaning)).toBe(2250)
  })
})

describe('the words that make keys', () => {
  it('are the five longest', () => {
    fc.assert(
      fc.property(words, (said) => {
        const long = [...new Set(said.filter((word) => word.length >= 4))]
        const rare = long.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, 5)
        const keys = keysOf(saying(said)).filter((key) => key.startsWith('w:'))
        expect(keys).toEqual(rare.map((word) => `w:${word}`))
      }),
    )
  })
})
