// A question that comes up when its post has its place already.
import type { Match } from '../../dedupe/index.ts'
import type { Millis } from '../model.ts'
import { emit, type PostRow, type Tx } from '../store/index.ts'
import { askReviews, suggestedFor } from '../store/reviews.ts'

/** Nobody is asked the same twice. */
export const askLater = async (
  tx: Tx,
  { id, case_id }: Pick<PostRow, 'id' | 'case_id'>,
  likely: readonly Match[],
  now: Millis,
): Promise<void> => {
  const asked = await suggestedFor(tx, id)
  const fresh = likely.filter((one) => one.case !== case_id && !one.vetoed && !asked.has(one.case))
  if (fresh.length === 0) return
  await askReviews(tx, [{ post: id, suggested: fresh.slice(0, 3), at: now }])
  emit(tx, { kind: 'review-asked', caseId: case_id, postId: id, actor: { kind: 'machine' }, at: now })
}
