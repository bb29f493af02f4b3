// A plan is made, kept and shown; what a person then confirms is exactly it.
import { uuidv7 } from 'uuidv7'
import { InvalidInputError, NotFoundError } from '../errors.ts'
import { type Actor, type AuthorId, type CaseId, nameOf, type ReplyId } from '../model.ts'
import { audit } from '../store/audit.ts'
import { findCase, standingCase } from '../store/cases.ts'
import { toldInCase } from '../store/deliveries.ts'
import { type CaseRow, emit, write } from '../store/index.ts'
import { currentReply, namelessInCase, reachedBy, savePlan } from '../store/replies.ts'
import { aboutCase } from './about.ts'
import { wronglyAnswered } from './corrections.ts'
import { policyOf, type ReplyDesk, rulesOf, templatesOf } from './desk.ts'
import { countPlan, planReply } from './plan.ts'
import type { Planned } from './planned.ts'
import type { ReplyLanguage, Texts } from './render.ts'
import { reportersOf } from './reporters.ts'
import { textsOf } from './texts-of.ts'

export type Plan = {
  readonly id: string
  readonly caseId: CaseId
  readonly kind: 'answer' | 'correction'
  readonly deliveries: readonly Planned[]
  readonly counts: Readonly<Record<string, number>>
  /** Ten-thousandths of a US dollar. */
  readonly cost: number
  /** Whether a second person must approve it. */
  readonly needsApproval: boolean
}

/** What a plan keeps in the store. */
export type PlanBody = {
  readonly text: string
  /** All languages it is given in. */
  readonly texts: Texts
  readonly language: ReplyLanguage
  readonly deliveries: readonly Planned[]
  /** Repeats the standing answer, and does not replace it. */
  readonly late: boolean
  /** The answer that stood when it was made: who answers meanwhile goes first. */
  readonly standing: ReplyId | null
}

/**
 * `everyone`: a new answer for all of the case. `late`: the standing answer for those who joined after it. `wrong`: those who
 * got another case's answer, after a split or an undo.
 */
export type Audience = 'everyone' | 'late' | 'wrong'

export type PlanRequest = {
  readonly case: CaseId
  readonly actor: Actor
  readonly audience?: Audience
  /** Needed for `everyone`; `late` repeats the standing answer, `wrong` has a draft. */
  readonly texts?: Texts
  /** One public post for those whom X does not let us answer. */
  readonly publicPost?: boolean
}

const apology: Texts = {
  ar: 'نعتذر: وصلك ردّ يخص بلاغًا آخر. بلاغك ما زال قيد المتابعة.',
  en: 'We are sorry: the answer you received was about another report. Yours is still being followed up.',
}

const longest = 4096

const checked = (texts: Texts): Texts => {
  const given = Object.entries(texts).filter(([, text]) => text.trim() !== '')
  if (given.length === 0) throw new InvalidInputError('text', 'is empty', 'Write the answer')
  const long = given.find(([, text]) => text.length > longest)
  if (long) throw new InvalidInputError('text', `has ${long[1].length} characters`, `Keep it within ${longest}`)
  return Object.fromEntries(given) as Texts
}

type Aim = {
  readonly texts: Texts
  readonly kind: Plan['kind']
  readonly only: ReadonlySet<AuthorId> | null
  readonly except: ReadonlySet<AuthorId>
}

const nobody: ReadonlySet<AuthorId> = new Set()

const aimOf = async ({ store }: ReplyDesk, row: CaseRow, request: PlanRequest): Promise<Aim> => {
  if (request.audience === 'wrong') {
    const only = new Set((await wronglyAnswered(store.read, row.id)).map(({ author }) => author))
    return { texts: checked(request.texts ?? apology), kind: 'correction', only, except: nobody }
  }
  if (request.audience !== 'late')
    return { texts: checked(request.texts ?? {}), kind: 'answer', only: null, except: nobody }
  const standing = await currentReply(store.read, row.id)
  if (standing === undefined)
    throw new InvalidInputError('audience', 'the case has no answer yet', 'Plan one for everyone')
  return {
    texts: await textsOf(store.read, standing),
    kind: 'answer',
    only: null,
    except: await reachedBy(store.read, standing),
  }
}

const rowOf = async ({ store }: ReplyDesk, id: CaseId): Promise<CaseRow> => {
  const row = await findCase(store.read, await standingCase(store.read, id))
  if (row === undefined) throw new NotFoundError(`case ${id}`)
  return row
}

type Made = {
  readonly row: CaseRow
  readonly aim: Aim
  readonly deliveries: readonly Planned[]
  readonly nameless: number
  readonly approvalAbove: number
}

const make = async (desk: ReplyDesk, request: PlanRequest): Promise<Made> => {
  const { read } = desk.store
  const row = await rowOf(desk, request.case)
  const aim = await aimOf(desk, row, request)
  const { only, except } = aim
  const everyone = await reportersOf(read, row.id)
  const policy = await policyOf(read)
  const deliveries = planReply({
    reporters: everyone.filter(({ author }) => (only === null || only.has(author)) && !except.has(author)),
    rules: rulesOf(desk.connectors),
    templates: await templatesOf(read),
    texts: aim.texts,
    about: await aboutCase(read, row, desk),
    now: desk.clock(),
    greeting: policy.greeting as Texts,
    hotlines: policy.hotlines,
    xAnswersAnyone: policy.xAnswersAnyone,
    publicPost: request.publicPost ?? false,
    told: await toldInCase(read, row.id),
  })
  const nameless = request.audience === 'wrong' ? 0 : await namelessInCase(read, row.id)
  return { row, aim, deliveries, nameless, approvalAbove: policy.approvalAbove }
}

export const createPlan = async (desk: ReplyDesk, request: PlanRequest): Promise<Plan> => {
  const { row, aim, deliveries, nameless, approvalAbove } = await make(desk, request)
  const { actor } = request
  const [language, text] = Object.entries(aim.texts)[0] as [ReplyLanguage, string]
  const [id, at] = [uuidv7(), desk.clock()]
  const standing = (await currentReply(desk.store.read, row.id))?.id ?? null
  const body: PlanBody = { text, texts: aim.texts, language, deliveries, late: request.audience === 'late', standing }
  const going = deliveries.filter((one) => 'route' in one).length
  await write(desk.store, async (tx) => {
    await savePlan(tx, {
      id,
      case_id: row.id,
      case_version: row.version,
      kind: aim.kind,
      body: JSON.stringify(body),
      actor: nameOf(actor),
      created_at: at,
      reply_id: null,
      going,
      asked_by: null,
      asked_name: null,
      asked_at: null,
      approved_by: null,
      approved_at: null,
    })
    emit(tx, { kind: 'reply-planned', caseId: row.id, actor, at, data: { plan: id, kind: aim.kind } })
    await audit(tx, { actor, action: 'reply-planned', subject: id, at, data: { case: row.id, going } })
  })
  return {
    id,
    caseId: row.id,
    kind: aim.kind,
    deliveries,
    counts: { ...countPlan(deliveries), ...(nameless === 0 ? {} : { 'refused:author-unknown': nameless }) },
    cost: deliveries.reduce((sum, one) => sum + (('route' in one ? one.cost : null) ?? 0), 0),
    needsApproval: going > approvalAbove,
  }
}
