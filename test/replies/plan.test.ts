// What a plan says of each author: one delivery, to whom, in which words, at what cost.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rulesOf } from '../../src/replies/desk.ts'
import { lengthOf } from '../../src/replies/length.ts'
import { countPlan, type PlanInput } from '../../src/replies/plan.ts'
import type { Reporter } from '../../src/replies/planned.ts'
import { connectors, hour, type Named, now, plan, post, reporter, template } from './reporters.ts'

describe('an author', () => {
  it('has one delivery, whatever he posted', () => {
    const burst = reporter('whatsapp', post('whatsapp', 'dm', 30), post('whatsapp', 'dm', 3), post('whatsapp', 'dm', 2))
    const [only, ...more] = plan([burst])
    expect(more).toEqual([])
    expect(only).toMatchObject({
      post: burst.posts[2]!.id,
      to: '96550001234',
      inReplyTo: burst.posts[2]!.remoteId,
      deadline: now + 22 * hour,
    })
  })
  it('is answered under his post where it is public, and himself where it is private', () => {
    const mention = post('x', 'mention', 1, { summoned: true })
    expect(plan([reporter('x', mention)])[0]).toMatchObject({ to: mention.remoteId, deadline: null })
    expect(plan([reporter('x', post('x', 'dm', 1))])[0]).toMatchObject({ to: '96550001234' })
  })
  it('gets the words of his language, with the reference isolated in Arabic', () => {
    const texts = { ar: 'تم الإصلاح.', en: 'Repaired.' }
    const text = (language: string | null) => {
      const [one] = plan([reporter('whatsapp', post('whatsapp', 'dm', 1, { language }))], { texts })
      return one !== undefined && 'text' in one ? one.text : ''
    }
    expect(text('ar')).toBe('تم الإصلاح.\n\nرقم الحالة: \u2066S-2611-0042\u2069')
    expect(text('arabizi')).toBe(text('ar'))
    expect(text('en')).toBe('Repaired.\n\nCase S-2611-0042')
    expect(text('hi')).toBe(text('en'))
  })
  it('gets a template with its variables filled', () => {
    expect(plan([reporter('whatsapp', post('whatsapp', 'dm', 30))], { templates: [template] })[0]).toMatchObject({
      template: { name: 'case_update', language: 'ar', variables: ['تم إصلاح الخط.', 'S-2611-0042'] },
      deadline: null,
    })
  })
})

describe('a plan', () => {
  it('names what X will charge', () => {
    const cost = (one: Reporter, more?: Partial<PlanInput>) => plan([one], more).map((d) => ('cost' in d ? d.cost : 0))
    const summoned = reporter('x', post('x', 'mention', 1, { summoned: true }))
    expect(cost(summoned)).toEqual([100])
    expect(cost(summoned, { texts: { ar: 'انظر https://moi.example' } })).toEqual([2000])
    expect(cost(reporter('x', post('x', 'dm', 1)))).toEqual([150])
    expect(cost(reporter('whatsapp', post('whatsapp', 'dm', 1)))).toEqual([null])
  })
  it('goes on counting where the case was told the same before', () => {
    const summoned = reporter('x', post('x', 'mention', 1, { summoned: true }))
    expect(plan([summoned], { told: { x: 4 } })[0]).toMatchObject({ text: expect.stringContaining('S-2611-0042/5') })
  })
  it('says nothing twice where the channel refuses that', () => {
    const three = [1, 2, 3].map(() => reporter('x', post('x', 'mention', 1, { summoned: true })))
    const said = (more?: Partial<PlanInput>) => plan(three, more).map((one) => ('text' in one ? one.text : ''))
    expect(said().map((text) => text.split('\n').at(-1))).toEqual([
      'رقم الحالة: \u2066S-2611-0042\u2069',
      'رقم الحالة: \u2066S-2611-0042/2\u2069',
      'رقم الحالة: \u2066S-2611-0042/3\u2069',
    ])
    expect(new Set(said({ texts: { ar: 'ك'.repeat(270) } })).size).toBe(3)
  })
  it('counts by route and by reason', () => {
    const all = [
      reporter('whatsapp', post('whatsapp', 'dm', 1)),
      reporter('whatsapp', post('whatsapp', 'dm', 30)),
      reporter('x', post('x', 'post', 1)),
    ]
    expect(countPlan(plan(all))).toEqual({
      'whatsapp-session': 1,
      'refused:window-closed': 1,
      'refused:not-summoned': 1,
    })
  })
  it('has exactly one line for each author, within the length of its route', () => {
    const surfaces = {
      whatsapp: ['dm'],
      x: ['mention', 'dm', 'post'],
      instagram: ['comment', 'dm', 'caption'],
    } as const
    const heard = fc.constantFrom<Named>('whatsapp', 'x', 'instagram').chain((channel) =>
      fc
        .array(fc.tuple(fc.constantFrom(...surfaces[channel]), fc.integer({ min: 0, max: 60 }), fc.boolean()), {
          minLength: 1,
          maxLength: 5,
        })
        .map((posts) =>
          reporter(channel, ...posts.map(([surface, hours, summoned]) => post(channel, surface, hours, { summoned }))),
        ),
    )
    fc.assert(
      fc.property(
        fc.array(heard, { maxLength: 12 }),
        fc.string({ minLength: 1, maxLength: 600, unit: 'grapheme' }),
        (reporters, ar) => {
          const rules = rulesOf(connectors)
          const deliveries = plan(reporters, { texts: { ar } })
          expect(deliveries.map(({ author }) => author)).toEqual(reporters.map(({ author }) => author))
          for (const one of deliveries) {
            if (!('route' in one)) continue
            const { length } = rules.get(one.channel)!.limits.routes.find(({ route }) => route === one.route)!
            expect(lengthOf(one.text, length.unit)).toBeLessThanOrEqual(length.max)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})
