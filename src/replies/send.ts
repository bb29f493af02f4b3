// A confirmed plan becomes a reply and its deliveries, in one transaction, once.
import { uuidv7 } from 'uuidv7'
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts'
import type { Actor, CaseId, DeliveryId, Millis, PostId, ReplyId } from '../model.ts'
import { lockCases } from '../store/cases.ts'
import { type DeliveryRow, emit, type PlanRow, type ReplyRow, type Tx, write } from '../store/index.ts'
import { casesOfPosts, findPlan, findReply, saveReply, takePlan } from '../store/replies.ts'
import type { PlanBody } from './create-plan.ts'
import type { ReplyDesk } from './desk.ts'
import type { Planned } from './plan.ts'

type Sending = { readonly plan: PlanRow; readonly reply: ReplyId; readonly at: Millis }

const blank = { attempt: 0, lease_until: 0, remote_id: null, code: null } as const

const deliveryRow = (planned: Planned, { plan, reply, at }: Sending): DeliveryRow => {
  const id = uuidv7() as DeliveryId
  const common = {
    id,
    reply_id: reply,
    case_id: plan.case_id,
    author_id: planned.author,
    channel: planned.channel,
    key: id,
    due_at: at,
    created_at: at,
    updated_at: at,
    ...blank,
  }
  if ('refused' in planned)
    return {
      ...common,
      account: '',
      post_id: null,
      route: null,
      recipient: null,
      in_reply_to: null,
      text: '',
      template: null,
      deadline: null,
      state: 'refused',
      reason: planned.refused,
    }
  return {
    ...common,
    account: planned.account,
    post_id: planned.post,
    route: planned.route,
    recipient: planned.to,
    in_reply_to: planned.inReplyTo,
    text: planned.text,
    template: planned.template && JSON.stringify(planned.template),
    deadline: planned.deadline,
    state: 'planned',
    reason: null,
  }
}

/** The plan was confirmed for these people: whose posts have left the case since must not get its answer. */
const refuseOutdated = async (tx: Tx, plan: PlanRow, deliveries: readonly Planned[]): Promise<void> => {
  const [row] = await lockCases(tx, [plan.case_id])
  const posts = deliveries.flatMap((one): PostId[] => ('route' in one ? [one.post] : []))
  const where = await casesOfPosts(tx, posts)
  if (row?.status !== 'merged' && posts.every((post) => where.get(post) === plan.case_id)) return
  throw new ConflictError('plan-outdated', 'the case has changed since this plan was made. Plan again', null)
}

export type SendRequest = { readonly plan: string; readonly case?: CaseId; readonly actor: Actor }

/** The same plan twice is the same reply. */
export const sendPlan = (desk: ReplyDesk, { plan: id, case: of, actor }: SendRequest): Promise<ReplyRow> =>
  write(desk.store, async (tx) => {
    const plan = await findPlan(tx, id)
    if (plan === undefined || (of !== undefined && plan.case_id !== of)) throw new NotFoundError(`plan ${id}`)
    const reply = uuidv7() as ReplyId
    if (!(await takePlan(tx, id, reply))) return (await findReply(tx, (await findPlan(tx, id))!.reply_id!))!
    const { text, language, deliveries, late } = JSON.parse(plan.body) as PlanBody
    if (!deliveries.some((one) => 'route' in one))
      throw new InvalidInputError('planId', 'nobody of this plan can be reached', 'See its reasons')
    await refuseOutdated(tx, plan, deliveries)
    const at = desk.clock()
    const row: ReplyRow = {
      id: reply,
      case_id: plan.case_id,
      plan_id: id,
      kind: plan.kind,
      text,
      language,
      actor: 'name' in actor ? actor.name : actor.kind,
      at,
      current: plan.kind === 'answer' && !late ? 1 : 0,
    }
    const rows = deliveries.map((one) => deliveryRow(one, { plan, reply, at }))
    await saveReply(tx, row, rows)
    const refused = rows.filter(({ state }) => state === 'refused').length
    emit(tx, {
      kind: 'reply-sent',
      caseId: plan.case_id,
      actor,
      at,
      data: { reply, kind: plan.kind, deliveries: rows.length - refused, refused },
    })
    return row
  })
