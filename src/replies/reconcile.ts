// What a channel tells of our own messages settles how far each has come: in any order, as often as it likes.
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import type { DeliveryRow, Tx } from '../store/index.ts'
import { deliveryOf, moveDelivery } from '../store/replies.ts'
import { tell } from './settle.ts'

type State = DeliveryRow['state']

/** The states a word may move a delivery on from: never backwards, and nothing fails that was delivered. */
const before: Readonly<Record<string, { readonly to: State; readonly from: readonly State[] }>> = {
  sent: { to: 'sent', from: ['sending', 'retry', 'unknown'] },
  delivered: { to: 'delivered', from: ['sending', 'retry', 'unknown', 'sent'] },
  read: { to: 'read', from: ['sending', 'retry', 'unknown', 'sent', 'delivered'] },
  played: { to: 'read', from: ['sending', 'retry', 'unknown', 'sent', 'delivered'] },
  failed: { to: 'failed', from: ['sending', 'retry', 'unknown', 'sent'] },
}

export const reconcile =
  (clock: () => Millis) =>
  async (tx: Tx, event: ChannelEvent): Promise<void> => {
    const move = before[event.status ?? (event.kind === 'read' ? 'read' : '')]
    const remoteId = event.target ?? event.remoteId
    const row =
      move &&
      (await deliveryOf(tx, {
        channel: event.channel,
        remoteId,
        ...(event.key === undefined ? {} : { key: event.key }),
      }))
    if (move === undefined || row === undefined) return
    const at = clock()
    const failed = move.to === 'failed'
    const moved = await moveDelivery(tx, row.id, move.from, {
      state: move.to,
      remote_id: row.remote_id ?? remoteId,
      code: failed ? (event.error?.code ?? null) : null,
      reason: failed ? (event.error?.message ?? 'failed') : null,
      updated_at: at,
    })
    if (moved !== undefined) tell(tx, moved, at)
  }
