// Putting posts where they were, in a case or in the lane.
import type { CaseId } from '../model.ts'
import { dropMembers, moveMembers, saveMembers } from '../store/members.ts'
import type { Move } from '../store/moves.ts'
import { findPosts, putPosts, reportOf } from '../store/posts.ts'
import type { Changing } from './change.ts'
import type { Remembered } from './remembered.ts'

const toLane = async ({ tx, changes }: Changing, moves: readonly Move[], lane: string) => {
  const posts = moves.map(({ post }) => post)
  await dropMembers(tx, posts)
  await putPosts(tx, posts, null, lane)
  changes.push({ kind: 'left', posts })
}

const fromLane = async (
  { tx, changes }: Changing,
  moves: readonly Move[],
  to: CaseId,
  left: Remembered['left'] = [],
) => {
  const posts = moves.map(({ post }) => post)
  await saveMembers(
    tx,
    left.filter(({ post_id }) => posts.includes(post_id)),
  )
  await putPosts(tx, posts, to, null)
  const reports = (await findPosts(tx, posts)).flatMap((row) => reportOf(row) ?? [])
  changes.push({ kind: 'placed', reports, to })
}

export const moveBack = async (changing: Changing, moves: readonly Move[], data: Remembered): Promise<void> => {
  const { tx, changes } = changing
  for (const [to, group] of Map.groupBy(moves, (move) => move.to)) {
    if (to === null) {
      await toLane(changing, group, data.lane ?? 'placed-back')
      continue
    }
    const waiting = group.filter(({ from }) => from === null)
    if (waiting.length > 0) await fromLane(changing, waiting, to, data.left)
    const posts = group.filter(({ from }) => from !== null).map(({ post }) => post)
    if (posts.length === 0) continue
    await moveMembers(tx, posts, to, null)
    await putPosts(tx, posts, to, null)
    changes.push({ kind: 'moved', posts, to })
  }
}
