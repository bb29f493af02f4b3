import { describe, expect, it } from 'vitest'
import type { PlanInput } from '../../src/replies/plan.ts'
import type { Reporter } from '../../src/replies/planned.ts'
import { hour, now, outcome, plan, post, reporter, template } from './reporters.ts'

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
})
