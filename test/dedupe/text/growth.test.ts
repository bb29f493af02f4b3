// Reading grows in proportion to the text, whatever it is made of; beyond any complaint's length it does not grow at all.
import { describe, expect, it } from 'vitest'
import { prepare } from '../../../dedupe/prepare.ts'
import { maskPersonalData } from '../../../dedupe/text/personal-data.ts'
import { READ_LENGTH } from '../../../dedupe/text/read.ts'
import { costOf } from '../../cost.ts'
import { post } from '../post.ts'

const seeds = [
  'ق5 ',
  'ا',
  '@a',
  'a.',
  'http://x ',
  "'6a",
  '12345678901 ',
  '+965 1 ',
  'الظهر ',
  'السالمية ',
  '7awalli ',
  '🔥',
  'بَ',
  'फरवानिया ',
  'ﷺ',
  '1',
  'a@a.a.',
  'ماكو كهربا ',
  'باتجاه السالمية من حولي الى ',
  'قطعة 3 و 4 و ',
]
const long = (seed: string, length: number) => seed.repeat(Math.ceil(length / seed.length)).slice(0, length)

describe('the time to read a post', () => {
  it.each(seeds)('does not run away for 65,000 characters of "%s"', (seed) => {
    const short = costOf(() => prepare(post(long(seed, READ_LENGTH))))
    const most = short * 6 + 40
    expect(costOf(() => prepare(post(long(seed, 65_000))), { enough: most })).toBeLessThan(most)
  })

  it.each(seeds)('of masking grows in proportion for "%s"', (seed) => {
    const short = costOf(() => maskPersonalData(long(seed, 8_000)))
    const most = short * 24 + 10
    expect(costOf(() => maskPersonalData(long(seed, 64_000)), { enough: most })).toBeLessThan(most)
  })

  it('would notice quadratic work', () => {
    const quadratic = (n: number) => {
      let count = 0
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) count += (i ^ j) & 1
      return count
    }
    const most = costOf(() => quadratic(2_000)) * 24 + 10
    expect(costOf(() => quadratic(16_000), { enough: most })).toBeGreaterThan(most)
  })
})
