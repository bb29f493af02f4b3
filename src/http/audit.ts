// The log of who saw, revealed, changed, exported, replied: pages by what one looks for, the whole of it to take away, and
// whether it still is what was written.
import type { z } from '@hono/zod-openapi'
import { stream } from 'hono/streaming'
import { csvHeader, csvRow } from '../ops/csv.ts'
import { type AuditEntry, type AuditFilter, audit, auditBefore, verifyAudit } from '../store/audit.ts'
import { type Reader, write } from '../store/index.ts'
import { type App, jsonAnswer, route, whoOf } from './context.ts'
import {
  AuditExportQuery,
  type AuditFilterQuery,
  AuditQuery,
  AuditVerdictView,
  AuditView,
  type AuditWire,
  page,
} from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Server } from './server.ts'
import { iso } from './show/time.ts'

const auditRoute = route({
  method: 'get',
  path: '/api/v1/audit',
  summary: 'Who saw, revealed, changed, exported, replied; newest first',
  request: { query: AuditQuery.strict() },
  responses: { 200: jsonAnswer(page(AuditView)) },
})
const exportRoute = route({
  method: 'get',
  path: '/api/v1/audit/export',
  summary: 'The log as a file, newest first; itself audited',
  request: { query: AuditExportQuery.strict() },
  responses: {
    200: {
      description: 'a line an entry',
      content: { 'application/x-ndjson': { schema: { type: 'string' } }, 'text/csv': { schema: { type: 'string' } } },
    },
  },
})
const verifyRoute = route({
  method: 'get',
  path: '/api/v1/audit/verify',
  summary: 'Walks the chain of hashes: whether any entry was changed, added or taken out',
  responses: { 200: jsonAnswer(AuditVerdictView) },
})

export const auditView = (entry: AuditEntry): AuditWire & { readonly hash: string } => ({
  seq: entry.seq,
  at: iso(entry.at),
  actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
  action: entry.action,
  subject: entry.subject,
  data: JSON.parse(entry.data) as Record<string, unknown>,
  hash: entry.hash,
})

const filterOf = ({ since, until, ...rest }: z.infer<typeof AuditFilterQuery>): AuditFilter => ({
  ...rest,
  ...(since === undefined ? {} : { since: Date.parse(since) }),
  ...(until === undefined ? {} : { until: Date.parse(until) }),
})

const columns = 'seq at actor.kind actor.id actor.name action subject data hash'.split(' ')

export async function* auditLines(db: Reader, filter: AuditFilter, csv: boolean): AsyncGenerator<string> {
  if (csv) yield csvHeader(columns)
  for (let before: number | null = null; ; ) {
    const rows: readonly AuditEntry[] = await auditBefore(db, before, 500, filter)
    if (rows.length === 0) return
    yield rows.map((row) => (csv ? csvRow(auditView(row), columns) : `${JSON.stringify(auditView(row))}\n`)).join('')
    before = rows.at(-1)!.seq
  }
}

export const auditLog = (app: App, { store, clock }: Server): void => {
  app.openapi(auditRoute, async (c) => {
    const { limit, cursor, ...rest } = c.req.valid('query')
    const after = readCursor(cursor, ['audit', rest], 1)
    const rows = await auditBefore(store.read, after === null ? null : Number(after[0]), limit + 1, filterOf(rest))
    const items = rows.slice(0, limit).map((row) => {
      const { hash: _, ...entry } = auditView(row)
      return entry
    })
    const next = rows.length > limit ? writeCursor([items.at(-1)!.seq], ['audit', rest]) : null
    return c.json({ items, next }, 200)
  })
  app.openapi(exportRoute, async (c) => {
    const { format, ...rest } = c.req.valid('query')
    const entry = { actor: whoOf(c), action: 'exported', subject: 'audit', at: clock(), data: { format } }
    await write(store, (tx) => audit(tx, entry))
    c.header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8')
    c.header('content-disposition', `attachment; filename="audit.${format}"`)
    return stream(c, async (out) => {
      for await (const lines of auditLines(store.read, filterOf(rest), format === 'csv')) await out.write(lines)
    })
  })
  app.openapi(verifyRoute, async (c) => {
    const verdict = await verifyAudit(store.read)
    const view = verdict.ok
      ? { ok: true, entries: verdict.entries, broken: null }
      : { ok: false, entries: verdict.seq - 1, broken: verdict.seq }
    return c.json(view, 200)
  })
}
