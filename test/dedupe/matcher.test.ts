import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { far, near } from '../../dedupe/blocking/tally.ts'
import { createShelf } from '../../dedupe/cluster/shelf.ts'
import { createMatcher, type Report } from '../../dedupe/index.ts'
import { minutes, report, smallWorld } from './invented.ts'

const reports = smallWorld.reports

type Act =
  | { readonly do: 'place'; readonly post: number; readonly to: number }
  | { readonly do: 'remove'; readonly post: number }
  | { readonly do: 'move'; readonly posts: readonly number[]; readonly to: number }

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('place' as const), post: fc.nat(9), to: fc.nat(4) }),
  fc.record({ do: fc.constant('remove' as const), post: fc.nat(9) }),
  fc.record({ do: fc.constant('move' as const), posts: fc.array(fc.nat(9), { maxLength: 4 }), to: fc.nat(4) }),
)

const name = (n: number) => `case-${n}`

describe('the matcher in memory', () => {
  it('holds each post in exactly the case it was last put in', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 40 }), (steps) => {
        const shelf = createShelf()
        const truth = new Map<string, string>()
        for (const step of steps) {
          if (step.do === 'place') {
            shelf.place(reports[step.post]!, name(step.to))
            truth.set(reports[step.post]!.id, name(step.to))
          } else if (step.do === 'remove') {
            shelf.remove(reports[step.post]!.id)
            truth.delete(reports[step.post]!.id)
          } else {
            const ids = step.posts.map((n) => reports[n]!.id)
            shelf.move(ids, name(step.to))
            for (const id of ids) if (truth.has(id)) truth.set(id, name(step.to))
          }
        }
        expect(shelf.size()).toEqual({ cases: new Set(truth.values()).size, posts: truth.size })
        for (const { id } of reports.slice(0, 10)) expect(shelf.caseOf(id)).toBe(truth.get(id) ?? null)
      }),
      { numRuns: 60 },
    )
  })

  it('finds moved posts in their new case, and again after the move is undone', () => {
    const shelf = createShelf()
    const [founder, echo] = [reports[0]!, reports[1]!]
    shelf.place(founder, 'old')
    const found = () => shelf.candidates(echo).map(({ id }) => id)
    shelf.move([founder.id], 'new')
    expect(found()).toEqual(['new'])
    shelf.move([founder.id], 'old')
    expect(found()).toEqual(['old'])
  })

  it('offers a bounded number of candidates in a flood', () => {
    const shelf = createShelf()
    for (let n = 0; n < 200; n++)
      shelf.place(report(`n${n}`, 'الكهرباء مقطوعة في مشرف قطعة ٢', { at: minutes(n) }), name(n))
    const late = report('late', 'الكهرباء مقطوعة في مشرف قطعة ٢', { at: minutes(300) })
    const [few, many] = [near, far].map((reach) => shelf.candidates(late, [], reach).length)
    expect(few).toBe(near.most)
    expect(many).toBeGreaterThan(near.most)
    expect(many).toBeLessThanOrEqual(far.most)
  })

  it('changes nothing by deciding', () => {
    const matcher = createMatcher()
    matcher.place(reports[0]!, 'case')
    const before = matcher.size()
    expect(matcher.decide(reports[1]!)).toEqual(matcher.decide(reports[1]!))
    expect(matcher.size()).toEqual(before)
  })

  it('compares with members in order of time, whenever they came', () => {
    const shelf = createShelf()
    const early: Report = reports[0]!
    const late: Report = reports[2]!
    shelf.place(late, 'case')
    shelf.place(early, 'case')
    expect(shelf.posts('case')).toEqual([early.id, late.id])
  })
})
