// What every resource shares on the wire: ids, times, names of roles, problems, pages.
import { z } from '@hono/zod-openapi'

export const id = z.string().min(1).max(64)

export const iso = z.iso.datetime().describe('UTC, ISO 8601')

export const channelName = z.enum(['whatsapp', 'x', 'instagram', 'chat-export', 'import', 'generic', 'replay'])

export const roleName = z.enum(['viewer', 'agent', 'analyst', 'supervisor', 'admin'])

export const caseKind = z.enum(['complaint', 'suggestion', 'inquiry', 'emergency'])

export const caseStatus = z.enum([
  'open',
  'in-progress',
  'answered',
  'solved',
  'closed',
  'received',
  'under-study',
  'adopted',
  'declined',
  'told',
  'merged',
])

/** RFC 9457 with a stable `code`, both languages, and the field at fault where there is one. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    ar: z.string(),
    en: z.string(),
    field: z.string().optional(),
    fix: z.object({ ar: z.string(), en: z.string() }).optional(),
    requestId: z.string().optional(),
    current: z.unknown().optional(),
  })
  .openapi('Problem')

export const Span = z.object({ start: z.int(), end: z.int() })

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})

export type ProblemWire = z.infer<typeof Problem>
