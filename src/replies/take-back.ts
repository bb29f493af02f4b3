// A reply is stopped: what has not left does not leave.
import { ConflictError, NotFoundError } from '../errors.ts'
import { type Actor, nameOf, type ReplyId } from '../model.ts'
import { audit } from '../store/audit.ts'
import { moveDeliveries, progressOf, waiting } from '../store/deliveries.ts'
import { emit, type ReplyRow, write } from '../store/index.ts'
import { findReply, standBack, stopReply } from '../store/replies.ts'
import type { ReplyDesk } from './desk.ts'
import { tell } from './settle.ts'

export type TakenBack = { readonly reply: ReplyRow; readonly cancelled: number }

/** Twice is once. A call under way ends; nobody is called after it. */
export const takeBack = (
  desk: ReplyDesk,
  { reply: id, actor }: { readonly reply: ReplyId; readonly actor: Actor },
): Promise<TakenBack> =>
  write(desk.store, async (tx) => {
    const found = await findReply(tx, id)
    if (found === undefined) throw new NotFoundError(`reply ${id}`)
    const at = desk.clock()
    const stopped = await stopReply(tx, id, nameOf(actor), at)
    if (stopped === undefined) return { reply: found, cancelled: 0 }
    const rows = await moveDeliveries(
      tx,
      id,
      { from: waiting },
      { state: 'cancelled', reason: 'stopped', updated_at: at },
    )
    const { open, reached } = await progressOf(tx, id)
    if (rows.length === 0 && !open)
      throw new ConflictError('all-sent', 'all of this reply has left already. Correct it instead', null)
    for (const row of rows) tell(tx, row, at)
    if (!open && !reached) await standBack(tx, stopped)
    const data = { reply: id, cancelled: rows.length }
    emit(tx, { kind: 'delivery', caseId: stopped.case_id, actor, at, data: { ...data, state: 'cancelled' } })
    await audit(tx, { actor, action: 'reply-stopped', subject: id, at, data: { cancelled: rows.length } })
    return { reply: stopped, cancelled: rows.length }
  })
