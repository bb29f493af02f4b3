// What must hold at the moment of sending, not of planning.
import type { Millis } from '../model.ts'
import { standingCase } from '../store/cases.ts'
import { factsOf, lastWordOf, type Settled } from '../store/deliveries.ts'
import type { DeliveryRow } from '../store/index.ts'
import type { ReplyDesk } from './desk.ts'
import { windowOf } from './plan.ts'
import { asTemplate } from './settle.ts'

/** The author may have written again since the plan: then his window is open anew. */
const windowIsOpen = async ({ store, connectors }: ReplyDesk, row: DeliveryRow, at: Millis): Promise<boolean> => {
  const rule = connectors
    .find(({ channel }) => channel === row.channel)
    ?.limits.routes.find(({ route }) => route === row.route)
  const hours = rule === undefined ? null : windowOf(rule, true)
  const last = await lastWordOf(store.read, row.author_id, row.account)
  return hours !== null && last !== null && last + hours * 3_600_000 > at
}

/** Null: go ahead. `lost`: the claim has passed to another, or was taken back. */
export const heldBack = async (
  desk: ReplyDesk,
  row: DeliveryRow,
  { at, stopped }: { readonly at: Millis; readonly stopped: boolean },
): Promise<Settled | 'lost' | null> => {
  const { read } = desk.store
  const facts = await factsOf(read, row.id)
  if (facts.state !== 'sending' || facts.attempt !== row.attempt) return 'lost'
  if (facts.stopped !== null) return { state: 'cancelled', reason: 'stopped', updated_at: at }
  if (stopped) return { state: 'planned', reason: 'replies-stopped', updated_at: at }
  if (facts.silenced !== null) return { state: 'refused', reason: 'opted-out', updated_at: at }
  if (row.post_id !== null && facts.home !== row.case_id && facts.home !== (await standingCase(read, row.case_id)))
    return { state: 'cancelled', reason: 'left-the-case', updated_at: at }
  if (row.deadline === null || row.deadline > at || (await windowIsOpen(desk, row, at))) return null
  return asTemplate(row, at) ?? { state: 'refused', reason: 'window-closed', updated_at: at }
}
