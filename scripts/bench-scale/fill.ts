// The window: posts of the seeded stream in their true cases, written as the pipeline writes them but without deciding.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Decision } from '../../dedupe/index.ts'
import type { AuthorId, CaseId, PostId } from '../../src/model.ts'
import { attachAll } from '../../src/pipeline/attach.ts'
import { ringsOf } from '../../src/pipeline/candidates-in-store.ts'
import type { Outcome } from '../../src/pipeline/decide.ts'
import { addToRings } from '../../src/store/blocks.ts'
import { type PostRow, packReport, type Store, write } from '../../src/store/index.ts'
import { insertRows } from '../../src/store/insert.ts'
import { type Pool, toldAt } from '../bench/reports.ts'

const together = 500
const above = 100_000_000
const uuidOf = (text: string) => {
  const hex = createHash('md5').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

const placed = (opens: boolean): Decision => ({
  kind: opens ? 'different' : 'same',
  p: opens ? 0 : 0.97,
  reason: opens ? 'no-candidate' : 'accepted',
  match: null,
  rival: null,
  suggested: [],
  recurrenceOf: null,
})

export const createFill = (store: Store, pool: Pool, from: number) => {
  const cases = new Map<string, CaseId>()
  const authors = new Set<string>()
  let filled = 0

  const outcomeOf = (n: number): Outcome => {
    const told = toldAt(pool, n)
    const known = cases.get(told.case)
    const to = known ?? (uuidv7() as CaseId)
    cases.set(told.case, to)
    const at = told.report.at + from
    const author = uuidOf(told.report.author!) as AuthorId
    const report = { ...told.report, id: uuidv7(), at, author, replyTo: null }
    const words = report.tokens.map(({ key }) => key).join(' ')
    const post: PostRow = {
      seq: n + 1,
      id: report.id as PostId,
      channel: report.channel as PostRow['channel'],
      account: 'bench',
      remote_id: `w${n}`,
      surface: report.surface,
      author_id: author,
      text: words,
      created_at: at,
      received_at: at,
      reply_to: null,
      location: null,
      forwarded: 0,
      summoned: null,
      edited_at: null,
      deleted_at: null,
      state: 'decided',
      kind: report.kind,
      language: report.language,
      report: packReport(report),
      case_id: to,
      lane: null,
    }
    const prepared = { post, media: [], report, words, search: words }
    return { prepared, decision: placed(known === undefined), to, opens: known === undefined, greetings: [] }
  }

  const newAuthors = (outcomes: readonly Outcome[]) =>
    outcomes.flatMap(({ prepared: { post } }) => {
      const id = post.author_id!
      if (authors.has(id)) return []
      authors.add(id)
      return [{ id, channel: post.channel, remote_id: id, handle: null, name: null, first_at: post.created_at }]
    })

  /** Numbers of posts that are received later begin above all of the window. */
  const ready = write(store, (tx) => sql`select setval(pg_get_serial_sequence('inbox', 'seq'), ${above})`.execute(tx))

  return async (size: number, say: (line: string) => void): Promise<void> => {
    await ready
    for (; filled < size; filled += together) {
      const outcomes = Array.from({ length: together }, (_, i) => outcomeOf(filled + i))
      const rings = ringsOf(outcomes.map(({ prepared, to }) => ({ report: prepared.report, to: to! })))
      const now = Date.now()
      await write(store, async (tx) => {
        await insertRows(tx, 'authors', newAuthors(outcomes))
        await attachAll(tx, outcomes, now)
        await addToRings(tx, rings.narrow, now)
        await addToRings(tx, rings.wide, now)
      })
      if (filled % 20_000 === 0) say(`window ${filled}`)
    }
    await sql`analyze`.execute(store.read as never)
  }
}
