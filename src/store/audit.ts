// Who saw, revealed, changed, exported, replied: append-only, each entry's hash over the one before it.
import { createHash } from 'node:crypto'
import type { Actor, Millis } from '../model.ts'
import { takeNumbers } from './counters.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './write.ts'

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

/** The counter's row lock keeps the chain whole when several workers write. */
export const audit = async (
  tx: Tx,
  entry: {
    readonly actor: Actor
    readonly action: string
    readonly subject: string | null
    readonly at: Millis
    readonly data?: Readonly<Record<string, unknown>>
  },
): Promise<void> => {
  const seq = await takeNumbers(tx, 'audit', 1)
  const before = await tx.selectFrom('audit').select('hash').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const row = {
    seq,
    at: entry.at,
    actorKind: entry.actor.kind,
    actorId: 'id' in entry.actor ? entry.actor.id : null,
    actorName: 'name' in entry.actor ? entry.actor.name : null,
    action: entry.action,
    subject: entry.subject,
    data: JSON.stringify(entry.data ?? {}),
  } as const
  await tx
    .insertInto('audit')
    .values({
      seq,
      at: row.at,
      actor_kind: row.actorKind,
      actor_id: row.actorId,
      actor_name: row.actorName,
      action: row.action,
      subject: row.subject,
      data: row.data,
      hash: hashOf(before?.hash ?? genesis, row),
    })
    .execute()
}

export const auditBefore = (db: Reader, seq: number | null, limit: number): Promise<readonly AuditEntry[]> =>
  db
    .selectFrom('audit')
    .select(columns)
    .$if(seq !== null, (query) => query.where('seq', '<', seq!))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()

export type AuditVerdict =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly seq: number }

/** Walks the whole chain; any changed, missing or added entry is found by the number where it breaks. */
export const verifyAudit = async (db: Reader): Promise<AuditVerdict> => {
  let before = genesis
  let seen = 0
  for (;;) {
    const page = await db
      .selectFrom('audit')
      .select(columns)
      .where('seq', '>', seen)
      .orderBy('seq')
      .limit(500)
      .execute()
    if (page.length === 0) return { ok: true, entries: seen }
    for (const { hash, ...entry } of page) {
      if (entry.seq !== seen + 1 || hash !== hashOf(before, entry)) return { ok: false, seq: seen + 1 }
      before = hash
      seen = entry.seq
    }
  }
}
