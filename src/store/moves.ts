// Which posts an event moved.
import type { CaseId, EventId, PostId } from '../model.ts'
import { insertRows } from './insert.ts'
import type { Reader } from './reader.ts'
import type { EventRow } from './schema.ts'
import type { Tx } from './tx.ts'

export type Move = { readonly post: PostId; readonly from: CaseId | null; readonly to: CaseId | null }

export const saveMoves = async (tx: Tx, event: EventId, moves: readonly Move[]): Promise<void> => {
  const rows = moves.map(({ post, from, to }) => ({ event_id: event, post_id: post, from_case: from, to_case: to }))
  await insertRows(tx, 'moves', rows)
}

export const movesOf = async (db: Reader, event: EventId): Promise<readonly Move[]> => {
  const rows = await db.selectFrom('moves').selectAll().where('event_id', '=', event).execute()
  return rows.map((row) => ({ post: row.post_id, from: row.from_case, to: row.to_case }))
}

export const findEvent = (db: Reader, id: EventId): Promise<EventRow | undefined> =>
  db.selectFrom('events').selectAll().where('id', '=', id).executeTakeFirst()

export const undoingOf = (db: Reader, id: EventId): Promise<EventRow | undefined> =>
  db.selectFrom('events').selectAll().where('undoes', '=', id).executeTakeFirst()

/** What people did to these cases after an event and has not been undone: it stands on that event. */
export const laterEvents = async (
  db: Reader,
  after: number,
  about: { readonly cases: readonly CaseId[]; readonly kinds: readonly EventRow['kind'][] },
): Promise<readonly EventRow[]> => {
  const ids = about.cases.length === 0 ? ['' as CaseId] : [...about.cases]
  const moved = db.selectFrom('moves').select('event_id')
  return db
    .selectFrom('events')
    .selectAll()
    .where('seq', '>', after)
    .where((e) =>
      e.or([
        e('case_id', 'in', ids),
        e(
          'id',
          'in',
          moved.where((m) => m.or([m('from_case', 'in', ids), m('to_case', 'in', ids)])),
        ),
      ]),
    )
    .where('kind', 'in', [...about.kinds])
    .where((e) =>
      e.not(
        e.exists(e.selectFrom('events as undoing').select('undoing.id').whereRef('undoing.undoes', '=', 'events.id')),
      ),
    )
    .orderBy('seq')
    .execute()
}
