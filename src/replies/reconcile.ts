// What a channel tells of our own messages settles how far each has come: in any order, as often as it likes.
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import { deliveryOf, moveDelivery, type Settled } from '../store/deliveries.ts'
import type { DeliveryRow, Tx } from '../store/index.ts'
import { silence } from '../store/reach.ts'
import { asTemplate, tell } from './settle.ts'

type State = DeliveryRow['state']
type Move = { readonly to: State; readonly from: readonly State[] }

/** The states a word may move a delivery on from: never backwards, and nothing fails that was delivered. */
const before: Readonly<Record<string, Move>> = {
  sent: { to: 'sent', from: ['sending', 'retry', 'unknown'] },
  delivered: { to: 'delivered', from: ['sending', 'retry', 'unknown', 'sent'] },
  read: { to: 'read', from: ['sending', 'retry', 'unknown', 'sent', 'delivered'] },
  played: { to: 'read', from: ['sending', 'retry', 'unknown', 'sent', 'delivered'] },
  failed: { to: 'failed', from: ['sending', 'retry', 'unknown', 'sent'] },
}

/** WhatsApp's codes that change what comes next, whether told at once or afterwards. */
const windowClosed = '131047'
const undeliverable = '131026'

const settledBy = (event: ChannelEvent, move: Move, row: DeliveryRow, at: Millis): Settled => {
  const failed = move.to === 'failed'
  const again = failed && event.error?.code === windowClosed ? asTemplate(row, at) : null
  return (
    again ?? {
      state: move.to,
      remote_id: row.remote_id ?? event.target ?? event.remoteId,
      code: failed ? (event.error?.code ?? null) : null,
      reason: failed ? (event.error?.message ?? 'failed') : null,
      updated_at: at,
    }
  )
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
    const moved = await moveDelivery(tx, row.id, move.from, settledBy(event, move, row, at))
    if (moved === undefined) return
    if (moved.state === 'failed' && event.error?.code === undeliverable)
      await silence(tx, row.author_id, { reason: 'blocked', at })
    tell(tx, moved, at)
  }
