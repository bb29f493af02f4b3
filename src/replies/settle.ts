// How an attempt ended, recorded under its fence, and told to whoever watches the case.
import type { DeliveryOutcome } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import { type DeliveryRow, emit, type Store, type Tx, write } from '../store/index.ts'
import { moveDelivery, type Settled, settleDelivery } from '../store/replies.ts'

const machine = { kind: 'machine' } as const

export const tell = (tx: Tx, row: DeliveryRow, at: Millis): void =>
  void emit(tx, {
    kind: 'delivery',
    caseId: row.case_id,
    postId: row.post_id,
    actor: machine,
    at,
    data: {
      delivery: row.id,
      reply: row.reply_id,
      state: row.state,
      ...(row.reason === null ? {} : { reason: row.reason }),
    },
  })

/** After so many tries a person decides. */
const mostAttempts = 8

export const settledAs = (
  outcome: DeliveryOutcome,
  { attempt, deadline }: Pick<DeliveryRow, 'attempt' | 'deadline'>,
  at: Millis,
): Settled => {
  if (outcome.kind === 'sent')
    return { state: 'sent', remote_id: outcome.remoteId, reason: null, code: null, updated_at: at }
  if (outcome.kind === 'refused')
    return { state: 'refused', code: outcome.code, reason: outcome.reason, updated_at: at }
  if (outcome.kind === 'unknown') return { state: 'unknown', reason: outcome.reason, updated_at: at }
  const due = at + outcome.afterMs
  if (deadline !== null && due >= deadline) return { state: 'failed', reason: 'window-closed', updated_at: at }
  if (attempt >= mostAttempts) return { state: 'failed', reason: outcome.reason, updated_at: at }
  return { state: 'retry', due_at: due, reason: outcome.reason, updated_at: at }
}

/** The claim ran out while the channel took its time. That it took the words still tells, unless a later try began. */
const lateAnswer = async (tx: Tx, row: DeliveryRow, settled: Settled): Promise<DeliveryRow | undefined> =>
  settled.state === 'sent' ? moveDelivery(tx, row.id, ['unknown'], settled, row.attempt) : undefined

/** False where the claim has passed to another: nothing is changed. */
export const settle = (store: Store, row: DeliveryRow, settled: Settled): Promise<boolean> =>
  write(store, async (tx) => {
    const done = (await settleDelivery(tx, row.id, row.attempt, settled)) ?? (await lateAnswer(tx, row, settled))
    if (done !== undefined) tell(tx, done, settled.updated_at)
    return done !== undefined
  })
