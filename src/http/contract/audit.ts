// Whether the log of who saw, revealed, changed, exported, replied is whole.
import { z } from '@hono/zod-openapi'

export const AuditVerdictView = z
  .object({ ok: z.boolean(), entries: z.int(), broken: z.int().nullable().describe('number of the first wrong entry') })
  .openapi('AuditVerdict')
