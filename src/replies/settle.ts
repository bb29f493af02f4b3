// How an attempt ended, recorded under its fence, and told to whoever watches the case. Many endings share one commit.
import type { DeliveryOutcome } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import { moveDelivery, type Settled, settleDelivery } from '../store/deliveries.ts'
import { type DeliveryRow, emit, type Store, type Tx } from '../store/index.ts'
import { silence } from '../store/reach.ts'
import { gathered } from './gathered.ts'
import { fits } from './length.ts'

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

/** After so many tries a person decides, who may have it tried as often again. */
const mostAttempts = 8

/** The window closed before the words arrived: the approved template says them, if there is one. */
export const asTemplate = (row: Pick<DeliveryRow, 'fallback'>, at: Millis): Settled | null => {
  if (row.fallback === null) return null
  const { template, text } = JSON.parse(row.fallback) as { readonly template: object; readonly text: string }
  return {
    state: 'retry',
    route: 'whatsapp-template',
    template: JSON.stringify(template),
    text,
    fallback: null,
    deadline: null,
    due_at: at,
    reason: 'window-closed',
    updated_at: at,
  }
}

/** X refuses to say the same words twice: said a little differently, once. */
const inOtherWords = (row: DeliveryRow, at: Millis): Settled | null => {
  const text = `${row.text} · ${row.key.slice(-4)}`
  if (row.attempt > 1 || !fits(text, { max: 280, unit: 'x-weighted' })) return null
  return { state: 'retry', text, due_at: at, reason: 'duplicate', updated_at: at }
}

const refusedAs = (row: DeliveryRow, { code, reason }: { code: string; reason: string }, at: Millis): Settled => {
  const refused: Settled = { state: 'refused', code, reason, updated_at: at }
  if (reason === 'window-closed') return asTemplate(row, at) ?? refused
  if (reason !== 'duplicate') return refused
  // Sent again by a person's decision, and the channel has these words already: the lost attempt had arrived.
  if (row.decided_by !== null) return { state: 'sent', code, reason: 'told-before', updated_at: at }
  return inOtherWords(row, at) ?? refused
}

export const settledAs = (outcome: DeliveryOutcome, row: DeliveryRow, at: Millis): Settled => {
  if (outcome.kind === 'sent')
    return { state: 'sent', remote_id: outcome.remoteId, reason: null, code: null, updated_at: at }
  if (outcome.kind === 'refused') return refusedAs(row, outcome, at)
  if (outcome.kind === 'unknown') return { state: 'unknown', reason: outcome.reason, updated_at: at }
  const due = at + outcome.afterMs
  if (row.deadline !== null && due >= row.deadline)
    return asTemplate(row, at) ?? { state: 'failed', reason: 'window-closed', updated_at: at }
  if (row.attempt % mostAttempts === 0) return { state: 'failed', reason: outcome.reason, updated_at: at }
  return { state: 'retry', due_at: due, reason: outcome.reason, updated_at: at }
}

/** The claim ran out while the channel took its time. That it took the words still tells, unless a later try began. */
const lateAnswer = async (tx: Tx, row: DeliveryRow, settled: Settled): Promise<DeliveryRow | undefined> =>
  settled.state === 'sent' ? moveDelivery(tx, row.id, ['unknown'], settled, row.attempt) : undefined

const cannotBeReached = new Set(['undeliverable', 'recipient-blocked'])

const settleOne = async (tx: Tx, row: DeliveryRow, settled: Settled): Promise<boolean> => {
  const at = settled.updated_at
  const done = (await settleDelivery(tx, row.id, row.attempt, settled)) ?? (await lateAnswer(tx, row, settled))
  if (done === undefined) return false
  if (done.state === 'refused' && cannotBeReached.has(done.reason ?? ''))
    await silence(tx, row.author_id, { reason: 'blocked', at })
  tell(tx, done, at)
  return true
}

/** False where the claim has passed to another: nothing is changed. */
export type Settle = (row: DeliveryRow, settled: Settled) => Promise<boolean>

/** Endings that come while a commit is under way wait for the next one together. */
export const createSettle = (store: Store): Settle => {
  const settle = gathered(store, (tx, { row, settled }: { row: DeliveryRow; settled: Settled }) =>
    settleOne(tx, row, settled),
  )
  return (row, settled) => settle({ row, settled })
}
