// A case's history, newest first.
import type { CaseId } from '../../model.ts'
import type { Store } from '../open.ts'
import type { EventRow } from '../schema.ts'
import { cut, type Key, type Rows } from './page.ts'

export const eventsOfCase = async (
  store: Store,
  id: CaseId,
  after: Key | null,
  limit: number,
): Promise<Rows<EventRow>> => {
  const rows = await store.read
    .selectFrom('events')
    .selectAll()
    .where('case_id', '=', id)
    .$if(after !== null, (query) => query.where('seq', '<', Number(after![0])))
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute()
  return cut(rows, limit, ({ seq }) => [seq])
}
