import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Decision, Match } from '../../dedupe/index.ts'
import { moved } from '../../src/http/show/lab.ts'
import { underLines } from '../../src/pipeline/lines.ts'

const match = (p: number, vetoed = false): Match =>
  ({ case: `c${p}`, p, weight: 0, vetoed, terms: [] }) as unknown as Match
const joined = (p: number, reason = 'probability') =>
  ({ kind: 'same', match: match(p), rival: null, suggested: [], p, reason, recurrenceOf: null }) as unknown as Decision
const asked = (...matches: readonly Match[]) =>
  ({
    kind: 'review',
    match: null,
    rival: null,
    suggested: matches,
    p: matches[0]!.p,
    reason: 'doubt',
  }) as unknown as Decision

describe('Moved lines', () => {
  const lines = { accept: 0.9, review: 0.4 }

  it('leave everything as it was while there are none', () => {
    for (const decision of [joined(0.1), asked(match(0.99))]) expect(underLines(decision, null)).toBe(decision)
  })

  it('ask about a join below the upper line, and make a case of one below both', () => {
    expect(underLines(joined(0.95), lines).kind).toBe('same')
    expect(underLines(joined(0.8), lines)).toMatchObject({ kind: 'review', match: null, suggested: [{ p: 0.8 }] })
    expect(underLines(joined(0.2), lines)).toMatchObject({ kind: 'different', match: null, suggested: [] })
  })

  it('join a question above the upper line, but never against a veto, and drop one below the lower', () => {
    expect(underLines(asked(match(0.93), match(0.5)), lines)).toMatchObject({ kind: 'same', match: { p: 0.93 } })
    expect(underLines(asked(match(0.93, true)), lines).kind).toBe('review')
    expect(underLines(asked(match(0.6), match(0.3)), lines).suggested).toHaveLength(1)
    expect(underLines(asked(match(0.3)), lines).kind).toBe('different')
  })

  it('never touch what a verdict or a burst decided', () => {
    for (const reason of ['verdict', 'burst']) expect(underLines(joined(0.01, reason), lines).kind).toBe('same')
  })

  it('gain joins when the upper line falls and lose them when it rises', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true })
    const question = fc.record({ p, answer: fc.constantFrom('same', 'different', null) })
    fc.assert(
      fc.property(fc.array(p), fc.array(question), p, p, (joins, questions, one, two) => {
        const [low, high] = [Math.min(one, two), Math.max(one, two)]
        const at = (accept: number) => moved(joins, questions, { accept, review: 0 })
        expect(at(low).gained).toBeGreaterThanOrEqual(at(high).gained)
        expect(at(low).lost).toBeLessThanOrEqual(at(high).lost)
      }),
    )
  })

  it('tell precision and recall from judged pairs alone', () => {
    const questions = [
      { p: 0.95, answer: 'same' },
      { p: 0.92, answer: 'different' },
      { p: 0.5, answer: 'same' },
      { p: 0.99, answer: null },
    ]
    expect(moved([], questions, lines)).toMatchObject({ precision: 0.5, recall: 0.5, judged: 3, gained: 3, asked: 1 })
  })
})
