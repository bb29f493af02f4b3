// The log of who saw, revealed, changed, exported, replied.
import { z } from '@hono/zod-openapi'
import { id, PageQuery } from './common.ts'

export const AuditFilterQuery = z.object({
  actor: id.optional().describe('id of a user or token'),
  action: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional(),
  subject: id.optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
})
export const AuditQuery = PageQuery.extend(AuditFilterQuery.shape)
export const AuditExportQuery = AuditFilterQuery.extend({ format: z.enum(['jsonl', 'csv']).default('jsonl') })
export const AuditVerdictView = z
  .object({ ok: z.boolean(), entries: z.int(), broken: z.int().nullable().describe('number of the first wrong entry') })
  .openapi('AuditVerdict')
