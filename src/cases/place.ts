// A person says where a post belongs: a case, a new case, or a second case beside its own.
import { uuidv7 } from 'uuidv7'
import { ConflictError, NotFoundError } from '../errors.ts'
import { type CaseId, type EventId, nameOf } from '../model.ts'
import { caseOf, takeReferences } from '../store/cases.ts'
import { emit } from '../store/events.ts'
import type { CaseRow, MemberRow, PostRow } from '../store/index.ts'
import { moveMembers, placedBy, saveMembers } from '../store/members.ts'
import { saveMoves } from '../store/moves.ts'
import { findPost, putPosts, reportOf } from '../store/posts.ts'
import { closeMootReviews } from '../store/reviews.ts'
import { topicAgencies } from '../store/topic-agencies.ts'
import { bumped, type Changing, change, load, refuseMerged, save } from './change.ts'
import { caseKindOf } from './golden-record.ts'
import { recount } from './recount.ts'
import type { Remembered } from './remembered.ts'
import { newRow, withStatus } from './row.ts'
import type { PlacePost } from './verbs.ts'

type Input = Parameters<PlacePost>[1]

const membership = (post: PostRow, to: CaseId, { actor, also = false }: Input, now: number): MemberRow => ({
  case_id: to,
  post_id: post.id,
  author_id: post.author_id,
  main: also ? 0 : 1,
  decision: 'person',
  reason: also ? 'also' : 'placed',
  p: 1,
  match: null,
  rival: null,
  actor: nameOf(actor),
  at: now,
})

const targetOf = async (changing: Changing, post: PostRow, { into, kind }: Input): Promise<CaseRow> => {
  const { tx, now } = changing
  if (into !== 'new') {
    const target = (await load(tx, [into, ...(post.case_id === null ? [] : [post.case_id])])).get(into)!
    await refuseMerged(tx, target)
    return target
  }
  const [reference] = await takeReferences(tx, [now])
  const created = newRow(
    uuidv7() as CaseId,
    reference!,
    kind ?? caseKindOf(reportOf(post)),
    now,
    await topicAgencies(tx),
  )
  await save(changing, [created])
  return created
}

/** Puts the post where the person said; returns the case it left. */
const put = async (changing: Changing, post: PostRow, target: CaseRow, input: Input): Promise<void> => {
  const { tx, now, changes } = changing
  if (input.also) return saveMembers(tx, [membership(post, target.id, input, now)])
  if (post.case_id === null) await saveMembers(tx, [membership(post, target.id, input, now)])
  else {
    await moveMembers(tx, [post.id], target.id, nameOf(input.actor))
    await placedBy(tx, post.id, nameOf(input.actor), now)
  }
  await putPosts(tx, [post.id], target.id, null)
  const report = reportOf(post)
  changes.push(
    post.case_id === null
      ? { kind: 'placed', reports: report === null ? [] : [report], to: target.id }
      : { kind: 'moved', posts: [post.id], to: target.id },
  )
}

export const placePost: PlacePost = (desk, input) =>
  change(desk, async (changing) => {
    const { tx, now } = changing
    const post = await findPost(tx, input.post)
    if (post === undefined) throw new NotFoundError(`post ${input.post}`)
    const target = await targetOf(changing, post, input)
    const there = await tx
      .selectFrom('members')
      .select('main')
      .where('case_id', '=', target.id)
      .where('post_id', '=', post.id)
      .executeTakeFirst()
    if (there && (input.also || there.main === 1)) return caseOf(target)
    const left = post.case_id === null || input.also ? undefined : (await load(tx, [post.case_id])).get(post.case_id)
    if (left?.posts === 1 && input.into === 'new')
      throw new ConflictError('alone', `post is alone in ${left.reference} already`, caseOf(left))
    await put(changing, post, target, input)
    const emptied = left?.posts === 1
    const data: Remembered = {
      ...(input.into === 'new' ? { created: { case: target.id, reference: target.reference } } : {}),
      ...(input.also ? { also: true } : {}),
      ...(post.case_id === null ? { lane: post.lane } : {}),
      ...(left && emptied
        ? { folded: [{ case: left.id, reference: left.reference, status: left.status, posts: 1, into: target.id }] }
        : {}),
    }
    const event: EventId = emit(tx, {
      kind: input.into === 'new' ? 'opened' : 'joined',
      caseId: target.id,
      postId: post.id,
      actor: input.actor,
      at: now,
      data,
    })
    if (!input.also) await saveMoves(tx, event, [{ post: post.id, from: post.case_id, to: target.id }])
    const grown = await recount(tx, bumped(target), now)
    const rest = left === undefined ? [] : [bumped(left)]
    const closed = await Promise.all(
      rest.map((row) =>
        emptied ? { ...withStatus(row, 'merged', now), merged_into: target.id } : recount(tx, row, now),
      ),
    )
    await save(changing, [grown, ...closed])
    await closeMootReviews(tx, [grown.id, ...closed.map(({ id }) => id)], now)
    return caseOf(grown)
  })
