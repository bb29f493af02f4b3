import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatExport } from '../../../connectors/chat-export/index.ts'

const chat = (...dates: readonly string[]) => Buffer.from(dates.map((date) => `${date}, 10:00 - A: x`).join('\n'))
const found = (...dates: readonly string[]) => {
  const [first, ...rest] = chatExport.inspect(chat(...dates))
  return first?.type === 'ambiguous-dates'
    ? 'ambiguous'
    : [first, ...rest].map((event) => event?.createdAt?.slice(0, 10))
}

describe('day and month', () => {
  it.each([
    ['a day above twelve in the first place', ['01/05/2026', '13/05/2026'], ['2026-05-01', '2026-05-13']],
    ['a day above twelve in the second place', ['5/1/26', '5/13/26'], ['2026-05-01', '2026-05-13']],
    [
      'the one order in which time runs forward',
      ['10/02/2026', '11/02/2026', '03/03/2026'],
      ['2026-02-10', '2026-02-11', '2026-03-03'],
    ],
    ['a year of four digits in front', ['2026-03-04', '2026-03-05'], ['2026-03-04', '2026-03-05']],
    ['a year of two digits in front', ['26/03/27', '26/03/28', '26/04/01'], ['2026-03-27', '2026-03-28', '2026-04-01']],
    [
      'days in a row within one month',
      ['01/05/2026', '02/05/2026', '03/05/2026'],
      ['2026-05-01', '2026-05-02', '2026-05-03'],
    ],
    ['dates that read the same both ways', ['05/05/2026'], ['2026-05-05']],
    ['dots, which only day-first countries write', ['01.05.2026'], ['2026-05-01']],
    ['Arabic script', ['٠١/٠٥/٢٠٢٦'], ['2026-05-01']],
  ])('are told by %s', (_, dates, expected) => {
    expect(found(...dates)).toEqual(expected)
  })
  it.each([
    [['01/05/2026']],
    [['01/05/2026', '02/06/2026']],
  ])('are called ambiguous where %s does not tell', (dates) => {
    expect(found(...dates)).toBe('ambiguous')
  })
  it('follow --order where it is given', () => {
    expect(chatExport.inspect(chat('01/05/2026'), { order: 'mdy' })).toEqual([
      expect.objectContaining({ createdAt: '2026-01-05T07:00:00.000Z' }),
    ])
  })
  it('are found for any chat that lasts longer than a month', () => {
    const day = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2029, 0) })
    fc.assert(
      fc.property(day, fc.boolean(), (start, monthFirst) => {
        const days = Array.from({ length: 40 }, (_, n) => new Date(start + n * 86_400_000))
        const written = days.map((at) => {
          const [d, m] = [at.getUTCDate(), at.getUTCMonth() + 1]
          return `${monthFirst ? `${m}/${d}` : `${d}/${m}`}/${at.getUTCFullYear()}`
        })
        expect(found(...written)).toEqual(days.map((at) => at.toISOString().slice(0, 10)))
      }),
      { numRuns: 40 },
    )
  })
})
