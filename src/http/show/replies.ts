// Replies as the wire shows them: one line a person, with how far it has come.
import type { ReplyRow, Store } from '../../store/index.ts'
import { authorsById } from '../../store/views/posts.ts'
import { deliveriesOf } from '../../store/views/replies.ts'
import { foreignCases, type Scope } from '../../store/views/scope.ts'
import type { ReplyWire } from '../contract.ts'
import { authorView } from '../mask.ts'
import { iso, isoOrNull } from './time.ts'

export const showReplies = async (store: Store, rows: readonly ReplyRow[], scope: Scope): Promise<ReplyWire[]> => {
  const foreign = await foreignCases(
    store,
    scope,
    rows.map(({ case_id }) => case_id),
  )
  const deliveries = await deliveriesOf(
    store,
    rows.map(({ id }) => id),
  )
  const authors = await authorsById(
    store,
    [...deliveries.values()].flat().map(({ author_id }) => author_id),
  )
  return rows.map((row) => {
    const mine = deliveries.get(row.id) ?? []
    const counts: Record<string, number> = {}
    for (const { state } of mine) counts[state] = (counts[state] ?? 0) + 1
    return {
      id: row.id,
      caseId: row.case_id,
      text: row.text,
      by: row.actor,
      at: iso(row.at),
      kind: row.kind,
      dueAt: isoOrNull(row.due_at),
      approvedBy: row.approved_by,
      stopped: row.stopped_at === null ? null : { at: iso(row.stopped_at), by: row.stopped_by ?? '' },
      deliveries: mine.map((delivery) => {
        const author = authors.get(delivery.author_id)
        return {
          id: delivery.id,
          author:
            author === undefined || foreign.has(row.case_id)
              ? null
              : authorView({ ...author, remoteId: author.remote_id }),
          channel: delivery.channel,
          route: delivery.route,
          state: delivery.state,
          reason: delivery.reason,
          at: iso(delivery.updated_at),
          dueAt: ['planned', 'retry'].includes(delivery.state) ? iso(delivery.due_at) : null,
          decidedBy: delivery.decided_by,
        }
      }),
      counts,
    }
  })
}
