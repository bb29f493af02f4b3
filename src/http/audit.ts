// The log of who saw, revealed, changed, exported, replied.
import { auditBefore } from '../store/audit.ts'
import { type App, jsonAnswer, route } from './context.ts'
import { AuditView, PageQuery, page } from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Server } from './server.ts'
import { iso } from './show/time.ts'

const auditRoute = route({
  method: 'get',
  path: '/api/v1/audit',
  summary: 'Who saw, revealed, changed, exported, replied; newest first',
  request: { query: PageQuery.strict() },
  responses: { 200: jsonAnswer(page(AuditView)) },
})

export const auditLog = (app: App, server: Server): void => {
  app.openapi(auditRoute, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const after = readCursor(cursor, 'audit', 1)
    const rows = await auditBefore(server.store.read, after === null ? null : Number(after[0]), limit + 1)
    const items = rows.slice(0, limit).map((entry) => ({
      seq: entry.seq,
      at: iso(entry.at),
      actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
      action: entry.action,
      subject: entry.subject,
      data: JSON.parse(entry.data) as Record<string, unknown>,
    }))
    const next = rows.length > limit ? writeCursor([items.at(-1)!.seq], 'audit') : null
    return c.json({ items, next }, 200)
  })
}
