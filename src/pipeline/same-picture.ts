// The same picture in another open case: worth a person's look, unless place, thing or time speak against it, or a person did.
import { decide, type Match, type Report } from '../../dedupe/index.ts'
import type { CaseId, PostId } from '../model.ts'
import type { PostRow, Tx } from '../store/index.ts'
import { postsWithPicture } from '../store/media.ts'
import { findPosts, reportOf } from '../store/posts.ts'
import { verdictsAbout } from '../store/verdicts.ts'

const most = 3

/** Cases of which a person said that this post does not belong there. */
const barred = async (tx: Tx, post: PostId): Promise<ReadonlySet<CaseId | null>> => {
  const against = (await verdictsAbout(tx, [post])).filter(({ link }) => link === 'cannot')
  const others = against.map(({ a, b }) => (a === post ? b : a) as PostId)
  return new Set((await findPosts(tx, others)).map(({ case_id }) => case_id))
}

export const samePictureIn = async (tx: Tx, post: PostRow, report: Report): Promise<readonly Match[]> => {
  if (report.phashes.length === 0) return []
  const carriers = await postsWithPicture(tx, report.phashes, post)
  if (carriers.length === 0) return []
  const closed = await barred(tx, post.id)
  return [...Map.groupBy(carriers, ({ case_id }) => case_id!)]
    .filter(([id]) => !closed.has(id))
    .flatMap(([id, rows]) => {
      const members = rows.flatMap((row) => reportOf(row) ?? [])
      const { match, suggested, rival } = decide(report, [{ id, members, size: rows.length, closedAt: null }])
      return match ?? suggested[0] ?? rival ?? []
    })
    .filter(({ vetoed }) => !vetoed)
    .slice(0, most)
}
