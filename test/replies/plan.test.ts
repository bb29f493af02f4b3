// Route × condition: who gets the answer how, and who does not and why.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConnectors } from '../../connectors/index.ts'
import type { AuthorId, PostId } from '../../src/model.ts'
import { rulesOf } from '../../src/replies/desk.ts'
import { isolateWithin } from '../../src/replies/isolate.ts'
import { lengthOf } from '../../src/replies/length.ts'
import {
  countPlan,
  type Heard,
  type PlanInput,
  type Planned,
  planReply,
  type Reporter,
} from '../../src/replies/plan.ts'
import { render } from '../../src/replies/render.ts'
import { mayBeSent, standingOf } from '../../src/replies/template.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 10, 28, 12)
const connectors = Object.values(
  createConnectors({
    WHATSAPP_PHONE_NUMBER_ID: '1001',
    WHATSAPP_ACCESS_TOKEN: 't',
    INSTAGRAM_ACCOUNT_ID: '2002',
    INSTAGRAM_ACCESS_TOKEN: 't',
    X_ACCOUNT_ID: '3003',
    X_CONSUMER_KEY: 'k',
    X_CONSUMER_SECRET: 's',
    X_ACCESS_TOKEN: 'a',
    X_ACCESS_SECRET: 's',
  }),
)
const accounts = { whatsapp: '1001', instagram: '2002', x: '3003' } as const
type Named = keyof typeof accounts

let serial = 0
const post = (channel: Named, surface: string, hoursAgo: number, more: Partial<Heard> = {}): Heard => ({
  id: `p${++serial}` as PostId,
  remoteId: `remote-${serial}`,
  account: accounts[channel],
  surface,
  at: now - hoursAgo * hour,
  language: 'ar',
  summoned: null,
  deleted: false,
  ...more,
})
const reporter = (channel: Reporter['channel'], ...posts: readonly Heard[]): Reporter => ({
  author: `author-${++serial}` as AuthorId,
  channel,
  remoteId: '96550001234',
  name: 'فهد السالم',
  posts,
})
const plan = (reporters: readonly Reporter[], more: Partial<PlanInput> = {}) =>
  planReply({
    reporters,
    rules: rulesOf(connectors),
    templates: [],
    texts: { ar: 'تم إصلاح الخط.' },
    about: { reference: 'S-2611-0042', link: null },
    now,
    ...more,
  })
const outcome = (one: Planned | undefined) =>
  one === undefined ? 'none' : 'route' in one ? one.route : `refused: ${one.refused}`
const template = { channel: 'whatsapp', name: 'case_update', language: 'ar', variables: ['text', 'reference'] } as const

