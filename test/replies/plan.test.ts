// Route × condition: who gets the answer how, and who does not and why.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConnectors } from '../../connectors/index.ts'
import type { AuthorId, PostId } from '../../src/model.ts'
import { rulesOf } from '../../src/replies/desk.ts'
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
    reference: 'S-2611-0042',
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
      'who wrote on Instagram in private yesterday',
      reporter('instagram', post('instagram', 'dm', 25)),
      'refused: window-closed',
    ],
    ['who captioned a picture elsewhere', reporter('instagram', post('instagram', 'caption', 1)), 'refused: no-route'],
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

describe('a plan', () => {
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
    expect(render({ ar: 'ك'.repeat(270) }, 'ar', 'S-2611-0042', { length })).toBe('ك'.repeat(270))
    expect(render({ ar: 'ك'.repeat(281) }, 'ar', 'S-2611-0042', { length })).toBeNull()
  })
})
