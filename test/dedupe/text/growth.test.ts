// Reading grows in proportion to the text, whatever it is made of; beyond any complaint's length it does not grow at all.
import { describe, expect, it } from 'vitest'
import { prepare } from '../../../dedupe/prepare.ts'
import { maskPersonalData } from '../../../dedupe/text/personal-data.ts'
import { READ_LENGTH } from '../../../dedupe/text/read.ts'
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

/** Milliseconds of our own processor time: a busy machine does not count. */
const best = (work: () => void): number => {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    const start = process.cpuUsage().user
    work()
    least = Math.min(least, (process.cpuUsage().user - start) / 1000)
  }
  return least
}

describe('the time to read a post', () => {
  it.each(seeds)('does not run away for 65,000 characters of "%s"', (seed) => {
    const short = best(() => prepare(post(long(seed, READ_LENGTH))))
    const whole = best(() => prepare(post(long(seed, 65_000))))
    expect(whole).toBeLessThan(short * 6 + 40)
  })

  it.each(seeds)('of masking grows in proportion for "%s"', (seed) => {
    const short = best(() => maskPersonalData(long(seed, 8_000)))
    const whole = best(() => maskPersonalData(long(seed, 64_000)))
    expect(whole).toBeLessThan(short * 24 + 10)
  })

  it('would notice quadratic work', () => {
    const quadratic = (n: number) => {
      let count = 0
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) count += (i ^ j) & 1
      return count
    }
    const short = best(() => quadratic(2_000))
    expect(best(() => quadratic(16_000))).toBeGreaterThan(short * 24 + 10)
  })
})
