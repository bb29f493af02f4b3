// Counting a case again from its posts, after they were moved.
import { maskPersonalData } from '../../dedupe/index.ts'
import type { Millis } from '../model.ts'
import type { CaseRow, PostRow, Tx } from '../store/index.ts'
import { heardOf } from '../store/media.ts'
import { countAuthors, postsOfCase } from '../store/members.ts'
import { reportOf } from '../store/posts.ts'
import { absorb, emptyTally, type Fact } from './golden-record.ts'
import { tallyOf, withTally } from './row.ts'

/** `heard`: what machines made of its files, where its author wrote nothing. */
export const factOf = (row: PostRow, heard?: string): Fact => ({
  id: row.id,
  channel: row.channel,
  at: row.created_at,
  words: maskPersonalData(heard ?? row.text),
  report: reportOf(row),
})

export const recount = async (tx: Tx, row: CaseRow, now: Millis): Promise<CaseRow> => {
  const before = tallyOf(row)
  let tally = emptyTally(before.kind, before)
  for await (const page of postsOfCase(tx, row.id)) {
    const heard = await heardOf(tx, page)
    for (const post of page) tally = absorb(tally, factOf(post, heard.get(post.id)))
  }
  return withTally(row, tally, await countAuthors(tx, row.id), now)
}
