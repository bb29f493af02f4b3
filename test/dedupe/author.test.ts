// What an author's next post says of the posts before it.
import { describe, expect, it } from 'vitest'
import { featureNames } from '../../dedupe/comparisons/case.ts'
import { problemLevel } from '../../dedupe/comparisons/member.ts'
import { pack } from '../../dedupe/comparisons/signature.ts'
import { rank } from '../../dedupe/decide/candidates.ts'
import { vetoOf } from '../../dedupe/decide/vetoes.ts'
import { shippedWeights } from '../../dedupe/index.ts'
import type { Report } from '../../dedupe/types.ts'
import { minutes, report } from './invented.ts'

const caseOf = (...members: Report[]) => ({ members: members.map(pack), size: members.length, closedAt: null })
const compared = (one: Report, ...cases: ReturnType<typeof caseOf>[]) => {
  const ranked = rank(shippedWeights(), pack(one), cases)
  return cases.map((of) => {
    const { features } = ranked.find((candidate) => candidate.of === of)!
    return (name: string) => features[featureNames.indexOf(name)]
  })
}
const says = (id: string, text: string, at: number, author = 'sara') => report(id, text, { author, at: minutes(at) })

describe("an author's next post", () => {
  const light = says('light', 'الكهرباء مقطوعة في مشرف قطعة ٢', 0)
  const dogs = says('dogs', 'كلاب ضالة عند المدرسة في مشرف', 10)
  const others = says('others', 'الكهرباء مقطوعة عندنا بعد في مشرف', 5, 'omar')

  it('is compared with the last one of the same author in the case, not with the likest', () => {
    const [own] = compared(says('next', 'كلاب ضالة عند المدرسة', 20), caseOf(light, others, dogs))
    const [first] = compared(says('next', 'كلاب ضالة عند المدرسة', 20), caseOf(light, others))
    expect(own!('own-topic')).toBeGreaterThan(0.9)
    expect(first!('own-topic')).toBeLessThan(0.3)
  })

  it('tells in how many cases the author speaks', () => {
    const [one] = compared(says('next', 'للحين', 20), caseOf(light), caseOf(dogs), caseOf(others))
    expect(one!('author-cases')).toBeCloseTo(Math.log1p(2))
    const [none] = compared(says('next', 'للحين', 20, 'noura'), caseOf(light))
    expect(none!('author-cases')).toBe(0)
  })

  it.each([
    ['والمواقف ماكو', 1],
    ['and the lift is stuck too', 1],
    ['الكهرباء مقطوعة', 0],
    ['وين البلدية؟', 0],
    ['ولدي طاح', 0],
  ])('"%s" begins with "and": %i', (text, and) => {
    expect(compared(says('next', text, 20), caseOf(light))[0]!('and')).toBe(and)
  })
})

describe('an account that answers for an institution', () => {
  const answer = says('answer', 'تم استلام بلاغكم، نرجو تزويدنا بالعنوان على الخاص', 30, 'ministry')
  const before = says('before', 'تعلن الوزارة عن قطع مبرمج في الجابرية', 0, 'ministry')
  const plain = says('plain', 'القطع في الجابرية ينتهي اليوم', 20, 'ministry')

  it('goes on with nothing it said before', () => {
    const [announced] = compared(answer, caseOf(before))
    const [said] = compared(plain, caseOf(before))
    const [control] = compared(says('next', 'للحين مقطوع', 30, 'sara'), caseOf(says('first', 'القطع في الجابرية', 0)))
    expect([announced!('author-in-case'), said!('author-in-case'), control!('author-in-case')]).toEqual([0, 0, 1])
  })

  it('does not excuse another area by having spoken a moment ago, as a burst does', () => {
    const cut = says('cut', 'الكهرباء مقطوعة في الجهراء', 0)
    const vetoed = (text: string) => vetoOf(pack(says('next', text, 5)), caseOf(cut))
    expect(vetoed('تعلن الوزارة عن قطع مبرمج في حولي')).toBe('place')
    expect(vetoed('الكهرباء مقطوعة في حولي')).toBeNull()
  })

  it('reports nothing by announcing', () => {
    expect(answer.reports).toBeLessThan(0.5)
    expect(says('mine', 'بلغت عن القطع في الجابرية وما استلمت رد', 0).reports).toBeGreaterThan(0.5)
  })
})

describe('two problems', () => {
  it.each([
    ['الكهرباء مقطوعة', 'الكهربا طافية', 1],
    ['الكهرباء مقطوعة', 'كلاب ضالة عند المدرسة', -1],
    ['الكهرباء مقطوعة', 'وينكم', 0],
  ])('"%s" and "%s" stand at %f', (one, other, level) => {
    expect(problemLevel(pack(report('a', one)), pack(report('b', other)))).toBe(level)
  })

  it('that were only guessed and have nothing in common are perhaps two', () => {
    const guessed = (id: string): Report => ({
      ...report('a', 'كلمة'),
      concepts: [{ id, role: 'problem', sure: false, start: 0, end: 4 }],
    })
    expect(problemLevel(pack(guessed('power.outage')), pack(guessed('water.outage')))).toBe(-0.3)
    expect(problemLevel(pack(guessed('power.outage')), pack(guessed('power.outage')))).toBe(0.5)
  })
})
