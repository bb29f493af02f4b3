// What the machine says by itself: to people who wrote to us in private, once for each reason, and never in the quiet hours.
import { uuidv7 } from 'uuidv7'
import type { Connector } from '../../connectors/connector.ts'
import type { AuthorId, Millis, ReplyId } from '../model.ts'
import { addDelivery } from '../store/deliveries.ts'
import { type CaseRow, emit, type ReplyKind, type ReplyRow, type Tx } from '../store/index.ts'
import { replyOfOrigin, savePlan, saveReply } from '../store/replies.ts'
import { aboutCase } from './about.ts'
import type { PlanBody } from './create-plan.ts'
import { type ReplyDesk, rulesOf, templatesOf } from './desk.ts'
import { planReply } from './plan.ts'
import { afterQuiet, type Policy } from './policy.ts'
import type { ReplyLanguage, Texts } from './render.ts'
import { reportersOf } from './reporters.ts'
import { deliveryRow } from './rows.ts'

export type Saying = {
  readonly row: CaseRow
  readonly to: readonly AuthorId[]
  readonly kind: Exclude<ReplyKind, 'answer' | 'correction'>
  /** Why it is said; each person hears it once for one reason. */
  readonly origin: string
  readonly texts: Texts
  readonly policy: Policy
  readonly buttons?: readonly { readonly id: string; readonly title: string }[]
  /** Said at once, because the person has just written and waits. */
  readonly prompt?: boolean
}

const machine = { kind: 'machine' } as const

/** Nothing in public, and not the one private answer a comment allows: those are for people to use. */
const privately = (connector: Connector): Connector => ({
  ...connector,
  limits: {
    ...connector.limits,
    routes: connector.limits.routes.filter((rule) => !rule.public && rule.route !== 'instagram-private'),
  },
})

const replyFor = async (tx: Tx, { row, origin, kind, texts }: Saying, at: Millis, due: Millis): Promise<ReplyRow> => {
  const known = await replyOfOrigin(tx, origin)
  if (known !== undefined) return known
  const [language, text] = Object.entries(texts)[0] as [ReplyLanguage, string]
  const [plan, reply] = [uuidv7(), uuidv7() as ReplyId]
  const body: PlanBody = { text, texts, language, deliveries: [], late: false, standing: null }
  await savePlan(tx, {
    id: plan,
    case_id: row.id,
    case_version: row.version,
    kind: 'answer',
    body: JSON.stringify(body),
    actor: null,
    created_at: at,
    reply_id: reply,
    going: 0,
    asked_by: null,
    asked_name: null,
    asked_at: null,
    approved_by: null,
    approved_at: null,
  })
  const made: ReplyRow = {
    id: reply,
    case_id: row.id,
    plan_id: plan,
    kind,
    text,
    language,
    actor: null,
    at,
    current: 0,
    due_at: due,
    approved_by: null,
    stopped_at: null,
    stopped_by: null,
    origin,
  }
  await saveReply(tx, made, [])
  return made
}

/** How many were told now: who was told before for the same reason, or cannot be reached in private, is not. */
export const say = async (tx: Tx, desk: ReplyDesk, saying: Saying): Promise<number> => {
  const { row, to, kind, texts, policy, buttons } = saying
  const wanted = new Set(to)
  const everyone = await reportersOf(tx, row.id, to.length === 1 ? to[0] : undefined)
  const at = desk.clock()
  const due = saying.prompt === true ? at : afterQuiet(at, policy.quiet)
  const planned = planReply({
    reporters: everyone.filter(({ author }) => wanted.has(author)),
    rules: rulesOf(desk.connectors.map(privately)),
    templates: kind === 'question' ? await templatesOf(tx) : [],
    texts,
    about: await aboutCase(tx, row, desk),
    now: due,
    greeting: policy.greeting as Texts,
    human: false,
  })
  const going = planned.filter((one) => 'route' in one)
  if (going.length === 0) return 0
  const reply = await replyFor(tx, saying, at, due)
  const envelope = { reply: reply.id, caseId: row.id, at, due, ...(buttons === undefined ? {} : { buttons }) }
  let told = 0
  for (const one of going) if (await addDelivery(tx, deliveryRow(one, envelope))) told++
  const data = { reply: reply.id, said: kind, state: 'planned', deliveries: told }
  // Not `reply-sent`: nothing that people undo stands on what the machine said.
  if (told > 0) emit(tx, { kind: 'delivery', caseId: row.id, actor: machine, at, data })
  return told
}
