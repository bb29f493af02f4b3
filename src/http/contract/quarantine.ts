// What was signed and could not be used, and how it is tried again. Its content stays in the store.
import { z } from '@hono/zod-openapi'
import { iso } from './common.ts'

export const QuarantineView = z
  .object({
    id: z.string(),
    what: z.enum(['body', 'event']).describe('a body nobody could read, or an event that failed too often'),
    channel: z.string(),
    account: z.string(),
    postId: z.string().nullable(),
    reason: z.string(),
    receivedAt: iso,
  })
  .openapi('QuarantineItem')
export type QuarantineWire = z.infer<typeof QuarantineView>

export const RequeueBody = z.strictObject({ channel: z.string().min(1).max(40).optional() })
export const RequeueResult = z
  .object({
    read: z.number().int().describe('bodies that are read now'),
    events: z.number().int().describe('events in them that were new'),
    unread: z.number().int().describe('bodies that still cannot be read'),
    retried: z.number().int().describe('failed events that are tried again'),
  })
  .openapi('Requeued')
