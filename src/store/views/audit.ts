// The audit log as people look through it: newest first, narrowed by who, what, whom and when.
import type { Millis } from '../../model.ts'
import type { Store } from '../open.ts'
import type { AuditTable } from '../schema/people.ts'
import { cut, type Key, type Rows } from './page.ts'

export type AuditFilter = {
  readonly action?: string
  /** Id or name of who did it. */
  readonly actor?: string
  readonly subject?: string
  readonly from?: Millis
  readonly to?: Millis
}

export const listAudit = async (
  store: Store,
  { action, actor, subject, from, to }: AuditFilter,
  after: Key | null,
  limit: number,
): Promise<Rows<AuditTable>> => {
  let query = store.read.selectFrom('audit').selectAll()
  if (action !== undefined) query = query.where('action', '=', action)
  if (actor !== undefined)
    query = query.where((eb) => eb.or([eb('actor_id', '=', actor), eb('actor_name', '=', actor)]))
  if (subject !== undefined) query = query.where('subject', '=', subject)
  if (from !== undefined) query = query.where('at', '>=', from)
  if (to !== undefined) query = query.where('at', '<', to)
  if (after !== null) query = query.where('seq', '<', Number(after[0]))
  const rows = await query
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute()
  return cut(rows, limit, ({ seq }) => [seq])
}

/** What has been done so far, for the choice of a filter. */
export const auditActions = async (store: Store): Promise<readonly string[]> => {
  const rows = await store.read.selectFrom('audit').select('action').distinct().orderBy('action').execute()
  return rows.map(({ action }) => action)
}
