// A plan as the wire shows it: as it was made, and as it is kept.
import { countPlan, type Plan, type PlanBody, type Planned } from '../../replies/index.ts'
import type { PlanRow } from '../../store/index.ts'
import type { Who } from '../context.ts'
import type { AskedPlanWire, PlanWire } from '../contract.ts'
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

const dollars = (tenThousandths: number) => tenThousandths / 10_000

const plannedView = (one: Planned): PlanWire['deliveries'][number] =>
  'route' in one
    ? {
        author: one.author,
        channel: one.channel,
        route: one.route,
        text: one.text,
        language: one.language,
        deadline: isoOrNull(one.deadline),
        cost: one.cost === null ? null : dollars(one.cost),
      }
    : { author: one.author, channel: one.channel, refused: one.refused }

export const viewPlan = ({ id: planId, deliveries, counts, cost, ...plan }: Plan): PlanWire => ({
  ...plan,
  planId,
  deliveries: deliveries.map(plannedView),
  counts: { ...counts },
  cost: dollars(cost),
})
