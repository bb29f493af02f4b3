// Who saw, revealed, changed, exported, replied: append-only, each entry's hash over the one before it.
import { createHash } from 'node:crypto'
import { maskPersonalData } from '../../dedupe/index.ts'
import type { ActorKind, Millis } from '../model.ts'
import { takeNumbers } from './counters.ts'
import { insertRows } from './insert.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

export type AuditEntry = {
  readonly seq: number
  readonly at: Millis
  readonly actorKind: string
  readonly actorId: string | null
  readonly actorName: string | null
  readonly action: string
  readonly subject: string | null
  readonly data: string
  readonly hash: string
}

const genesis = '0'.repeat(64)
const hashOf = (before: string, entry: Omit<AuditEntry, 'hash'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        before,
        entry.seq,
        entry.at,
        entry.actorKind,
        entry.actorId,
        entry.actorName,
        entry.action,
        entry.subject,
        entry.data,
      ]),
    )
    .digest('hex')

const columns = [
  'seq',
  'at',
  'actor_kind as actorKind',
  'actor_id as actorId',
  'actor_name as actorName',
  'action',
  'subject',
  'data',
  'hash',
] as const

export type NewAuditEntry = {
  readonly actor: {
    readonly kind: ActorKind
    readonly id?: string | null
    readonly name?: string | null
    readonly role?: string
  }
  readonly action: string
  /** An id of ours, never what identifies a citizen. */
  readonly subject: string | null
  readonly at: Millis
  readonly data?: Readonly<Record<string, unknown>>
}

/** The log is never changed: what people typed goes into it with personal data covered. */
const covered = (value: unknown): unknown => {
  if (typeof value === 'string') return isId(value) ? value : maskPersonalData(value)
  if (Array.isArray(value)) return value.map(covered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, covered(inner)]))
}
const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)

/** The counter's row lock keeps the chain whole when several workers write: it is held for as few answers as can be. */
export const auditAll = async (tx: Tx, entries: readonly NewAuditEntry[]): Promise<void> => {
  if (entries.length === 0) return
  const first = await takeNumbers(tx, 'audit', entries.length)
  const newest = await tx.selectFrom('audit').select('hash').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  let hash = newest?.hash ?? genesis
  const rows = entries.map(({ actor, action, subject, at, data = {} }, index) => {
    const said = { at, action, subject, data: JSON.stringify(covered(data)) }
    const by = { actorKind: actor.kind, actorId: actor.id ?? null, actorName: actor.name ?? null }
    const seq = first + index
    hash = hashOf(hash, { seq, ...said, ...by })
    return { seq, ...said, actor_kind: by.actorKind, actor_id: by.actorId, actor_name: by.actorName, hash }
  })
  await insertRows(tx, 'audit', rows)
}

export const audit = (tx: Tx, entry: NewAuditEntry): Promise<void> => auditAll(tx, [entry])

/** Newest first. */
export const auditBefore = (db: Reader, seq: number | null, limit: number): Promise<readonly AuditEntry[]> =>
  db
    .selectFrom('audit')
    .select(columns)
    .$if(seq !== null, (query) => query.where('seq', '<', seq!))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()

/** The whole log in order, a page at a time. */
export async function* wholeAudit(db: Reader, page = 500): AsyncGenerator<readonly AuditEntry[]> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('audit')
      .select(columns)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(page)
      .execute()
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)!.seq
  }
}

export type AuditVerdict =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly seq: number }

/** Walks the whole chain; any changed, missing or added entry is found by the number where it breaks. */
export const verifyAudit = async (db: Reader): Promise<AuditVerdict> => {
  let before = genesis
  let seen = 0
  for await (const page of wholeAudit(db))
    for (const { hash, ...entry } of page) {
      if (entry.seq !== seen + 1 || hash !== hashOf(before, entry)) return { ok: false, seq: seen + 1 }
      before = hash
      seen = entry.seq
    }
  const counted = await db.selectFrom('counters').select('value').where('name', '=', 'audit').executeTakeFirst()
  return (counted?.value ?? 0) === seen ? { ok: true, entries: seen } : { ok: false, seq: seen + 1 }
}
