// The parts of the dashboard that are plain functions, with laws instead of examples where there are laws.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFormat } from '../../dashboards/format.ts'
import { parseFrame } from '../../dashboards/live.ts'
import { marksOf, nearestPost, segments } from '../../dashboards/marks.ts'
import { sharedWords } from '../../dashboards/shared-words.ts'
import { active, countChosen, readFilters, toQuery } from '../../dashboards/views/work-list/filters.ts'
import { hold } from '../../dashboards/views/work-list/hold.ts'
import type { CaseWire } from '../../src/http/contract.ts'
import { createWorld } from './fake-seeds.ts'

const cases = [...createWorld(Date.UTC(2026, 10, 28), 6).cases.values()]
const pick = (ids: readonly number[]) => ids.map((id) => cases[id % cases.length] as CaseWire)
const some = fc.uniqueArray(fc.nat(cases.length - 1)).map(pick)

describe('a list that is being read', () => {
  it('keeps every row where it is, whatever the server says', () => {
    fc.assert(
      fc.property(some, some, (shown, found) => {
        const ids = hold(shown, found)
          .rows.slice(0, shown.length)
          .map((one) => one.id)
        expect(ids).toEqual(shown.map((one) => one.id))
      }),
    )
  })

  it('shows the newest state of each row', () => {
    const [first, second] = pick([0, 1])
    if (!first || !second) throw new Error('the world has cases')
    const changed = { ...second, version: 9 }
    expect(hold([first, second], [changed, first]).rows[1]).toBe(changed)
  })

  it('is the very same list when nothing changed, so that it does not render', () => {
    fc.assert(fc.property(some, (shown) => hold(shown, [...shown]).rows === shown))
  })

  it('counts what is new above, and takes the next page below without a word', () => {
    const [a, b, c, d] = pick([0, 1, 2, 3])
    if (!a || !b || !c || !d) throw new Error('the world has cases')
    const held = hold([b, c], [a, b, c, d])
    expect(held.fresh).toBe(1)
    expect(held.rows).toEqual([b, c, d])
    expect(held.stale).toBe(true)
    expect(hold([a, b], [a, b, c])).toEqual({ rows: [a, b, c], fresh: 0, stale: false })
  })
})

describe('marked words', () => {
  const mark = fc.record({
    start: fc.integer({ min: -5, max: 60 }),
    end: fc.integer({ min: -5, max: 60 }),
    aspect: fc.constantFrom('place', 'problem'),
  })

  it('never lose or double a character of the text, whatever the spans', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.array(mark), (text, marks) => {
        expect(
          segments(text, marks)
            .map((one) => one.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  it('stand where the matcher said', () => {
    expect(segments('حفرة في السرة', [{ start: 8, end: 13, aspect: 'place' }])).toEqual([
      { start: 0, text: 'حفرة في ', aspect: null },
      { start: 8, text: 'السرة', aspect: 'place' },
    ])
  })

  it('are of the post that weighs most in the comparison', () => {
    const spans = [{ start: 0, end: 2 }]
    const terms = [
      { aspect: 'place', level: 'same-area', weight: 2, there: { of: 'p1', spans } },
      { aspect: 'problem', level: 'same', weight: 3, there: { of: 'p2', spans } },
      { aspect: 'time', level: 'older', weight: -2, there: { of: 'p1', spans } },
    ]
    const match = { case: 'c', weight: 3, p: 0.9, vetoed: false, terms }
    const said = { id: 'new', text: 'حفرة في السرة' }
    const posts = [
      { id: 'p2', text: 'حفرة في السرة' },
      { id: 'p1', text: 'غيرها' },
    ]
    expect(nearestPost(match, said, posts)?.id).toBe('p1')
    expect(nearestPost({ ...match, terms: [] }, said, posts.toReversed())?.id).toBe('p2')
    expect(marksOf(terms, { id: 'new', text: 'كذا' }, { id: 'p2', text: 'كذا' })).toEqual({
      here: [],
      there: [{ start: 0, end: 2, aspect: 'problem' }],
    })
  })
})

describe('words two texts share', () => {
  const shared = (a: string, b: string) => sharedWords(a, b).here.map(({ start, end }) => a.slice(start, end))
  it.each([
    ['الكهربا مقطوعة بالسرة ق ٤', 'انقطعت الكهرباء في السرة قطعة 4', ['بالسرة', '٤']],
    ['حُفرة عند المدرسه', 'الحفرة يم مدرسة', ['حُفرة', 'المدرسه']],
    ['Lights out in Surra', 'no lights in surra!', ['Lights', 'Surra']],
    ['من في على', 'من في على', []],
  ])('in %j and %j', (a, b, words) => expect(shared(a, b)).toEqual(words))

  it('are the same words from either side', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(sharedWords(a, b).there).toEqual(sharedWords(b, a).here)
      }),
    )
  })
})

describe('numbers and times', () => {
  it.each([
    ['ar-KW-u-ca-gregory-nu-latn', '2,468', '+1.5', '2 س 10 د'],
    ['ar-KW-u-ca-gregory-nu-arab', '٢٬٤٦٨', '+١٫٥', '٢ س ١٠ د'],
    ['en-GB-u-ca-gregory-nu-latn', '2,468', '+1.5', '2h 10m'],
  ])('are written one way throughout in %s', (locale, number, signed, span) => {
    const format = createFormat(locale)
    const plain = (text: string) => text.replace(/[\u200e\u200f\u061c]/g, '')
    expect(plain(format.number(2468))).toBe(number)
    expect(plain(format.signed(1.5))).toBe(signed)
    expect(plain(format.span(130 * 60_000))).toBe(span)
  })

  it("follow Kuwait's clock wherever the browser is", () => {
    const format = createFormat('en-GB-u-nu-latn')
    expect(format.time('2026-11-28T21:30:00.000Z')).toBe('0:30')
    expect(format.day('2026-11-28T21:30:00.000Z')).toContain('29')
  })

  it('never call certain what is not', () => {
    const { percent } = createFormat('en-GB')
    expect([0, 0.0006, 0.5, 0.9982, 1].map(percent)).toEqual(['0%', '1%', '50%', '99%', '100%'])
  })

  it('say how long ago in the largest unit that fits', () => {
    const format = createFormat('en-GB')
    const now = Date.parse('2026-11-28T12:00:00Z')
    expect(format.relative('2026-11-28T11:43:00Z', now)).toContain('17')
    expect(format.relative('2026-11-27T11:00:00Z', now)).toContain('yesterday')
  })
})

describe('the event stream', () => {
  it.each([
    ['event: joined\nid: 7\ndata: {"a":1}', { id: '7', data: '{"a":1}' }],
    ['data: one\ndata: two', { id: null, data: 'one\ntwo' }],
    [': here', null],
    ['id:9', { id: '9', data: '' }],
  ])('reads %j', (text, frame) => expect(parseFrame(text)).toEqual(frame))
})

describe('filters in the address', () => {
  it('ask for what needs work unless told otherwise', () => {
    const filters = readFilters(new URLSearchParams('kind=emergency&q=x'))
    expect(toQuery(filters)).toMatchObject({ status: active, kind: 'emergency', q: 'x' })
    expect(toQuery({ ...filters, status: 'all' }).status).toBe('')
    expect(countChosen(filters)).toBe(1)
  })
})
