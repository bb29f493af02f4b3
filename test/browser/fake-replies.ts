// What the fake API answers to the room of replies and to the composer's small questions.
import type { Hono } from 'hono'
import type { AskedPlanWire, SnippetWire, TemplateWire, UnknownWire } from '../../src/http/contract.ts'
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

export const answerReplyRoom = (app: Hono): void => {
  app.get('/snippets', (c) => c.json({ items: snippets }))
  app.get('/templates', (c) => c.json({ items: templates }))
  app.get('/plans', (c) => c.json({ items: asked }))
  app.get('/deliveries/unknown', (c) => c.json({ items: unknown }))
  app.get('/reply-policy', (c) => c.json(usualPolicy))
}
