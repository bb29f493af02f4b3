import { describe, expect, it } from 'vitest'
import { classifyKind, classifyTopic, embed, similarity } from '../../../dedupe/meaning/index.ts'
import { costOf } from '../../cost.ts'

const report = 'حفرة بالدائري السادس باتجاه الجهراء بعد مخرج المطار وايد خطيرة والسيارات تتفاداها'

/** How many times as much the second costs; more than `enough` is looked at again, for both are measured on a machine that may be busy. */
const ratioOf = (one: (round: number) => void, other: (round: number) => void, enough: number): number => {
  let least = Number.POSITIVE_INFINITY
  for (let look = 0; look < 6 && least > enough; look++) least = Math.min(least, costOf(other) / costOf(one))
  return least
}

const many = (text: string) => (round: number) => {
  for (let i = 0; i < 100; i++) embed(`${text} ${round}.${i}`)
}

describe('reading meaning', () => {
  it('grows no faster than the text, until the text is too long to be read whole', () => {
    many(report)(0)
    const [once, tenfold, hundredfold] = [1, 10, 100].map((times) => many(report.repeat(times)))
    expect(ratioOf(once!, tenfold!, 20)).toBeLessThan(20)
    expect(ratioOf(tenfold!, hundredfold!, 5)).toBeLessThan(5)
  })

  it('would be caught by the same clock if it compared every letter with every other', () => {
    const everyPair = (size: number) => () => {
      let sum = 0
      for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) sum += (i * j) % 7
      expect(sum).toBeGreaterThan(0)
    }
    expect(ratioOf(everyPair(800), everyPair(8000), 20)).toBeGreaterThan(20)
  })

  it.each([
    ['one letter', 'ا'.repeat(65_000)],
    ['words', 'ماكو كهربا '.repeat(6_000)],
    ['digits', '٩'.repeat(65_000)],
    ['at signs', '@'.repeat(65_000)],
    ['broken surrogates', '\ud83d'.repeat(65_000)],
    ['ligatures that unfold', '\ufdfa'.repeat(65_000)],
    ['links', 'http://a '.repeat(7_000)],
  ])('stays under 20 ms for 65,000 characters of %s', (_, text) => {
    const read = (round: number) => {
      const fresh = `${round} ${text}`
      embed(fresh)
      classifyKind(fresh)
      classifyTopic(fresh)
    }
    const spent = costOf(read, { enough: 20 })
    // Forty times what it takes; every letter compared with every other would take seconds.
    expect(spent).toBeLessThan(20)
  })

  it('compares two long hostile texts in bounded time', () => {
    const [a, b] = ['اب'.repeat(30_000), 'با 1 '.repeat(13_000)]
    expect(costOf(() => similarity(a, b), { enough: 50 })).toBeLessThan(50)
  })
})
