import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createArena } from '../../dedupe/cluster/arena.ts'
import { createRoster } from '../../dedupe/cluster/roster.ts'
import { companyOf, representatives } from '../../dedupe/comparisons/representatives.ts'
import { field, pack, read, type Signature } from '../../dedupe/comparisons/signature.ts'
import { minutes, report } from './invented.ts'

const posts = Array.from({ length: 24 }, (_, n) =>
  pack(
    report(`m${n}`, n % 5 === 0 ? 'الكهرباء مقطوعة في مشرف قطعة ٢' : 'وعندنا بعد', {
      at: minutes((n * 7) % 11),
      author: `voice ${n % 4}`,
      replyTo: n % 3 === 0 ? `m${(n * 5) % 24}` : null,
    }),
  ),
)
const time = (n: number): number => read(posts[n]!, field.time)
const idOf = (m: Signature): number => read(m, field.id)

/** Comes in, or leaves where it is in already. */
const steps = fc.array(fc.nat(posts.length - 1), { maxLength: 80 })

describe('the roster of a case', () => {
  it('has the founder first and the same members stand for it, whoever came late or left', () => {
    fc.assert(
      fc.property(steps, fc.nat(posts.length - 1), (taken, asking) => {
        const arena = createArena()
        const roster = createRoster(arena)
        const number = 4711
        roster.begin(number)
        const inside: number[] = []
        for (const n of taken) {
          const at = inside.indexOf(n)
          if (at >= 0) {
            expect(idOf(arena.read(roster.remove(number, at)))).toBe(idOf(posts[n]!))
            inside.splice(at, 1)
          } else {
            const place = inside.findLastIndex((other) => time(other) <= time(n)) + 1
            expect(roster.insert(number, arena.add(posts[n]!))).toBe(place)
            inside.splice(place, 0, n)
          }
          expect(roster.size(number)).toBe(inside.length)
          const right = representatives(posts[asking]!, companyOf(inside.map((i) => posts[i]!)))
          expect(roster.members(number, posts[asking]!).map(idOf)).toEqual(right.map(idOf))
        }
      }),
    )
  })

  it('knows when the case was closed, and forgets it when it begins anew', () => {
    const roster = createRoster(createArena())
    roster.begin(0)
    expect(roster.closedAt(0)).toBeNull()
    roster.close(0, 0)
    expect(roster.closedAt(0)).toBe(0)
    roster.begin(0)
    expect(roster.closedAt(0)).toBeNull()
  })
})
