// A plan is made, kept and shown; what a person then confirms is exactly it.
import { uuidv7 } from 'uuidv7'
import { InvalidInputError, NotFoundError } from '../errors.ts'
import type { Actor, AuthorId, CaseId } from '../model.ts'
import { findCase, standingCase } from '../store/cases.ts'
import { type CaseRow, emit, write } from '../store/index.ts'
import { currentReply, namelessInCase, reachedBy, savePlan } from '../store/replies.ts'
import { wronglyAnswered } from './corrections.ts'
import { type ReplyDesk, rulesOf } from './desk.ts'
import { countPlan, type Planned, planReply } from './plan.ts'
import type { ReplyLanguage, Texts } from './render.ts'
import { reportersOf } from './reporters.ts'

export type Plan = {
  readonly id: string
  readonly caseId: CaseId
  readonly kind: 'answer' | 'correction'
  readonly deliveries: readonly Planned[]
  readonly counts: Readonly<Record<string, number>>
}

/** What a plan keeps in the store. */
export type PlanBody = {
  readonly text: string
  readonly language: ReplyLanguage
  readonly deliveries: readonly Planned[]
  /** Repeats the standing answer, and does not replace it. */
  readonly late: boolean
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
  return Object.fromEntries(given)
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
    texts: { [standing.language]: standing.text },
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

export const createPlan = async (desk: ReplyDesk, request: PlanRequest): Promise<Plan> => {
  const row = await rowOf(desk, request.case)
  const { texts, kind, only, except } = await aimOf(desk, row, request)
  const everyone = await reportersOf(desk.store.read, row.id)
  const reporters = everyone.filter(({ author }) => (only === null || only.has(author)) && !except.has(author))
  const at = desk.clock()
  const deliveries = planReply({
    reporters,
    rules: rulesOf(desk.connectors),
    templates: desk.templates ?? [],
    texts,
    reference: row.reference,
    now: at,
  })
  const nameless = request.audience === 'wrong' ? 0 : await namelessInCase(desk.store.read, row.id)
  const [language, text] = Object.entries(texts)[0] as [ReplyLanguage, string]
  const id = uuidv7()
  await write(desk.store, async (tx) => {
    await savePlan(tx, {
      id,
      case_id: row.id,
      case_version: row.version,
      kind,
      body: JSON.stringify({ text, language, deliveries, late: request.audience === 'late' } satisfies PlanBody),
      actor: 'name' in request.actor ? request.actor.name : request.actor.kind,
      created_at: at,
      reply_id: null,
    })
    emit(tx, { kind: 'reply-planned', caseId: row.id, actor: request.actor, at, data: { plan: id, kind } })
  })
  const counts = { ...countPlan(deliveries), ...(nameless === 0 ? {} : { 'refused:author-unknown': nameless }) }
  return { id, caseId: row.id, kind, deliveries, counts }
}
