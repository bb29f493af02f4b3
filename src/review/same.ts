// "Same": the post's own case is folded into the one chosen; a post that waited in the lane joins it.
import { bumped, type Changing, load, save } from '../cases/change.ts'
import { fold } from '../cases/merge.ts'
import { recount } from '../cases/recount.ts'
import { spokesmen } from '../cases/spokesmen.ts'
import { type Actor, nameOf } from '../model.ts'
import { type CaseRow, emit, type PostRow } from '../store/index.ts'
import { idsInCases, saveMembers } from '../store/members.ts'
import { saveMoves } from '../store/moves.ts'
import { putPosts, reportOf } from '../store/posts.ts'
import { giveVerdicts, pairsBetween } from '../store/verdicts.ts'
import type { Asked } from './asked.ts'

const takeIn = async (changing: Changing, { review, post, suggested }: Asked, target: CaseRow, actor: Actor) => {
  const { tx, now, changes } = changing
  const data = { review: review.id, answer: 'same', lane: post.lane }
  const event = emit(tx, { kind: 'verdict', caseId: target.id, postId: post.id, actor, at: now, data })
  const there = spokesmen((await idsInCases(tx, [target.id])).map(({ id }) => id))
  const given = await giveVerdicts(tx, pairsBetween([post.id], there), {
    link: 'must',
    event,
    actor: nameOf(actor),
    at: now,
  })
  await saveMembers(tx, [memberOf(post, target, suggested[0]!, actor, now)])
  await putPosts(tx, [post.id], target.id, null)
  await saveMoves(tx, event, [{ post: post.id, from: null, to: target.id }])
  const report = reportOf(post)
  changes.push({ kind: 'placed', reports: report ? [report] : [], to: target.id }, { kind: 'linked', verdicts: given })
  await save(changing, [await recount(tx, bumped(target), now)])
}

const memberOf = (
  post: PostRow,
  target: CaseRow,
  { match }: Asked['suggested'][number],
  actor: Actor,
  now: number,
) => ({
  case_id: target.id,
  post_id: post.id,
  author_id: post.author_id,
  main: 1 as const,
  decision: 'person' as const,
  reason: 'verdict',
  p: match.p,
  match: JSON.stringify(match),
  rival: null,
  actor: nameOf(actor),
  at: now,
})

export const saySame = async (changing: Changing, asked: Asked, actor: Actor): Promise<void> => {
  const { review, post, suggested } = asked
  const chosen = suggested[0]!.case
  if (post.case_id === chosen) return
  const rows = await load(changing.tx, post.case_id === null ? [chosen] : [chosen, post.case_id])
  const target = rows.get(chosen)!
  if (post.case_id === null) return takeIn(changing, asked, target, actor)
  await fold(changing, target, [rows.get(post.case_id)!], {
    kind: 'verdict',
    actor,
    about: [post.id],
    data: { review: review.id, answer: 'same', post: post.id },
  })
}
