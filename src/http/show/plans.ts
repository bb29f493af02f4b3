// A kept plan as the wire shows it.
import { countPlan, type PlanBody } from '../../replies/index.ts'
import type { PlanRow } from '../../store/index.ts'
import type { Who } from '../context.ts'
import type { AskedPlanWire } from '../contract.ts'
import { isoOrNull } from './time.ts'

export const showPlan = (row: PlanRow, who: Who): AskedPlanWire => {
  const { text, deliveries } = JSON.parse(row.body) as PlanBody
  return {
    planId: row.id,
    caseId: row.case_id,
    text,
    going: row.going ?? 0,
    counts: { ...countPlan(deliveries) },
    askedBy: row.asked_name,
    askedAt: isoOrNull(row.asked_at),
    state: row.reply_id !== null ? 'sent' : row.asked_at !== null ? 'asked' : 'planned',
    replyId: row.reply_id,
    mine: row.asked_by === `${who.kind}:${who.id}`,
  }
}
