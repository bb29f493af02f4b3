import type { CaseId, PostId } from '../../src/model.ts'
import { caseOf, findCase } from '../../src/store/cases.ts'
import type { Town } from '../pipeline/town.ts'

export const cases = async (town: Town, ...posts: readonly PostId[]) =>
  Promise.all(posts.map(async (post) => (await town.caseOf(post))!))
export const now = async (town: Town, id: CaseId) => caseOf((await findCase(town.store.read, id))!)
export const lastEvent = async (town: Town) =>
  await town.store.read.selectFrom('events').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()
export const standing = (town: Town) =>
  town.store.read.selectFrom('verdicts').select(['a', 'b', 'link']).where('retracted_by', 'is', null).execute()
/** How a post stands in its case, and by whose word. */
export const reasons = (town: Town, post: PostId) =>
  town.store.read
    .selectFrom('members')
    .select(['decision', 'reason', 'actor'])
    .where('post_id', '=', post)
    .executeTakeFirstOrThrow()
