import { describe, expect, it } from 'vitest'
import { isolateWithin } from '../../src/replies/isolate.ts'
import type { PlanInput } from '../../src/replies/plan.ts'
import type { Reporter } from '../../src/replies/planned.ts'
import { plan, post, reporter, template } from './reporters.ts'

describe('the words', () => {
  const words = (one: Reporter, more?: Partial<PlanInput>) => {
    const [planned] = plan([one], more)
    return planned !== undefined && 'text' in planned ? planned.text : ''
  }
  const about = {
    reference: 'S-2611-0042',
    link: 'https://sada.example/p/abc',
    area: { ar: 'السالمية', en: 'Salmiya' },
    topic: { ar: 'الطرق', en: 'Roads' },
    count: 7,
  }
  const privately = reporter('whatsapp', post('whatsapp', 'dm', 1))
  const publicly = reporter('instagram', post('instagram', 'comment', 1))
  const onX = reporter('x', post('x', 'mention', 1, { summoned: true }))

  it('greet by name in private and nobody in public', () => {
    const texts = { ar: 'أهلًا {name}، تم الإصلاح.' }
    expect(words(privately, { texts })).toContain('أهلًا فهد السالم، تم الإصلاح.')
    expect(words(publicly, { texts })).toContain('أهلًا، تم الإصلاح.')
  })
  it('carry the greeting, the reference and the status link, but no link where links are dear', () => {
    const greeting = { ar: 'السلام عليكم،', en: 'Hello,' }
    expect(words(privately, { about, greeting })).toBe(
      'السلام عليكم،\nتم إصلاح الخط.\n\nرقم الحالة: \u2066S-2611-0042\u2069\n\u2066https://sada.example/p/abc\u2069',
    )
    expect(words(onX, { about, greeting })).not.toContain('https')
    const english = reporter('whatsapp', post('whatsapp', 'dm', 1, { language: 'en' }))
    expect(words(english, { about, greeting, texts: { en: 'Done.' } })).toBe(
      'Hello,\nDone.\n\nCase S-2611-0042\nhttps://sada.example/p/abc',
    )
  })
  it('fill what is known of the case and leave no hole for what is not', () => {
    const texts = { ar: 'في {area} ({topic}): {count} بلاغات {link}.' }
    expect(words(privately, { about: { ...about, link: null }, texts })).toContain(
      'في السالمية (الطرق): \u20667\u2069 بلاغات.',
    )
    expect(words(privately, { texts: { ar: '{unknown} باقٍ كما هو' } })).toContain('{unknown}')
  })
  it.each([
    ['اتصل على 152 أو +965 2465-1111', 'اتصل على \u2066152\u2069 أو \u2066+965\u2069 \u20662465-1111\u2069'],
    ['يوم 12/5/2026 الساعة 10:30', 'يوم \u206612/5/2026\u2069 الساعة \u206610:30\u2069'],
    ['https://x.example/a و a@b.example', '\u2066https://x.example/a\u2069 و \u2066a@b.example\u2069'],
    ['\u2066S-1\u2069 معزول', '\u2066S-1\u2069 معزول'],
    ['لا شيء', 'لا شيء'],
  ])('isolate what reads from the left: %s', (before, after) => {
    expect(isolateWithin(before)).toBe(after)
  })
  it('flatten what goes into a template, and never leave a variable empty', () => {
    const late = reporter('whatsapp', post('whatsapp', 'dm', 30))
    const wanted = {
      ...template,
      body: 'بخصوص {reference}: {text}\nللمتابعة {link}',
      variables: ['reference', 'text', 'link'],
    } as const
    const [one] = plan([late], { templates: [wanted], texts: { ar: 'سطر\n\nوسطر' } })
    expect(one).toMatchObject({
      text: 'بخصوص S-2611-0042: سطر وسطر\nللمتابعة -',
      template: { variables: ['S-2611-0042', 'سطر وسطر', '-'] },
    })
  })
  it('have a template ready for when the window closes before they leave', () => {
    expect(plan([privately], { templates: [template] })[0]).toMatchObject({
      route: 'whatsapp-session',
      fallback: { template: { name: 'case_update' } },
    })
    expect(plan([privately])[0]).toMatchObject({ fallback: null })
  })
})
