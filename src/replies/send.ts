// A confirmed plan becomes a reply and its deliveries, in one transaction, once. A large one waits for a second person.
import { uuidv7 } from 'uuidv7'
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts'
import { type Actor, type CaseId, type Millis, nameOf, type PostId, type ReplyId } from '../model.ts'
import { audit } from '../store/audit.ts'
import { lockCases } from '../store/cases.ts'
import { takeNumbers } from '../store/counters.ts'
import { toldSince } from '../store/deliveries.ts'
import { emit, type PlanRow, type ReplyRow, type Tx, write } from '../store/index.ts'
import { casesOfPosts, changePlan, currentReply, findReply, lockPlan, saveReply, takePlan } from '../store/replies.ts'
import type { PlanBody } from './create-plan.ts'
import { policyOf, type ReplyDesk } from './desk.ts'
import type { Planned } from './planned.ts'
import type { Policy } from './policy.ts'
import { deliveryRow } from './rows.ts'

const hour = 3_600_000

/** The plan was confirmed for these people and after that answer: whoever left, or answered meanwhile, makes it another plan. */
const refuseOutdated = async (tx: Tx, plan: PlanRow, { deliveries, standing }: PlanBody): Promise<void> => {
  const [row] = await lockCases(tx, [plan.case_id])
  const posts = deliveries.flatMap((one): PostId[] => ('route' in one ? [one.post] : []))
  const where = await casesOfPosts(tx, posts)
  const current = (await currentReply(tx, plan.case_id))?.id ?? null
  if (current !== standing)
    throw new ConflictError('answered-meanwhile', 'another answer went out after this plan was made. Plan again', null)
  if (row?.status !== 'merged' && posts.every((post) => where.get(post) === plan.case_id)) return
  throw new ConflictError('plan-outdated', 'the case has changed since this plan was made. Plan again', null)
}

const refuseAbove = async (tx: Tx, { hourlyCap }: Policy, going: number, at: Millis): Promise<void> => {
  // The counter's row is the lock: two replies do not use one allowance twice.
  await takeNumbers(tx, 'replies-sent', 1)
  const told = await toldSince(tx, at - hour)
  if (told + going <= hourlyCap) return
  throw new ConflictError(
    'hourly-cap',
    `${told} people were told within the hour, and ${going} more pass ${hourlyCap}`,
    {
      told,
      going,
      hourlyCap,
    },
  )
}

const keyOf = (actor: Actor): string => ('id' in actor ? `${actor.kind}:${actor.id}` : actor.kind)
const replyRow = (
  plan: PlanRow,
  body: PlanBody,
  made: { id: ReplyId; at: Millis; due: Millis; by: string },
): ReplyRow => ({
  id: made.id,
  case_id: plan.case_id,
  plan_id: plan.id,
  kind: plan.kind,
  text: body.text,
  language: body.language,
  actor: made.by,
  at: made.at,
  current: plan.kind === 'answer' && !body.late ? 1 : 0,
  due_at: made.due,
  approved_by: plan.approved_by,
  stopped_at: null,
  stopped_by: null,
  origin: null,
})

const send = async (tx: Tx, plan: PlanRow, policy: Policy, { actor, at }: { actor: Actor; at: Millis }) => {
  const body = JSON.parse(plan.body) as PlanBody
  const going = body.deliveries.filter((one: Planned) => 'route' in one).length
  await refuseOutdated(tx, plan, body)
  await refuseAbove(tx, policy, going, at)
  const reply = uuidv7() as ReplyId
  await takePlan(tx, plan.id, reply)
  const due = at + policy.delaySeconds * 1000
  const row = replyRow(plan, body, { id: reply, at, due, by: plan.asked_name ?? nameOf(actor) })
  await saveReply(
    tx,
    row,
    body.deliveries.map((one) => deliveryRow(one, { reply, caseId: plan.case_id, at, due })),
  )
  const refused = body.deliveries.length - going
  const data = { reply, kind: plan.kind, deliveries: going, refused }
  emit(tx, { kind: 'reply-sent', caseId: plan.case_id, actor, at, data })
  await audit(tx, { actor, action: 'replied', subject: reply, at, data: { case: plan.case_id, plan: plan.id, going } })
  return row
}

export type SendRequest = { readonly plan: string; readonly case?: CaseId; readonly actor: Actor }
export type Sending =
  | { readonly kind: 'sent'; readonly reply: ReplyRow }
  /** It reaches so many that another person must approve it. */
  | { readonly kind: 'asked'; readonly plan: PlanRow }

const findOpen = async (tx: Tx, { plan: id, case: of }: SendRequest): Promise<PlanRow> => {
  const plan = await lockPlan(tx, id)
  if (plan === undefined || (of !== undefined && plan.case_id !== of)) throw new NotFoundError(`plan ${id}`)
  return plan
}

const refuseStopped = ({ stopped }: Policy): void => {
  if (stopped) throw new ConflictError('replies-stopped', 'nothing is sent while replies are stopped', null)
}

/** The same plan twice is the same reply. */
export const sendPlan = (desk: ReplyDesk, request: SendRequest): Promise<Sending> =>
  write(desk.store, async (tx): Promise<Sending> => {
    const { actor } = request
    const plan = await findOpen(tx, request)
    if (plan.reply_id !== null) return { kind: 'sent', reply: (await findReply(tx, plan.reply_id))! }
    if ((plan.going ?? 0) === 0)
      throw new InvalidInputError('planId', 'nobody of this plan can be reached', 'See its reasons')
    const policy = await policyOf(tx)
    refuseStopped(policy)
    const at = desk.clock()
    if ((plan.going ?? 0) > policy.approvalAbove && plan.approved_by === null) {
      if (plan.asked_at !== null) return { kind: 'asked', plan }
      const asked = { asked_by: keyOf(actor), asked_name: nameOf(actor), asked_at: at }
      await changePlan(tx, plan.id, asked)
      const data = { case: plan.case_id, going: plan.going }
      await audit(tx, { actor, action: 'reply-approval-asked', subject: plan.id, at, data })
      emit(tx, { kind: 'reply-planned', caseId: plan.case_id, actor, at, data: { plan: plan.id, waits: true } })
      return { kind: 'asked', plan: { ...plan, ...asked } }
    }
    return { kind: 'sent', reply: await send(tx, plan, policy, { actor, at }) }
  })

/** A second person's yes sends it; whoever asked cannot say it. Two approvers at once are one reply. */
export const approvePlan = (desk: ReplyDesk, request: SendRequest): Promise<ReplyRow> =>
  write(desk.store, async (tx) => {
    const { actor } = request
    const plan = await findOpen(tx, request)
    if (plan.reply_id !== null) return (await findReply(tx, plan.reply_id))!
    if (plan.asked_at === null) throw new ConflictError('not-asked', 'nobody has asked to send this plan', null)
    if (plan.asked_by === keyOf(actor))
      throw new ConflictError('own-request', 'who asked to send it cannot approve it', null)
    const policy = await policyOf(tx)
    refuseStopped(policy)
    const at = desk.clock()
    const approved = { approved_by: nameOf(actor), approved_at: at }
    await changePlan(tx, plan.id, approved)
    await audit(tx, { actor, action: 'reply-approved', subject: plan.id, at, data: { case: plan.case_id } })
    return send(tx, { ...plan, ...approved }, policy, { actor, at })
  })
