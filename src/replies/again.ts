// What a person decides of single deliveries: how an unknown one ended, and that a failed one is tried again.
import type { Channel } from '../../connectors/connector.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { type Actor, type DeliveryId, nameOf, type ReplyId } from '../model.ts'
import { audit } from '../store/audit.ts'
import { findDelivery, moveDeliveries, moveDelivery } from '../store/deliveries.ts'
import { type DeliveryRow, write } from '../store/index.ts'
import { findReply } from '../store/replies.ts'
import type { ReplyDesk } from './desk.ts'
import { tell } from './settle.ts'

type OnDelivery = { readonly delivery: DeliveryId; readonly actor: Actor }

/** `sent`: the person has seen it there. `not-sent`: it is not there, and is sent again. */
export const decideUnknown = (
  desk: ReplyDesk,
  { delivery: id, actor, ended }: OnDelivery & { readonly ended: 'sent' | 'not-sent' },
): Promise<DeliveryRow> =>
  write(desk.store, async (tx) => {
    const row = await findDelivery(tx, id)
    if (row === undefined) throw new NotFoundError(`delivery ${id}`)
    const at = desk.clock()
    const decided = { decided_by: nameOf(actor), updated_at: at } as const
    const moved = await moveDelivery(
      tx,
      id,
      ['unknown'],
      ended === 'sent'
        ? { state: 'sent', reason: 'seen-by-a-person', ...decided }
        : { state: 'retry', due_at: at, reason: 'sent-again', ...decided },
    )
    if (moved === undefined)
      throw new ConflictError('not-unknown', `this delivery is ${row.state}; only an unknown one is decided`, {
        state: row.state,
      })
    tell(tx, moved, at)
    await audit(tx, { actor, action: 'delivery-decided', subject: id, at, data: { ended, reply: row.reply_id } })
    return moved
  })

const ended = ['failed', 'refused'] as const

/** One person's, or all of a reply's on one channel. What never had a way out is planned anew instead. */
export const tryAgain = (
  desk: ReplyDesk,
  wanted: ({ readonly delivery: DeliveryId } | { readonly reply: ReplyId; readonly channel?: Channel }) & {
    readonly actor: Actor
  },
): Promise<number> =>
  write(desk.store, async (tx) => {
    const at = desk.clock()
    const { actor } = wanted
    const to = { state: 'retry', due_at: at, reason: 'sent-again', code: null, updated_at: at } as const
    if ('reply' in wanted) {
      const reply = await findReply(tx, wanted.reply)
      if (reply === undefined) throw new NotFoundError(`reply ${wanted.reply}`)
      const rows = await moveDeliveries(tx, wanted.reply, { from: ended, channel: wanted.channel }, to)
      for (const row of rows) tell(tx, row, at)
      await audit(tx, { actor, action: 'reply-retried', subject: wanted.reply, at, data: { deliveries: rows.length } })
      return rows.length
    }
    const row = await findDelivery(tx, wanted.delivery)
    if (row === undefined) throw new NotFoundError(`delivery ${wanted.delivery}`)
    const moved = row.route === null ? undefined : await moveDelivery(tx, row.id, ended, to)
    if (moved === undefined)
      throw new ConflictError('not-failed', `this delivery is ${row.state} and has no way to be tried again`, {
        state: row.state,
      })
    tell(tx, moved, at)
    await audit(tx, { actor, action: 'delivery-retried', subject: row.id, at, data: { reply: row.reply_id } })
    return 1
  })
