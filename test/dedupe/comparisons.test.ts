import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featureNames } from '../../dedupe/comparisons/case.ts'
import { passes } from '../../dedupe/comparisons/duration.ts'
import { spotLevel } from '../../dedupe/comparisons/place.ts'
import {
  companyOf,
  maxMembers,
  representatives,
  tellingOf,
  withMember,
} from '../../dedupe/comparisons/representatives.ts'
import { count, pack, passingOf, says, start } from '../../dedupe/comparisons/signature.ts'
import { list } from '../../dedupe/comparisons/traits.ts'
import { directions } from '../../dedupe/evaluate/directions.ts'
import { minutes, report, smallWorld } from './invented.ts'

describe('a packed report', () => {
  it('says of each list whether it holds anything, and how much', () => {
    for (const one of smallWorld.reports) {
      const packed = pack(one)
      for (const position of Object.values(list)) {
        expect(says(packed, position)).toBe(count(packed, position) > 0)
        expect(start(packed, position)).toBeLessThanOrEqual(packed.data.length)
      }
    }
  })

  it('knows an outage passes and a pothole stays', () => {
    const of = (topic: string) => ({ ...smallWorld.reports[0]!, topics: [{ id: topic, p: 0.8 }] })
    expect(passingOf(pack(of('power-outage')))).toBe(1)
    expect(passingOf(pack(of('potholes')))).toBe(0)
    expect(passes({ ...smallWorld.reports[0]!, topics: [] })).toBe(0.5)
  })
})

describe('a spot', () => {
  it.each([
    ['حادث على طريق الفحيحيل مخرج المنقف', 'طريق الفحيحيل عند مخرج المنقف حادث', 1],
    ['حادث على طريق الفحيحيل مخرج المنقف', 'حادث على طريق الفحيحيل مخرج الفنطاس', -0.5],
    ['حادث على طريق الفحيحيل مخرج المنقف', 'حادث على طريق الفحيحيل', 1],
    ['إشارة شارع تونس مع بيروت طافية', 'إشارة بيروت مع تونس', 1],
    ['إشارة شارع تونس مع بيروت طافية', 'إشارة شارع تونس تقاطع ابن خلدون', -0.5],
    ['زحمة عند مستشفى العدان', 'زحمة عند مستشفى الجهراء', -1],
  ])('of "%s" and "%s" is %f', (one, other, level) => {
    expect(spotLevel(pack(report('a', one)), pack(report('b', other)))).toBe(level)
  })
})

describe('the members that stand for a case', () => {
  const posts = Array.from({ length: 60 }, (_, n) =>
    pack(report(`m${n}`, n % 7 === 0 ? 'الكهرباء مقطوعة في مشرف قطعة ٢' : 'وعندنا بعد', { at: minutes(n) })),
  )
  const member = (i: number) => posts[i]!

  it('are the founder, the newest and the most telling, in order', () => {
    const chosen = representatives(posts[5]!, companyOf(posts)).map((m) => posts.indexOf(m))
    expect(chosen).toHaveLength(maxMembers)
    expect(chosen[0]).toBe(0)
    expect(chosen).toEqual(expect.arrayContaining([7, 14, 58, 59]))
    expect(chosen).toEqual(chosen.toSorted((a, b) => a - b))
  })

  it('are told apart one by one as they come just as all at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: maxMembers + 1, max: 59 }), (size) => {
        const grown = withMember(tellingOf(size, member), size, member(size))
        expect(grown).toEqual(tellingOf(size + 1, member))
      }),
    )
  })
})

describe('the directions a fit must keep', () => {
  const of = (feature: string) => directions[featureNames.indexOf(feature)]

  it('are those anyone in the office would name', () => {
    expect(directions).toHaveLength(featureNames.length)
    expect([of('block:best'), of('reply-parent'), of('problem-share')]).toEqual([1, 1, 1])
    expect([of('picture:best'), of('area-conflict-share'), of('hours-newest')]).toEqual([-1, -1, -1])
    expect([of('size'), of('same-language')]).toEqual([0, 0])
  })
})
