// A case as it was at a moment: folded from its events and the moves they made.
import type { CaseId, PostId } from '../../model.ts'
import type { Store } from '../open.ts'
import { inChunks } from '../rows.ts'
import type { MemberPost } from './posts.ts'

export const eventsUntil = (store: Store, id: CaseId, until: number) =>
  store.read
    .selectFrom('events')
    .select(['id', 'seq', 'kind', 'post_id', 'data', 'undoes'])
    .where('case_id', '=', id)
    .where('at', '<=', until)
    .orderBy('seq')
    .execute()

/** Everything that went into the case or out of it by then, in order. */
export const movesUntil = (store: Store, id: CaseId, until: number) =>
  store.read
    .selectFrom('moves')
    .innerJoin('events', 'events.id', 'moves.event_id')
    .select(['events.seq', 'moves.post_id as post', 'moves.from_case as from', 'moves.to_case as to'])
    .where('events.at', '<=', until)
    .where((eb) => eb.or([eb('moves.from_case', '=', id), eb('moves.to_case', '=', id)]))
    .orderBy('events.seq')
    .execute()

/** In their order of arrival, with the membership they have now, wherever that is. */
export const postsNow = async (store: Store, ids: readonly PostId[]): Promise<readonly MemberPost[]> => {
  const posts: MemberPost[] = []
  for (const chunk of inChunks(ids, 500)) {
    const rows = await store.read.selectFrom('posts').selectAll().where('id', 'in', chunk).execute()
    const members = await store.read
      .selectFrom('members')
      .selectAll()
      .where('main', '=', 1)
      .where('post_id', 'in', chunk)
      .execute()
    const of = new Map(members.map((member) => [member.post_id, member]))
    for (const row of rows) {
      const member = of.get(row.id)
      if (member !== undefined) posts.push({ ...row, member })
    }
  }
  return posts.sort((a, b) => a.seq - b.seq)
}
