// Filling the index in memory from the store, a page at a time.
import { isCurrent, type Matcher, type Report } from '../../dedupe/index.ts'
import type { Millis, PostId } from '../model.ts'
import { closedCases } from '../store/cases.ts'
import { type Store, unpackReport, write } from '../store/index.ts'
import { findPosts, mediaOf, placedPosts, postsByRemoteId } from '../store/posts.ts'
import { standingVerdicts } from '../store/verdicts.ts'
import { addedIn } from './additions.ts'
import { prepared } from './prepare.ts'

const day = 86_400_000
/** Older posts are no candidates any more. */
export const activeDays = 120

/** Reports that an older language layer made are made again, and kept. */
export const prepareAgain = async (store: Store, ids: readonly PostId[]): Promise<ReadonlyMap<PostId, Report>> => {
  const made = new Map<PostId, Report>()
  if (ids.length === 0) return made
  await write(store, async (tx) => {
    const added = await addedIn(tx)
    for (const post of await findPosts(tx, ids)) {
      const parent =
        post.reply_to === null
          ? null
          : ((await postsByRemoteId(tx, post.channel, post.account, [post.reply_to])).get(post.reply_to) ?? null)
      const again = prepared(post, await mediaOf(tx, post.id), parent, added)
      made.set(post.id, again.report)
      const { kind, language, report } = again.post
      await tx.updateTable('posts').set({ kind, language, report }).where('id', '=', post.id).execute()
    }
  })
  return made
}

export const rebuildInMemory = async (
  store: Store,
  matcher: Matcher,
  now: Millis,
): Promise<{ readonly posts: number }> => {
  const since = now - activeDays * day
  const added = await addedIn(store.read)
  let posts = 0
  for await (const page of placedPosts(store.read, since)) {
    const reports = page.map((row) => ({ row, report: unpackReport(row) }))
    const made = await prepareAgain(
      store,
      reports.filter(({ report }) => !isCurrent(report.version, added)).map(({ row }) => row.id),
    )
    for (const { row, report } of reports) matcher.place(made.get(row.id) ?? report, row.case_id)
    posts += page.length
  }
  for (const { id, closed_at } of await closedCases(store.read, since)) matcher.close(id, closed_at!)
  for (const verdict of await standingVerdicts(store.read)) matcher.link(verdict)
  return { posts }
}