describe('an author', () => {
  it.each<[string, Reporter, string, Partial<PlanInput>?]>([
    ['who wrote on WhatsApp an hour ago', reporter('whatsapp', post('whatsapp', 'dm', 1)), 'whatsapp-session'],
    ['who wrote on WhatsApp 23.9 hours ago', reporter('whatsapp', post('whatsapp', 'dm', 23.9)), 'whatsapp-session'],
    ['who wrote on WhatsApp 24 hours ago', reporter('whatsapp', post('whatsapp', 'dm', 24)), 'refused: window-closed'],
    [
      'who wrote on WhatsApp days ago, with a template',
      reporter('whatsapp', post('whatsapp', 'dm', 80)),
      'whatsapp-template',
      { templates: [template] },
    ],
    [
      'who wrote an hour ago, with a template',
      reporter('whatsapp', post('whatsapp', 'dm', 1)),
      'whatsapp-session',
      { templates: [template] },
    ],
    ['who mentioned us on X', reporter('x', post('x', 'mention', 90, { summoned: true })), 'x-reply'],
    ['who did not mention us on X', reporter('x', post('x', 'post', 1, { summoned: false })), 'refused: not-summoned'],
    ['of whom X does not tell whether he called us', reporter('x', post('x', 'mention', 1)), 'refused: not-summoned'],
    ['who wrote on X in private', reporter('x', post('x', 'dm', 90)), 'x-dm'],
    ['who commented on Instagram', reporter('instagram', post('instagram', 'comment', 500)), 'instagram-comment'],
    ['who wrote on Instagram in private', reporter('instagram', post('instagram', 'dm', 23)), 'instagram-dm'],
    [
      'who wrote on Instagram in private yesterday, answered by a person',
      reporter('instagram', post('instagram', 'dm', 25)),
      'instagram-dm',
    ],
    [
      'who wrote on Instagram in private yesterday, answered by the machine',
      reporter('instagram', post('instagram', 'dm', 25)),
      'refused: window-closed',
      { human: false },
    ],
    [
      'who wrote on Instagram in private eight days ago',
      reporter('instagram', post('instagram', 'dm', 8 * 24)),
      'refused: window-closed',
    ],
    [
      'who commented on Instagram eight days ago, for a text that must not be public',
      reporter('instagram', post('instagram', 'comment', 8 * 24)),
      'refused: personal-data',
      { texts: { ar: 'اتصل على 99887766' } },
    ],
    ['who mentioned us on Instagram', reporter('instagram', post('instagram', 'mention', 1)), 'instagram-mention'],
    ['who sent a story on Instagram', reporter('instagram', post('instagram', 'story', 1)), 'instagram-dm'],
    ['who was tagged elsewhere', reporter('instagram', post('instagram', 'tag', 1)), 'refused: no-route'],
    [
      'who did not mention us on X, where the plan allows answering anyone',
      reporter('x', post('x', 'post', 1, { summoned: false })),
      'x-reply',
      { xAnswersAnyone: true },
    ],
    [
      'who did not mention us on X, with one public post of ours',
      reporter('x', post('x', 'post', 1, { summoned: false })),
      'x-post',
      { publicPost: true },
    ],
    [
      'who did not mention us on X but wrote in private too',
      reporter('x', post('x', 'dm', 5), post('x', 'post', 1, { summoned: false })),
      'x-dm',
    ],
    [
      'who asked for silence',
      { ...reporter('whatsapp', post('whatsapp', 'dm', 1)), unreachable: { reason: 'opted-out', at: now - 2 * hour } },
      'refused: opted-out',
    ],
    [
      'whom the channel cannot reach',
      { ...reporter('whatsapp', post('whatsapp', 'dm', 2)), unreachable: { reason: 'blocked', at: now - hour } },
      'refused: blocked',
    ],
    [
      'whom the channel could not reach before he wrote again',
      { ...reporter('whatsapp', post('whatsapp', 'dm', 1)), unreachable: { reason: 'blocked', at: now - 2 * hour } },
      'whatsapp-session',
    ],
    [
      'in public, for a text with the ministry’s own number',
      reporter('x', post('x', 'mention', 1, { summoned: true })),
      'x-reply',
      { texts: { ar: 'اتصل على ٢٤٦٥ ١١١١ أو 112' }, hotlines: ['24651111'] },
    ],
    [
      'in public, for a number that only holds the ministry’s own',
      reporter('x', post('x', 'mention', 1, { summoned: true })),
      'refused: personal-data',
      { texts: { ar: 'اتصل على 99881111' }, hotlines: ['1111'] },
    ],
    [
      'who writes Urdu, with a template in Urdu',
      reporter('whatsapp', post('whatsapp', 'dm', 1, { language: 'ur' })),
      'whatsapp-template',
      { templates: [template, { ...template, language: 'ur' }] },
    ],
    [
      'who writes Urdu, without one',
      reporter('whatsapp', post('whatsapp', 'dm', 1, { language: 'ur' })),
      'whatsapp-session',
      { templates: [template] },
    ],
    [
      'who wrote days ago, where the only template is for passwords',
      reporter('whatsapp', post('whatsapp', 'dm', 80)),
      'refused: window-closed',
      { templates: [{ ...template, category: 'AUTHENTICATION' }] },
    ],
    ['known from a chat export', reporter('chat-export', post('whatsapp', 'dm', 1)), 'refused: no-route'],
    ['known from a file', reporter('import', post('whatsapp', 'dm', 1)), 'refused: no-route'],
    [
      'who wrote to an account that is not connected',
      reporter('whatsapp', post('whatsapp', 'dm', 1, { account: '9' })),
      'refused: not-configured',
    ],
    [
      'who took his words back',
      reporter('whatsapp', post('whatsapp', 'dm', 1, { deleted: true })),
      'refused: post-deleted',
    ],
    [
      'who took one of two posts back',
      reporter(
        'x',
        post('x', 'mention', 1, { summoned: true, deleted: true }),
        post('x', 'mention', 2, { summoned: true }),
      ),
      'x-reply',
    ],
    [
      'on X, for a long text',
      reporter('x', post('x', 'mention', 1, { summoned: true })),
      'refused: too-long',
      { texts: { ar: 'كلمة '.repeat(60) } },
    ],
    [
      'in public, for a text with a phone number',
      reporter('x', post('x', 'mention', 1, { summoned: true })),
      'refused: personal-data',
      { texts: { ar: 'اتصل على 99887766' } },
    ],
    [
      'in private, for a text with a phone number',
      reporter('whatsapp', post('whatsapp', 'dm', 1)),
      'whatsapp-session',
      { texts: { ar: 'اتصل على 99887766' } },
    ],
    [
      'on X, for a text that names a reporter',
      reporter('x', post('x', 'mention', 1, { summoned: true })),
      'refused: personal-data',
      { texts: { ar: 'شكرا فهد السالم' } },
    ],
    [
      'under a comment, for a text that names a reporter: in private',
      reporter('instagram', post('instagram', 'comment', 1)),
      'instagram-private',
      { texts: { ar: 'شكرا فهد السالم' } },
    ],
  ])('%s', (_, one, expected, more) => {
    expect(outcome(plan([one], more)[0])).toBe(expected)
  })

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

describe('accounts that belong together', () => {
  const linked = (channel: Named, id: string, preferred: boolean, surface: string, more: Partial<Heard> = {}) => ({
    ...reporter(channel, post(channel, surface, 1, more)),
    person: { id, preferred },
  })
  it('are told once, where their owner chose, or where he can be reached', () => {
    const chosen = [linked('whatsapp', 'a', false, 'dm'), linked('instagram', 'a', true, 'dm')]
    expect(plan(chosen).map(outcome)).toEqual(['refused: told-elsewhere', 'instagram-dm'])
    const closed = [linked('whatsapp', 'a', false, 'dm'), linked('x', 'a', true, 'post', { summoned: false })]
    expect(plan(closed).map(outcome)).toEqual(['whatsapp-session', 'refused: not-summoned'])
  })
  it('are told twice while nobody has linked them', () => {
    const two = [reporter('whatsapp', post('whatsapp', 'dm', 1)), reporter('instagram', post('instagram', 'dm', 1))]
    expect(plan(two).map(outcome)).toEqual(['whatsapp-session', 'instagram-dm'])
  })
  it('share one public post where X lets us answer none of them', () => {
    const three = [1, 2, 3].map(() => reporter('x', post('x', 'post', 1, { summoned: false })))
    const [first, ...rest] = plan(three, { publicPost: true })
    expect(first).toMatchObject({ route: 'x-post', to: '', inReplyTo: '', cost: 150 })
    expect(rest.map(outcome)).toEqual(Array(2).fill('refused: told-in-public'))
    const leaking = plan(three, { publicPost: true, texts: { ar: 'اتصل على 99887766' } })
    expect(leaking.map(outcome)).toEqual(['refused: personal-data', 'refused: not-summoned', 'refused: not-summoned'])
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

describe('length', () => {
  it('is counted as the channel counts', () => {
    expect(lengthOf('مرحبا', 'characters')).toBe(5)
    expect(lengthOf('مرحبا', 'bytes')).toBe(10)
    expect(lengthOf('مرحبا https://example.com/a/very/long/path', 'x-weighted')).toBe(29)
    expect(lengthOf('\u2066S\u2069', 'x-weighted')).toBe(5)
  })
  it('drops the reference before the words', () => {
    const length = { max: 280, unit: 'x-weighted' } as const
    const about = { reference: 'S-2611-0042', link: null }
    const rendered = (ar: string) => render({ texts: { ar }, about, language: 'ar', length })
    expect(rendered('ك'.repeat(270))).toBe('ك'.repeat(270))
    expect(rendered('ك'.repeat(281))).toBeNull()
  })
})

describe('a registered template', () => {
  const told = (more: object) =>
    new Map([
      [
        'whatsapp' as const,
        [{ account: '1', ...template, status: 'APPROVED', category: 'UTILITY', body: '', variables: 2, ...more }],
      ],
    ])
  it.each([
    ['that the platform approved', told({}), 'approved', true],
    ['that it paused', told({ status: 'PAUSED' }), 'paused', false],
    ['that it does not know', told({ name: 'another' }), 'missing', false],
    ['with other variables than there', told({ variables: 1 }), 'other-variables', false],
    ['of a platform that was not asked', new Map(), null, true],
  ] as const)('%s is used or not accordingly', (_, given, standing, used) => {
    expect(standingOf(template, given)).toBe(standing)
    expect(mayBeSent(standing)).toBe(used)
  })
})
