import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { score } from '../../dedupe/evaluate/score.ts'
import { cluster, figuresOf, type Mode, shippedWeights } from '../../dedupe/index.ts'
import { readWorld } from '../../src/cli/worlds.ts'
import { minutes, post, smallPosts, smallWorld } from './invented.ts'

const modes: readonly Mode[] = ['strict', 'balanced']
const together = (out: ReturnType<typeof cluster>, ...ids: string[]) =>
  new Set(out.filter(({ id }) => ids.includes(id)).map((line) => line.case)).size === 1

describe('clustering a stream', () => {
  it.each(modes)('gives every post one case, in input order, with honest numbers (%s)', (mode) => {
    const out = cluster(smallPosts, { mode })
    expect(out.map(({ id }) => id)).toEqual(smallPosts.map(({ id }) => id))
    const cases = new Set(out.map((line) => line.case))
    for (const line of out) {
      expect(line.p).toBeGreaterThanOrEqual(0)
      expect(line.p).toBeLessThanOrEqual(1)
      expect(line.suggested.length).toBeLessThanOrEqual(3)
      for (const id of line.suggested) expect(cases.has(id) && id !== line.case).toBe(true)
    }
  })

  it('is the same each time', () => {
    expect(cluster(smallPosts, { mode: 'balanced' })).toEqual(cluster(smallPosts, { mode: 'balanced' }))
  })

  it('beats merging nothing on the invented world, and strict keeps strangers apart', () => {
    const nothing = smallPosts.map(({ id }) => ({ id, case: id, suggested: [] }))
    const floor = score(smallWorld.gold, nothing).b3.f1
    expect(score(smallWorld.gold, cluster(smallPosts, { mode: 'balanced' })).b3.f1).toBeGreaterThan(floor + 0.05)
    expect(score(smallWorld.gold, cluster(smallPosts, { mode: 'strict' })).overmerge).toBe(0)
  })

  it('takes a greeting and a picture into the report of the same author', () => {
    const by = { author: 'hamad', channel: 'whatsapp', kind: 'dm' }
    const out = cluster(
      [
        post('hello', 'السلام عليكم', { ...by, at: minutes(0) }),
        post('report', 'الحاوية مليانة من أسبوع بالروضة قطعة ١', { ...by, at: minutes(1) }),
        post('other', 'كلاب ضالة في سعد العبدالله قطعة ٦', { at: minutes(2) }),
      ],
      { mode: 'strict' },
    )
    expect(together(out, 'hello', 'report')).toBe(true)
    expect(together(out, 'report', 'other')).toBe(false)
  })

  it('keeps copies of an advert out of every case', () => {
    const text = 'للبيع سيارة كامري ٢٠١٩ نظيفة، التواصل واتساب'
    const out = cluster([post('one', text), post('two', text, { at: minutes(3) })], { mode: 'strict' })
    expect(together(out, 'one', 'two')).toBe(false)
  })

  it('answers for an empty stream', () => {
    expect(cluster([], { mode: 'strict' })).toEqual([])
  })
})

// The sample world was labelled to be tested on, never to be fitted to. A folder of further worlds may be named: SADA_GOLD;
// the weights were fitted to those, so their floors stand higher.
const folder = process.env.SADA_GOLD
const sample = [join(import.meta.dirname, '../../src/demo/world.jsonl'), 0.8, 0.85] as const
const fitted = ['a', 'b', 'c', 'i'].map((name) => [join(folder ?? '', `${name}.jsonl`), 0.84, 0.95] as const)

describe('on labelled worlds', () => {
  it.each(
    folder === undefined ? [sample] : [sample, ...fitted],
  )('%s stays above its floor', async (file, b3, pairs) => {
    const world = await readWorld(file)
    const nothing = score(
      world.gold,
      world.gold.map(({ id }) => ({ id, case: id, suggested: [] })),
    )
    const { modes: scores, candidates } = figuresOf(world, shippedWeights())
    expect(scores.balanced.b3.f1).toBeGreaterThan(Math.max(b3, nothing.b3.f1 + 0.1))
    expect(scores.balanced.pair.f1).toBeGreaterThan(0.6)
    expect(scores.strict.pair.p).toBeGreaterThan(pairs)
    expect(scores.strict.review.f1).toBeGreaterThan(0.9)
    expect(candidates.recall).toBeGreaterThan(0.97)
  })
})
