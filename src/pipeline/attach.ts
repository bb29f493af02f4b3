// Attach: what was decided becomes rows: the post, its membership with reasons, the golden record, a question, an event.
import { type Decision, type Match, maskPersonalData } from '../../dedupe/index.ts'
import { type Book, openBook } from '../cases/book.ts'
import { caseKindOf, type Fact } from '../cases/golden-record.ts'
import { factOf } from '../cases/recount.ts'
import type { CaseId, Millis } from '../model.ts'
import { emit, type MemberRow, type PostRow, packMatch, type Tx } from '../store/index.ts'
import { saveMembers } from '../store/members.ts'
import { putPosts, savePosts } from '../store/posts.ts'
import { askReviews } from '../store/reviews.ts'
import type { Outcome } from './decide.ts'
import { isUnheard } from './heard.ts'
import type { Prepared } from './prepare.ts'

const machine = { kind: 'machine' } as const

const fact = ({ prepared: { post, report, words } }: Outcome): Fact => ({
  id: post.id,
  channel: post.channel,
  at: post.created_at,
  words,
  report,
})

const json = (match: Match | null): string | null => (match === null ? null : packMatch(match))

const membership = ({ prepared: { post }, decision }: Outcome, to: CaseId, now: Millis): MemberRow => ({
  case_id: to,
  post_id: post.id,
  author_id: post.author_id,
  main: 1,
  decision: decision.kind === 'none' ? 'different' : decision.kind,
  reason: decision.reason,
  p: decision.p,
  match: json(decision.match),
  rival: json(decision.rival),
  actor: null,
  at: now,
})

const takenIn = (greeting: PostRow, to: CaseId, now: Millis): MemberRow => ({
  case_id: to,
  post_id: greeting.id,
  author_id: greeting.author_id,
  main: 1,
  decision: 'same',
  reason: 'greeting',
  p: 1,
  match: null,
  rival: null,
  actor: null,
  at: now,
})

/** Cases may have been merged between the decision and the lock: posts follow. */
const standing = async (book: Book, outcomes: readonly Outcome[]): Promise<readonly Outcome[]> => {
  const opened = new Set(outcomes.flatMap(({ to, opens }) => (opens ? [to!] : [])))
  const stands = await book.read(
    outcomes.flatMap(({ to, prepared }) =>
      to === null || opened.has(to) ? [] : [{ case: to, author: prepared.post.author_id }],
    ),
    outcomes.flatMap(({ opens, prepared }) => (opens ? [prepared.post.created_at] : [])),
  )
  return outcomes.map((outcome) => ({ ...outcome, to: outcome.to && (stands.get(outcome.to) ?? outcome.to) }))
}

const count = (book: Book, outcome: Outcome): void => {
  const { prepared, decision, to, opens, greetings } = outcome
  if (to === null) return
  if (opens) book.open(to, fact(outcome), caseKindOf(prepared.report), decision.recurrenceOf as CaseId | null)
  for (const greeting of greetings)
    book.add(to, { ...factOf(greeting), words: maskPersonalData(greeting.text) }, greeting.author_id)
  book.add(to, fact(outcome), prepared.post.author_id)
}

const tell = (tx: Tx, { prepared: { post }, decision, to, opens, greetings }: Outcome, now: Millis): void => {
  const about = { caseId: to, actor: machine, at: now }
  const kind = to === null ? 'held' : opens ? 'opened' : 'joined'
  const data = { reason: decision.reason, p: decision.p }
  emit(tx, {
    ...about,
    kind,
    postId: post.id,
    data: decision.recurrenceOf ? { ...data, recurrenceOf: decision.recurrenceOf } : data,
  })
  for (const { id } of greetings) emit(tx, { ...about, kind: 'joined', postId: id, data: { reason: 'greeting', p: 1 } })
  if (decision.suggested.length > 0) emit(tx, { ...about, kind: 'review-asked', postId: post.id })
}

/** A person is asked when the machine is in doubt. */
export const asked = ({ decision }: Outcome): boolean =>
  decision.kind !== 'same' && decision.kind !== 'different' && decision.suggested.length > 0

/** A voice that nobody has heard says nothing yet: it waits for a person, not among small talk. */
const laneOf = ({ report, media }: Prepared, { reason }: Decision): string =>
  report.tokens.length === 0 && media.some(isUnheard) ? 'needs-listening' : reason

/** Cases before posts, posts before members: each row finds what it refers to. */
const writePosts = async (tx: Tx, outcomes: readonly Outcome[], inStore: ReadonlySet<string>): Promise<void> => {
  const rows = outcomes.map(({ prepared, decision, to }) => ({
    ...prepared,
    post: { ...prepared.post, case_id: to, lane: to === null ? laneOf(prepared, decision) : null },
  }))
  const fresh = rows.filter(({ post }) => !inStore.has(post.id))
  await savePosts(
    tx,
    fresh.map(({ post }) => post),
    fresh.flatMap(({ media }) => media),
    fresh.map(({ post, search }) => ({ seq: post.seq, body: search })),
  )
  for (const { post } of rows.filter(({ post }) => inStore.has(post.id)))
    await tx
      .updateTable('posts')
      .set({
        state: 'decided',
        kind: post.kind,
        language: post.language,
        report: post.report,
        case_id: post.case_id,
        lane: post.lane,
      })
      .where('id', '=', post.id)
      .execute()
}

/** Written in one go for a whole batch; `inStore` names posts that are there already (edited or tried again). */
export const attachAll = async (
  tx: Tx,
  decided: readonly Outcome[],
  now: Millis,
  inStore: ReadonlySet<string> = new Set(),
): Promise<readonly Outcome[]> => {
  const book = openBook(tx)
  const outcomes = await standing(book, decided)
  for (const outcome of outcomes) count(book, outcome)
  await book.write(now)
  await writePosts(tx, outcomes, inStore)
  await saveMembers(
    tx,
    outcomes.flatMap((outcome) =>
      outcome.to === null
        ? []
        : [
            ...outcome.greetings.map((greeting) => takenIn(greeting, outcome.to!, now)),
            membership(outcome, outcome.to, now),
          ],
    ),
  )
  for (const { to, greetings } of outcomes)
    await putPosts(
      tx,
      greetings.map(({ id }) => id),
      to,
      null,
    )
  const questions = outcomes.filter(asked)
  await askReviews(
    tx,
    questions.map(({ prepared, decision }) => ({
      post: prepared.post.id,
      suggested: decision.suggested.slice(0, 3),
      at: now,
    })),
  )
  for (const outcome of outcomes)
    tell(tx, { ...outcome, decision: asked(outcome) ? outcome.decision : { ...outcome.decision, suggested: [] } }, now)
  return outcomes
}
