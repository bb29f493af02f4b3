import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBlockIndex, ring } from '../../dedupe/blocking/index.ts'
import { weighedKeysOf } from '../../dedupe/blocking/keys.ts'
import { hash32 } from '../../dedupe/comparisons/hash.ts'
import { keysOf } from '../../dedupe/index.ts'
import { report, smallWorld } from './invented.ts'

const prints = (...keys: string[]) => Int32Array.from(keys, (key) => hash32(key))

const under = (index: ReturnType<typeof createBlockIndex>, key: string): number[] => {
  const [found, lengths] = [new Int32Array(ring), new Int32Array(1)]
  index.look(prints(key), found, lengths)
  return [...found.subarray(0, lengths[0])]
}

describe('the block index', () => {
  it('gives the cases under a key, newest first, each once', () => {
    const index = createBlockIndex()
    for (const n of [1, 2, 1, 3]) index.add(prints('key'), n)
    expect(under(index, 'key')).toEqual([3, 1, 2])
  })

  it('looks many keys up as it looks up one', () => {
    const index = createBlockIndex()
    for (const n of [1, 2, 3, 4, 5, 6]) index.add(prints('a', ...(n > 2 ? ['b'] : [])), n)
    index.add(prints('c'), 7)
    const [found, lengths] = [new Int32Array(4 * ring), new Int32Array(4)]
    index.look(prints('a', 'nobody', 'b', 'c'), found, lengths)
    const row = (i: number) => [...found.subarray(i * ring, i * ring + lengths[i]!)]
    expect([0, 1, 2, 3].map(row)).toEqual([[6, 5, 4, 3, 2, 1], [], [6, 5, 4, 3], [7]])
  })

  it('keeps a hot key bounded whatever is added', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 300 }), (cases) => {
        const index = createBlockIndex()
        for (const n of cases) index.add(prints('hot'), n)
        const newest = [...new Set(cases.toReversed())].slice(0, ring)
        expect(under(index, 'hot')).toEqual(newest)
      }),
    )
  })

  it('answers for thousands of keys as if they were alone', () => {
    const index = createBlockIndex()
    for (let n = 0; n < 20_000; n++) index.add(prints(`key-${n}`), n)
    expect([0, 777, 19_999].map((n) => under(index, `key-${n}`))).toEqual([[0], [777], [19_999]])
    expect(under(index, 'never')).toEqual([])
  })

  it('forgets the keys used longest ago when it is full, never the newest', () => {
    const index = createBlockIndex(1 << 12)
    for (let n = 0; n < 30_000; n++) index.add(prints(`key-${n}`), n)
    expect(index.keys()).toBeLessThan(1 << 12)
    expect(under(index, 'key-29999')).toEqual([29_999])
    expect(under(index, 'key-0')).toEqual([])
  })
})

describe('block keys', () => {
  it('join reports of one place and problem in two languages', () => {
    const [a, b] = [report('a', 'الكهرباء مقطوعة في مشرف قطعة ٢'), report('b', 'no electricity in Mishref block 2')]
    expect(keysOf(a).filter((key) => keysOf(b).includes(key) && key.startsWith('ab:'))).not.toEqual([])
  })

  it('join a reply to the post it answers, and to its other answers', () => {
    const parent = report('parent', 'الكهرباء مقطوعة')
    const [one, two] = ['one', 'two'].map((id) => report(id, 'وعندنا بعد', { replyTo: 'parent' }))
    expect(keysOf(parent)).toContain('thread:parent')
    expect(keysOf(one!)).toContain('thread:parent')
    expect(keysOf(two!)).toContain('thread:parent')
  })

  it('are in the index as their fingerprints', () => {
    for (const one of smallWorld.reports)
      expect([...weighedKeysOf(one).prints]).toEqual(keysOf(one).map((key) => hash32(key)))
  })

  it('stay few whatever the text holds', () => {
    const long = Array.from({ length: 3000 }, (_, i) => `كلمة${i} قطعة ${i % 12}`).join(' ')
    expect(keysOf(report('long', long)).length).toBeLessThan(200)
  })
})
