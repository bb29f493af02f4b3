// A case as it was: counted again from the posts it had then, under what people had set by then. Pure.
import type { CaseStatus, Millis } from '../model.ts'
import type { CaseRow, PostRow } from '../store/index.ts'
import { absorb, emptyTally, type Fixed, type Tally } from './golden-record.ts'
import { factOf } from './recount.ts'
import { tallyOf, withStatus, withTally } from './row.ts'

export type Then = {
  readonly status: CaseStatus
  readonly owner: CaseRow['owner']
  /** Counts only where a person had given the case its agency. */
  readonly agency: string | null
  readonly assigned: Tally['assigned']
  readonly fixed: Fixed
}

/** `posts` in their order of arrival. */
export const rewound = (
  row: CaseRow,
  posts: readonly PostRow[],
  heard: ReadonlyMap<string, string>,
  then: Then,
  at: Millis,
): CaseRow => {
  const now = tallyOf(row)
  const empty = emptyTally(now.kind, { ...now, assigned: then.assigned, fixed: then.fixed })
  const tally = posts.reduce((sum, post) => absorb(sum, factOf(post, heard.get(post.id))), empty)
  const authors = new Set(posts.map(({ author_id }) => author_id)).size
  return withTally({ ...withStatus(row, then.status, at), owner: then.owner, agency: then.agency }, tally, authors, at)
}
