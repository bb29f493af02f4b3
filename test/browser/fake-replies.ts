// What the fake API answers to the room of replies and to the composer's small questions.
import type { Hono } from 'hono'
import type {
  AskedPlanWire,
  HookWire,
  LinkWire,
  SnippetWire,
  TemplateWire,
  UnknownWire,
} from '../../src/http/contract.ts'
import { usualPolicy } from '../../src/replies/policy.ts'
import { iso } from './fake-world.ts'

const at = iso(Date.now())

const snippets: readonly SnippetWire[] = [
  {
    id: 's1',
    name: 'شكر على البلاغ',
    agency: null,
    topic: null,
    texts: { ar: 'شكرًا لبلاغك رقم {reference}.', en: 'Thank you for your report {reference}.' },
    updatedAt: at,
    updatedBy: 'Noura',
  },
]
const templates: readonly TemplateWire[] = [
  {
    id: 't1',
    channel: 'whatsapp',
    name: 'case_update',
    language: 'ar',
    category: 'utility',
    body: 'بخصوص {reference}: {text}',
    variables: ['reference', 'text'],
    standing: 'approved',
    updatedAt: at,
    updatedBy: 'Noura',
  },
]
const asked: readonly AskedPlanWire[] = [
  {
    planId: 'p1',
    caseId: 'c-power',
    text: 'عاد التيار إلى القطعة كلها.',
    going: 812,
    counts: { 'whatsapp-session': 640, 'x-reply': 172, 'refused:window-closed': 31 },
    askedBy: 'Jaber',
    askedAt: at,
    state: 'asked',
    replyId: null,
    mine: false,
  },
]
const unknown: readonly UnknownWire[] = [
  {
    id: 'd9',
    replyId: 'r1',
    caseId: 'c-power',
    author: { id: 'a9', channel: 'x', name: '@q8_•••', masked: true },
    channel: 'x',
    route: 'x-reply',
    text: 'عاد التيار.',
    state: 'unknown',
    reason: 'timeout',
    at,
  },
]

const links: readonly LinkWire[] = [
  {
    id: 'l1',
    one: { id: 'a1', channel: 'whatsapp', name: '+965••••5295', masked: true },
    two: { id: 'a9', channel: 'x', name: '@q8_•••', masked: true },
    preferred: 'a1',
    state: 'asked',
    confirmed: { one: true, two: false },
    askedBy: 'Noura',
    createdAt: at,
    expiresAt: iso(Date.now() + 86_400_000),
  },
]
const hooks: readonly HookWire[] = [
  {
    id: 'h1',
    url: 'https://systems.example.gov.kw/sada',
    events: ['case.opened', 'case.closed'],
    createdAt: at,
    createdBy: 'Noura',
    stoppedAt: null,
    last: { status: 204, at },
  },
]

/** People's own rights. */
const answerPrivacy = (app: Hono): void => {
  app.get('/reveal-stops', (c) =>
    c.json({ items: [{ actor: { id: 'u9', name: 'Salem' }, at, reveals: 30 }], next: null }),
  )
  app.get('/erasures', (c) =>
    c.json({
      items: [{ id: 'e1', origin: 'person', state: 'done', posts: 3, by: 'Noura', askedAt: at, doneAt: at }],
      next: null,
    }),
  )
}

export const answerReplyRoom = (app: Hono): void => {
  app.get('/snippets', (c) => c.json({ items: snippets }))
  app.get('/templates', (c) =>
    c.json({
      items: templates,
      offered: [
        { channel: 'whatsapp', name: 'solved', language: 'ar', category: 'utility', body: 'حُلّت {{1}}', variables: 1 },
      ],
    }),
  )
  app.get('/plans', (c) => c.json({ items: asked }))
  app.get('/deliveries/unknown', (c) => c.json({ items: unknown }))
  app.get('/links', (c) => c.json({ items: links }))
  app.get('/hooks', (c) => c.json({ items: hooks }))
  app.get('/cases/:id/links', (c) => c.json({ items: c.req.param('id') === 'c-power' ? links : [] }))
  answerPrivacy(app)
  app.get('/reply-policy', (c) => c.json(usualPolicy))
}
