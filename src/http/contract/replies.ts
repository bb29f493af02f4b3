// Replies: the plan, what was sent, how far it came.
import { z } from '@hono/zod-openapi'
import { channelName, id, iso } from './common.ts'
import { AuthorView } from './posts.ts'

export const DeliveryView = z.union([
  z.object({ author: id, channel: channelName, route: z.string(), text: z.string(), deadline: iso.nullable() }),
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
  })
  .openapi('PlanRequest')

export const PlanView = z
  .object({
    planId: id,
    caseId: id,
    kind: z.enum(['answer', 'correction']),
    deliveries: z.array(DeliveryView),
    counts: z.record(z.string(), z.int()),
  })
  .openapi('Plan')

export const SendBody = z.object({ planId: id }).openapi('Send')

export const ReplyView = z
  .object({
    id,
    caseId: id,
    text: z.string(),
    by: z.string().nullable(),
    at: iso,
    kind: z.enum(['answer', 'correction']),
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
      }),
    ),
    counts: z.record(z.string(), z.int()),
  })
  .openapi('Reply')

export type PlanWire = z.infer<typeof PlanView>

export type ReplyWire = z.infer<typeof ReplyView>
