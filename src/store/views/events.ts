// A case's history, newest first, each event with whether it can still be undone.
import type { CaseId, EventId } from '../../model.ts'
import type { Store } from '../open.ts'
import type { EventRow } from '../schema.ts'
import { cut, type Key, type Rows } from './page.ts'

export type HistoryRow = { readonly event: EventRow; readonly undone: boolean }

export const eventsOfCase = async (
  store: Store,
  id: CaseId,
  after: Key | null,
  limit: number,
): Promise<Rows<HistoryRow>> => {
  const events = await store.read
    .selectFrom('events')
    .selectAll()
    .where('case_id', '=', id)
    .$if(after !== null, (query) => query.where('seq', '<', Number(after![0])))
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute()
  const ids = events.map((event) => event.id)
  const undoing =
    ids.length === 0 ? [] : await store.read.selectFrom('events').select('undoes').where('undoes', 'in', ids).execute()
  const undone = new Set(undoing.map(({ undoes }) => undoes))
  const rows = events.map((event) => ({ event, undone: undone.has(event.id) }))
  return cut(rows, limit, ({ event }) => [event.seq])
}

export const caseOfEvent = async (store: Store, id: string): Promise<CaseId | null> =>
  (
    await store.read
      .selectFrom('events')
      .select('case_id')
      .where('id', '=', id as EventId)
      .executeTakeFirst()
  )?.case_id ?? null
