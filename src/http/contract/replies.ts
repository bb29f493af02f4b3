// Replies: the plan, what was sent, how far it came.
import { z } from '@hono/zod-openapi'
import { channelName, id, iso } from './common.ts'
import { AuthorView } from './posts.ts'

export const DeliveryView = z.union([
  z.object({
    author: id,
    channel: channelName,
    route: z.string(),
    text: z.string(),
    language: z.enum(['ar', 'en']),
    deadline: iso.nullable(),
    cost: z.number().nullable().describe('US dollars, where the channel charges'),
  }),
  z.object({ author: id, channel: channelName, refused: z.string() }),
])

/** `everyone` needs a text; `late` repeats the standing answer to who joined since; `wrong` corrects who got another case's. */
export const PlanBody = z
  .object({
    text: z.string().min(1).max(4096).optional(),
    language: z.enum(['ar', 'en']).optional().describe('of `text`; told from its letters when left out'),
    texts: z
      .object({ ar: z.string().min(1).max(4096).optional(), en: z.string().min(1).max(4096).optional() })
      .optional()
      .describe('one answer in two languages: each author gets his own'),
    audience: z.enum(['everyone', 'late', 'wrong']).optional(),
    publicPost: z.boolean().optional().describe('one public post for those X does not let us answer'),
  })
  .openapi('PlanRequest')

export const PlanView = z
  .object({
    planId: id,
    caseId: id,
    kind: z.enum(['answer', 'correction']),
    deliveries: z.array(DeliveryView),
    counts: z.record(z.string(), z.int()),
    cost: z.number().describe('US dollars'),
    needsApproval: z.boolean().describe('it reaches so many that a second person must approve it'),
  })
  .openapi('Plan')

export const replyKind = z.enum([
  'answer',
  'correction',
  'acknowledgement',
  'status',
  'known-issue',
  'question',
  'link',
])

export const SendBody = z.object({ planId: id }).openapi('Send')

/** A plan that waits for a second person. */
export const AskedPlanView = z
  .object({
    planId: id,
    caseId: id,
    text: z.string(),
    going: z.int(),
    counts: z.record(z.string(), z.int()),
    askedBy: z.string().nullable(),
    askedAt: iso.nullable(),
    state: z.enum(['planned', 'asked', 'sent']),
    replyId: id.nullable(),
    mine: z.boolean().describe('you asked for it, so somebody else must approve it'),
  })
  .openapi('AskedPlan')

export const ReplyView = z
  .object({
    id,
    caseId: id,
    text: z.string(),
    by: z.string().nullable(),
    at: iso,
    kind: replyKind,
    dueAt: iso.nullable().describe('nothing of it leaves before'),
    approvedBy: z.string().nullable(),
    stopped: z.object({ at: iso, by: z.string() }).nullable(),
    deliveries: z.array(
      z.object({
        id,
        author: AuthorView.nullable(),
        channel: channelName,
        route: z.string().nullable(),
        state: z.enum([
          'planned',
          'sending',
          'sent',
          'delivered',
          'read',
          'retry',
          'failed',
          'refused',
          'unknown',
          'cancelled',
        ]),
        reason: z.string().nullable(),
        at: iso,
        dueAt: iso.nullable().describe('when it is tried (again)'),
        decidedBy: z.string().nullable().describe('who said how it ended, where the channel could not tell'),
      }),
    ),
    counts: z.record(z.string(), z.int()),
  })
  .openapi('Reply')

export const WrongAnswers = z
  .object({ items: z.array(z.object({ text: z.string(), at: iso, accounts: z.int() })) })
  .openapi('WrongAnswers')

export type WrongAnswersWire = z.infer<typeof WrongAnswers>
export type PlanWire = z.infer<typeof PlanView>

export type ReplyWire = z.infer<typeof ReplyView>
export type AskedPlanWire = z.infer<typeof AskedPlanView>
