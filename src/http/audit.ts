// The log of who saw, revealed, changed, exported, replied; looked through, and taken out for the archive.
import { z } from '@hono/zod-openapi'
import { stream } from 'hono/streaming'
import { csvHeader, csvRow } from '../ops/csv.ts'
import { audit } from '../store/audit.ts'
import { write } from '../store/index.ts'
import type { AuditTable } from '../store/schema/people.ts'
import { type AuditFilter, auditActions, listAudit } from '../store/views/audit.ts'
import type { Key } from '../store/views/page.ts'
import { type App, jsonAnswer, route, whoOf } from './context.ts'
import { AuditView, PageQuery } from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Server } from './server.ts'
import { iso } from './show/time.ts'

const filters = {
  action: z.string().min(1).max(64).optional(),
  actor: z.string().min(1).max(100).optional().describe('id or name of who did it'),
  subject: z.string().min(1).max(64).optional().describe('id of what it was done to'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
}

const auditRoute = route({
  method: 'get',
  path: '/api/v1/audit',
  summary: 'Who saw, revealed, changed, exported, replied; newest first',
  request: { query: PageQuery.extend(filters).strict() },
  responses: {
    200: jsonAnswer(
      z.object({
        items: z.array(AuditView),
        next: z.string().nullable(),
        actions: z.array(z.string()).describe('every action that the log holds'),
      }),
    ),
  },
})
const exportRoute = route({
  method: 'get',
  path: '/api/v1/audit/export',
  summary: 'The log, or what a filter leaves of it, as a file; taking it out is noted in it',
  request: { query: z.strictObject({ ...filters, format: z.enum(['jsonl', 'csv']).default('jsonl') }) },
  responses: { 200: { description: 'a file', content: { 'application/x-ndjson': {}, 'text/csv': {} } } },
})

type Given = { readonly from?: string | undefined; readonly to?: string | undefined } & {
  readonly [name in 'action' | 'actor' | 'subject']?: string | undefined
}
const filterOf = ({ action, actor, subject, from, to }: Given): AuditFilter => ({
  ...(action === undefined ? {} : { action }),
  ...(actor === undefined ? {} : { actor }),
  ...(subject === undefined ? {} : { subject }),
  ...(from === undefined ? {} : { from: Date.parse(from) }),
  ...(to === undefined ? {} : { to: Date.parse(to) }),
})

const view = (entry: AuditTable): z.infer<typeof AuditView> => ({
  seq: entry.seq,
  at: iso(entry.at),
  actor: { kind: entry.actor_kind, id: entry.actor_id, name: entry.actor_name },
  action: entry.action,
  subject: entry.subject,
  data: JSON.parse(entry.data) as Record<string, unknown>,
})

const columns = ['seq', 'at', 'actor.kind', 'actor.id', 'actor.name', 'action', 'subject', 'data', 'hash']
const types = { jsonl: 'application/x-ndjson; charset=utf-8', csv: 'text/csv; charset=utf-8' }
const pageSize = 500

export const auditLog = (app: App, { store, clock }: Server): void => {
  app.openapi(auditRoute, async (c) => {
    const { limit, cursor, ...rest } = c.req.valid('query')
    const { rows, next } = await listAudit(store, filterOf(rest), readCursor(cursor, rest, 1), limit)
    const actions = [...(await auditActions(store))]
    return c.json({ items: rows.map(view), next: next && writeCursor(next, rest), actions }, 200)
  })
  app.openapi(exportRoute, async (c) => {
    const { format, ...rest } = c.req.valid('query')
    const entry = { actor: whoOf(c), action: 'exported', subject: 'audit', at: clock(), data: { format, ...rest } }
    await write(store, (tx) => audit(tx, entry))
    c.header('content-type', types[format])
    c.header('content-disposition', `attachment; filename="audit.${format}"`)
    return stream(c, async (out) => {
      if (format === 'csv') await out.write(csvHeader(columns))
      let after: Key | null = null
      do {
        const page: Awaited<ReturnType<typeof listAudit>> = await listAudit(store, filterOf(rest), after, pageSize)
        for (const row of page.rows) {
          const item = { ...view(row), hash: row.hash }
          await out.write(format === 'csv' ? csvRow(item, columns) : `${JSON.stringify(item)}\n`)
        }
        after = page.next
      } while (after !== null && !out.aborted)
    })
  })
}
