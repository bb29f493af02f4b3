// The audit log as lines of a file, newest first.
import { type AuditEntry, auditBefore } from '../store/audit.ts'
import type { Reader } from '../store/index.ts'
import { csvHeader, csvRow } from './csv.ts'

const view = (entry: AuditEntry) => ({
  seq: entry.seq,
  at: new Date(entry.at).toISOString(),
  actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
  action: entry.action,
  subject: entry.subject,
  data: JSON.parse(entry.data) as Record<string, unknown>,
  hash: entry.hash,
})

const columns = 'seq at actor.kind actor.id actor.name action subject data hash'.split(' ')

export async function* auditLines(db: Reader, csv: boolean): AsyncGenerator<string> {
  if (csv) yield csvHeader(columns)
  for (let before: number | null = null; ; ) {
    const rows: readonly AuditEntry[] = await auditBefore(db, before, 500)
    if (rows.length === 0) return
    yield rows.map((row) => (csv ? csvRow(view(row), columns) : `${JSON.stringify(view(row))}\n`)).join('')
    before = rows.at(-1)!.seq
  }
}
