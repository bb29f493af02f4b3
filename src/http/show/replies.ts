// Replies as the wire shows them: one line a person, with how far it has come.
import type { ReplyRow, Store } from '../../store/index.ts'
import { authorsById } from '../../store/views/posts.ts'
import { deliveriesOf } from '../../store/views/replies.ts'
import type { ReplyWire } from '../contract.ts'
import { authorView } from '../mask.ts'
import { iso } from './time.ts'

export const showReplies = async (store: Store, rows: readonly ReplyRow[]): Promise<ReplyWire[]> => {
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
      deliveries: mine.map((delivery) => {
        const author = authors.get(delivery.author_id)
        return {
          id: delivery.id,
          author: author === undefined ? null : authorView({ ...author, remoteId: author.remote_id }),
          channel: delivery.channel,
          route: delivery.route,
          state: delivery.state,
          reason: delivery.reason,
          at: iso(delivery.updated_at),
        }
      }),
      counts,
    }
  })
}
