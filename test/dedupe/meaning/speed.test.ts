import { describe, expect, it } from 'vitest'
import { classifyKind, classifyTopic, embed, similarity } from '../../../dedupe/meaning/index.ts'

const report = 'حفرة بالدائري السادس باتجاه الجهراء بعد مخرج المطار وايد خطيرة والسيارات تتفاداها'

/** Processor milliseconds of the quickest of some rounds: what the code costs, not what else the machine does. */
const cost = (work: (round: number) => void, rounds = 5): number => {
  const times = Array.from({ length: rounds }, (_, round) => {
    const before = process.cpuUsage()
    work(round)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

const many = (text: string) => (round: number) => {
  for (let i = 0; i < 100; i++) embed(`${text} ${round}.${i}`)
}

describe('reading meaning', () => {
  it('grows no faster than the text, until the text is too long to be read whole', () => {
    many(report)(0)
    const [once, tenfold, hundredfold] = [1, 10, 100].map((times) => cost(many(report.repeat(times))))
    expect(tenfold! / once!).toBeLessThan(20)
    expect(hundredfold! / tenfold!).toBeLessThan(5)
  })

  it('would be caught by the same clock if it compared every letter with every other', () => {
    const everyPair = (size: number) => () => {
      let sum = 0
      for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) sum += (i * j) % 7
      expect(sum).toBeGreaterThan(0)
    }
    expect(cost(everyPair(8000)) / cost(everyPair(800))).toBeGreaterThan(20)
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
    const spent = cost((round) => {
      const fresh = `${round} ${text}`
      embed(fresh)
      classifyKind(fresh)
      classifyTopic(fresh)
    })
    expect(spent).toBeLessThan(20)
  })

  it('compares two long hostile texts in bounded time', () => {
    const [a, b] = ['اب'.repeat(30_000), 'با 1 '.repeat(13_000)]
    expect(cost(() => similarity(a, b))).toBeLessThan(50)
  })
})
