import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepare } from '../../dedupe/index.ts'
import { absorb, emptyTally, type Fact, goldenOf, kindOf } from '../../src/cases/golden-record.ts'
import { allowedStatuses, firstStatus, isClosed, mayFollow } from '../../src/cases/transitions.ts'
import { urgencyOf } from '../../src/cases/urgency.ts'
import type { CaseKind, PostId } from '../../src/model.ts'

const fact = (words: string, more: Partial<Fact> = {}): Fact => ({
  id: words as PostId,
  channel: 'x',
  at: 1,
  words,
  report: prepare({
    id: words,
    channel: 'x',
    kind: 'mention',
    author: null,
    text: words,
    at: 1,
    replyTo: null,
    media: [],
    location: null,
    forwarded: false,
  }),
  ...more,
})
const counted = (facts: readonly Fact[]) => facts.reduce(absorb, emptyTally('complaint'))

describe('A golden record', () => {
  it('takes the place most posts name and the words that tell the matter best', () => {
    const golden = goldenOf(
      counted([
        fact('ماكو كهربا!!', { at: 30 }),
        fact('الكهرباء مقطوعة في حولي قطعة 4 من الصبح', { at: 10, channel: 'whatsapp' }),
        fact('انقطاع الكهرباء حولي', { at: 20 }),
        fact('ماكو كهربا بالسالمية', { at: 40 }),
      ]),
      3,
    )
    expect(golden).toMatchObject({
      area: 'hawalli',
      block: '4',
      firstAt: 10,
      lastAt: 40,
      posts: 4,
      authors: 3,
      byChannel: { whatsapp: 1, x: 3 },
    })
    expect(golden.title).toBe('الكهرباء مقطوعة في حولي قطعة 4 من الصبح')
  })

  it('keeps what it knew of a post whose words are gone', () => {
    const golden = goldenOf(counted([fact('', { report: null }), fact('حفرة كبيرة في السالمية')]), 2)
    expect(golden).toMatchObject({ posts: 2, title: 'حفرة كبيرة في السالمية' })
    expect(goldenOf(counted([fact('', { report: null })]), 1).title).toBe('')
  })

  it('shortens a long story at a word', () => {
    const { title } = goldenOf(counted([fact('كلمة '.repeat(100))]), 1)
    expect(title.length).toBeLessThanOrEqual(141)
    expect(title).toMatch(/كلمة…$/)
  })

  it('counts the same in one go as post by post, and counts do not depend on the order', () => {
    const words = fc.constantFrom('حفرة في حولي', 'حفرة في السالمية قطعة 2', 'ماكو كهربا', 'السلام عليكم', '')
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (texts) => {
        const facts = texts.map((text, i) => fact(text, { id: `${i}` as PostId, at: i }))
        const there = goldenOf(counted(facts), 0)
        const back = goldenOf(counted(facts.toReversed()), 0)
        expect(back).toMatchObject({
          posts: there.posts,
          firstAt: there.firstAt,
          lastAt: there.lastAt,
          byChannel: there.byChannel,
        })
      }),
      { numRuns: 50 },
    )
  })

  it('of a matter with one emergency is an emergency, of a suggestion never', () => {
    const tally = (kind: CaseKind) => ({ ...emptyTally(kind), emergencies: 1 })
    expect(kindOf(tally('complaint'))).toBe('emergency')
    expect(kindOf(tally('suggestion'))).toBe('suggestion')
    expect(kindOf(emptyTally('inquiry'))).toBe('inquiry')
  })
})

describe('The states of a case', () => {
  it.each([
    ['complaint', 'open', 'in-progress answered solved closed'],
    ['emergency', 'solved', 'open closed'],
    ['inquiry', 'closed', 'open'],
    ['suggestion', 'received', 'under-study'],
    ['suggestion', 'under-study', 'received adopted declined'],
    ['suggestion', 'declined', 'under-study told'],
    ['complaint', 'merged', ''],
  ] as const)('a %s that is %s may become: %s', (kind, status, allowed) => {
    expect(allowedStatuses(kind, status).join(' ')).toBe(allowed)
  })

  it('never leave the states of the kind, and each can be reached', () => {
    for (const kind of ['complaint', 'suggestion'] as const) {
      const reached = new Set([firstStatus(kind)])
      for (const status of reached) for (const next of allowedStatuses(kind, status)) reached.add(next)
      expect(reached.size).toBe(5)
      for (const from of reached)
        for (const to of reached) expect(mayFollow(kind, from, to)).toBe(allowedStatuses(kind, from).includes(to))
    }
  })

  it('put open before closed, emergencies first, and many voices before few', () => {
    const order = [
      urgencyOf('emergency', 'open', 1),
      urgencyOf('complaint', 'open', 50),
      urgencyOf('complaint', 'open', 2),
      urgencyOf('complaint', 'answered', 90),
      urgencyOf('emergency', 'solved', 90),
    ]
    expect(order).toEqual(order.toSorted((a, b) => b - a))
    expect(isClosed('solved')).toBe(true)
  })
})
