// The log of what happened: append-only, numbered in commit order without gaps.
import { uuidv7 } from 'uuidv7'
import type { Actor, CaseEventKind, CaseId, EventId, Millis, PostId } from '../model.ts'
import { auditAll } from './audit.ts'
import { takeNumbers } from './counters.ts'
import { insertRows } from './insert.ts'
import type { Reader } from './reader.ts'
import type { EventRow } from './schema.ts'
import type { NewEvent, Tx } from './tx.ts'

/** Says that something happened; it is written with the transaction, last. */
export const emit = (
  tx: Tx,
  event: {
    readonly kind: CaseEventKind
    readonly caseId: CaseId | null
    readonly postId?: PostId | null
    readonly actor: Actor
    readonly at: Millis
    readonly data?: Readonly<Record<string, unknown>>
    readonly undoes?: EventId
  },
): EventId => {
  const id = uuidv7() as EventId
  tx.pending.push({
    id,
    case_id: event.caseId,
    post_id: event.postId ?? null,
    kind: event.kind,
    actor_kind: event.actor.kind,
    actor_id: 'id' in event.actor ? event.actor.id : null,
    actor_name: 'name' in event.actor ? event.actor.name : null,
    data: JSON.stringify(event.data ?? {}),
    at: event.at,
    undoes: event.undoes ?? null,
  })
  return id
}

/** What people did is in the audit log too, whose numbers are taken first by everybody. */
const auditPeople = (tx: Tx, pending: readonly NewEvent[]): Promise<void> =>
  auditAll(
    tx,
    pending
      .filter(({ actor_kind }) => actor_kind !== 'machine')
      .map(({ id, kind, actor_kind, actor_id, actor_name, case_id, post_id, at }) => ({
        actor: { kind: actor_kind, id: actor_id, name: actor_name },
        action: `case-${kind}`,
        subject: case_id ?? post_id,
        at,
        data: { event: id },
      })),
  )

/** The row lock on the counter is held until the commit: whoever saw event n has seen all before it. */
export const saveEvents = async (tx: Tx, pending: readonly NewEvent[]): Promise<readonly EventRow[]> => {
  if (pending.length === 0) return []
  await auditPeople(tx, pending)
  const first = await takeNumbers(tx, 'events', pending.length)
  const rows = pending.map((event, index) => ({ ...event, seq: first + index }))
  await insertRows(tx, 'events', rows)
  return rows
}

/** Events after a position, in order: what a listener that was away has missed. */
export const eventsAfter = (db: Reader, seq: number, limit: number): Promise<readonly EventRow[]> =>
  db.selectFrom('events').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute()

/** The newest position, 0 before the first event. */
export const lastEvent = async (db: Reader): Promise<number> =>
  (await db.selectFrom('counters').select('value').where('name', '=', 'events').executeTakeFirst())?.value ?? 0
