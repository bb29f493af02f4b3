// The log of what happened: append-only, numbered in commit order without gaps.
import { uuidv7 } from 'uuidv7'
import type { Actor, CaseEventKind, CaseId, EventId, Millis, PostId } from '../model.ts'
import { ask } from './ask.ts'
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
export const auditPeople = (tx: Tx, pending: readonly NewEvent[]): Promise<void> =>
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

const numbering = `
  with taken as (
    insert into counters (name, value) values ('events', $1)
    on conflict (name) do update set value = counters.value + excluded.value returning value
  ), written as (
    insert into events (seq, id, case_id, post_id, kind, actor_kind, actor_id, actor_name, data, at, undoes)
    select taken.value - $1::bigint + one.n, one.id, one.case_id, one.post_id, one.kind, one.actor_kind,
      one.actor_id, one.actor_name, one.data, one.at, one.undoes
    from taken, rows from (json_to_recordset($2::json) as (id text, case_id text, post_id text, kind text, actor_kind text,
      actor_id text, actor_name text, data text, at bigint, undoes text)) with ordinality
      as one (id, case_id, post_id, kind, actor_kind, actor_id, actor_name, data, at, undoes, n)
  )
  select value as last from taken`

/** JSON would spell out what the engine takes in no text, and be refused whole: a NUL, half a character. */
const spelled = (_: string, value: unknown) =>
  typeof value === 'string' ? value.replaceAll('\0', '\uFFFD').toWellFormed() : value

/** PostgreSQL numbers and writes them at once. */
const numbered = async (tx: Tx, pending: readonly NewEvent[]): Promise<number> => {
  const rows = await ask<{ last: number }>(tx, numbering, [pending.length, JSON.stringify(pending, spelled)])
  return rows[0]!.last
}

const inOrder = (pending: readonly NewEvent[], last: number): readonly EventRow[] =>
  pending.map((event, index) => ({ ...event, seq: last - pending.length + 1 + index }))

/** The row lock on the counter is held until the commit: whoever saw event n has seen all before it. */
export const saveEvents = async (tx: Tx, pending: readonly NewEvent[]): Promise<readonly EventRow[]> => {
  if (pending.length === 0) return []
  if (tx.engine === 'postgres') return inOrder(pending, await numbered(tx, pending))
  const first = await takeNumbers(tx, 'events', pending.length)
  const rows = inOrder(pending, first + pending.length - 1)
  await insertRows(tx, 'events', rows)
  return rows
}

/** Events after a position, in order: what a listener that was away has missed. */
export const eventsAfter = (db: Reader, seq: number, limit: number): Promise<readonly EventRow[]> =>
  db.selectFrom('events').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute()

/** The newest position, 0 before the first event. */
export const lastEvent = async (db: Reader): Promise<number> =>
  (await db.selectFrom('counters').select('value').where('name', '=', 'events').executeTakeFirst())?.value ?? 0
