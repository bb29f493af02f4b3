// How replies are governed and worded, what single deliveries need from a person, public pages, linked accounts, webhooks out.
import { z } from '@hono/zod-openapi'
import { PolicyChange, policyFields } from '../../replies/policy.ts'
import { channelName, id, iso } from './common.ts'
import { AuthorView } from './posts.ts'

export const PolicyView = z
  .object({ ...policyFields, drafts: z.boolean().describe('whether a drafting service is configured') })
  .openapi('ReplyPolicy')
/** What is left out stays as it is. */
export const PolicyBody = z.strictObject(PolicyChange.shape).openapi('ReplyPolicyChange')

const language = z.string().regex(/^[a-z]{2,3}(?:_[A-Z]{2})?$/, 'write it like ar, en or en_US')
const words = z.string().trim().min(1).max(4096)

export const templateVariable = z.enum(['text', 'reference', 'link', 'area', 'topic', 'count'])
export const TemplateBody = z
  .strictObject({
    channel: z.enum(['whatsapp']).default('whatsapp'),
    name: z
      .string()
      .trim()
      .regex(/^[a-z0-9_]{1,512}$/, 'write it as the platform does: a–z, 0–9 and _'),
    language,
    category: z.enum(['utility', 'marketing', 'authentication']).default('utility'),
    body: z.string().trim().min(1).max(1024).describe('as approved, with {text}, {reference} … for its variables'),
    variables: z.array(templateVariable).max(10).describe('in the order of {{1}}, {{2}} …'),
  })
  .refine(({ body, variables }) => variables.every((name) => body.includes(`{${name}}`)), {
    path: ['body'],
    message: 'must hold each variable as {name}',
  })
  .openapi('TemplateRequest')
export const TemplateView = z
  .object({
    id,
    channel: channelName,
    name: z.string(),
    language: z.string(),
    category: z.string(),
    body: z.string(),
    variables: z.array(templateVariable),
    standing: z
      .string()
      .nullable()
      .describe(
        'what the platform says: approved, pending, paused, rejected …; missing or other-variables; null = not asked',
      ),
    updatedAt: iso,
    updatedBy: z.string().nullable(),
  })
  .openapi('Template')
/** Approved at the platform, and not registered here yet. */
export const OfferedTemplateView = z
  .object({
    channel: channelName,
    name: z.string(),
    language: z.string(),
    category: z.string(),
    body: z.string(),
    variables: z.int(),
  })
  .openapi('OfferedTemplate')

const languages = z
  .record(language, words)
  .refine((texts) => Object.keys(texts).length > 0, 'write it in one language at least')
export const SnippetBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    agency: z.string().max(64).nullable().default(null),
    topic: z.string().max(64).nullable().default(null),
    texts: languages.describe(
      'by language; {reference}, {area}, {topic}, {count}, {link} and, in private, {name} are filled',
    ),
  })
  .openapi('SnippetRequest')
export const SnippetView = z
  .object({
    id,
    name: z.string(),
    agency: z.string().nullable(),
    topic: z.string().nullable(),
    texts: z.record(z.string(), z.string()),
    updatedAt: iso,
    updatedBy: z.string().nullable(),
  })
  .openapi('Snippet')

export const DraftView = z.object({ text: z.string(), language: z.enum(['ar', 'en']) }).openapi('Draft')
export const DraftBody = z.strictObject({ language: z.enum(['ar', 'en']).default('ar') }).openapi('DraftRequest')

export const RetryBody = z.strictObject({ channel: channelName.optional() }).openapi('Retry')
export const RetryResult = z.object({ retried: z.int() })
export const DecideBody = z
  .strictObject({ ended: z.enum(['sent', 'not-sent']).describe('`not-sent` sends it again') })
  .openapi('Decide')
export const StoppedResult = z.object({ cancelled: z.int(), reply: z.object({ id, stoppedAt: iso.nullable() }) })
/** A delivery of which only a person can say how it ended. */
export const UnknownView = z
  .object({
    id,
    replyId: id,
    caseId: id,
    author: AuthorView.nullable(),
    channel: channelName,
    route: z.string().nullable(),
    text: z.string(),
    state: z.string(),
    reason: z.string().nullable(),
    at: iso,
  })
  .openapi('UnknownDelivery')

const summary = z.strictObject({
  ar: z.string().trim().max(1000).optional(),
  en: z.string().trim().max(1000).optional(),
})
export const CasePageBody = z
  .strictObject({
    published: z.boolean().optional(),
    knownIssue: z.boolean().optional().describe('listed for everybody, and answered at the door'),
    summary: summary.optional(),
  })
  .openapi('CasePageRequest')
export const CasePageView = z
  .object({
    caseId: id,
    path: z.string().nullable().describe('null until something of it was decided'),
    published: z.boolean(),
    publishedAt: iso.nullable(),
    knownIssue: z.boolean(),
    summary,
  })
  .openapi('CasePage')

export const LinkBody = z.strictObject({ one: id, two: id, preferred: id }).openapi('LinkRequest')
export const LinkView = z
  .object({
    id,
    one: AuthorView.nullable(),
    two: AuthorView.nullable(),
    preferred: id,
    state: z.enum(['suggested', 'asked', 'linked', 'ended']),
    confirmed: z.object({ one: z.boolean(), two: z.boolean() }),
    askedBy: z.string().nullable(),
    createdAt: iso,
    expiresAt: iso,
  })
  .openapi('Link')

export const hookEvent = z.enum(['case.opened', 'case.merged', 'case.split', 'case.replied', 'case.closed'])
export const HookBody = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }).max(2000),
    events: z.array(hookEvent).min(1),
  })
  .openapi('HookRequest')
export const HookView = z
  .object({
    id,
    url: z.string(),
    events: z.array(hookEvent),
    createdAt: iso,
    createdBy: z.string().nullable(),
    stoppedAt: iso.nullable().describe('it answered 410 Gone'),
    last: z.object({ status: z.int().describe('0 = no answer'), at: iso }).nullable(),
  })
  .openapi('Hook')
/** The secret is shown here and never again. */
export const NewHookView = HookView.extend({ secret: z.string() }).openapi('NewHook')
export const HookTestResult = z.object({ status: z.int() })

export type PolicyWire = z.infer<typeof PolicyView>
export type TemplateWire = z.infer<typeof TemplateView>
export type OfferedTemplateWire = z.infer<typeof OfferedTemplateView>
export type SnippetWire = z.infer<typeof SnippetView>
export type UnknownWire = z.infer<typeof UnknownView>
export type CasePageWire = z.infer<typeof CasePageView>
export type LinkWire = z.infer<typeof LinkView>
export type HookWire = z.infer<typeof HookView>
export type NewHookWire = z.infer<typeof NewHookView>
export type DraftWire = z.infer<typeof DraftView>
