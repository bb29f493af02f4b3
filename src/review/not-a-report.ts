// "Not a report": the post waits in the lane "no case"; a case that held nothing else is gone.
import { bumped, type Changing, load, save } from '../cases/change.ts'
import { recount } from '../cases/recount.ts'
import type { Remembered } from '../cases/remembered.ts'
import { withStatus } from '../cases/row.ts'
import type { Actor } from '../model.ts'
import { emit } from '../store/index.ts'
import { dropMembers, mainMembership } from '../store/members.ts'
import { saveMoves } from '../store/moves.ts'
import { putPosts } from '../store/posts.ts'
import type { Asked } from './asked.ts'

const lane = 'not-a-report'

export const sayNotAReport = async (changing: Changing, { review, post }: Asked, actor: Actor): Promise<void> => {
  const { tx, now, changes } = changing
  if (post.case_id === null) {
    emit(tx, {
      kind: 'verdict',
      caseId: null,
      postId: post.id,
      actor,
      at: now,
      data: { answer: lane, review: review.id },
    })
    return putPosts(tx, [post.id], null, lane)
  }
  const row = (await load(tx, [post.case_id])).get(post.case_id)!
  const member = await mainMembership(tx, post.id)
  const alone = row.posts === 1
  const data: Remembered = {
    review: review.id,
    left: member ? [member] : [],
    ...(alone
      ? { folded: [{ case: row.id, reference: row.reference, status: row.status, posts: 1, into: null }] }
      : {}),
  }
  const event = emit(tx, {
    kind: 'verdict',
    caseId: row.id,
    postId: post.id,
    actor,
    at: now,
    data: { ...data, answer: lane },
  })
  await saveMoves(tx, event, [{ post: post.id, from: row.id, to: null }])
  await dropMembers(tx, [post.id])
  await putPosts(tx, [post.id], null, lane)
  changes.push({ kind: 'left', posts: [post.id] })
  await save(changing, [alone ? withStatus(bumped(row), 'merged', now) : await recount(tx, bumped(row), now)])
}
