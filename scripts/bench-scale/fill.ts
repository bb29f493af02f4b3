// The window: posts of the seeded stream in their true cases, as the pipeline would have left them, but copied and not decided.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { openBook } from '../../src/cases/book.ts'
import { caseKindOf } from '../../src/cases/golden-record.ts'
import type { AuthorId, CaseId, PostId } from '../../src/model.ts'
import { ringsOf } from '../../src/pipeline/candidates-in-store.ts'
import { addToRings, type Rings } from '../../src/store/blocks.ts'
import { type PostRow, packReport, type Store, write } from '../../src/store/index.ts'
import { type Pool, toldAt } from '../bench/reports.ts'
import type { Copier } from './copy.ts'
import { createRetelling } from './retell.ts'

const together = 5_000
const told = 10_000
const above = 100_000_000
const uuidOf = (text: string) => {
  const hex = createHash('md5').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

type Placed = { readonly post: PostRow; readonly report: Report; readonly to: CaseId; readonly opens: boolean }
type Report = ReturnType<typeof toldAt>['report']

const memberOf = ({ post, to, opens }: Placed) => ({
  case_id: to,
  post_id: post.id,
  author_id: post.author_id,
  main: 1,
  decision: opens ? 'different' : 'same',
  reason: opens ? 'no-candidate' : 'accepted',
  p: opens ? 0 : 0.97,
  match: null,
  rival: null,
  actor: null,
  at: post.created_at,
})

const inParts = async (rings: Rings, add: (part: Rings) => Promise<void>): Promise<void> => {
  const all = [...rings]
  for (let at = 0; at < all.length; at += 2_000) await add(new Map(all.slice(at, at + 2_000)))
}

/** A post each twelve seconds, the last one now. */
const apart = 12_000

export const createFill = (store: Store, copier: Copier, pool: Pool) => {
  const later = Date.now() - told * apart - toldAt(pool, 0).report.at
  const cases = new Map<string, CaseId>()
  const authors = new Set<string>()
  let filled = 0

  const placedAt = (n: number): Placed => {
    const told = toldAt(pool, n)
    const known = cases.get(told.case)
    const to = known ?? (uuidv7() as CaseId)
    cases.set(told.case, to)
    const at = told.report.at + later
    const { from, to: until, ...when } = told.report.happened
    const report = {
      ...told.report,
      id: uuidv7(),
      at,
      happened: { ...when, from: from + later, to: until + later },
      author: uuidOf(told.report.author!),
      replyTo: null,
    }
    const post: PostRow = {
      seq: n + 1,
      id: report.id as PostId,
      channel: report.channel as PostRow['channel'],
      account: 'bench',
      remote_id: `w${n}`,
      surface: report.surface,
      author_id: report.author as AuthorId,
      text: report.tokens.map(({ key }) => key).join(' '),
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
    return { post, report, to, opens: known === undefined }
  }

  const newAuthors = (placed: readonly Placed[]) =>
    placed.flatMap(({ post: { author_id, channel, created_at } }) => {
      if (authors.has(author_id!)) return []
      authors.add(author_id!)
      return [{ id: author_id!, channel, remote_id: author_id!, handle: null, name: null, first_at: created_at }]
    })

  const saveCases = (placed: readonly Placed[]) =>
    write(store, async (tx) => {
      const book = openBook(tx)
      const opened = new Set(placed.flatMap(({ to, opens }) => (opens ? [to] : [])))
      await book.read(
        placed.flatMap(({ to, post }) => (opened.has(to) ? [] : [{ case: to, author: post.author_id }])),
        placed.flatMap(({ opens, post }) => (opens ? [post.created_at] : [])),
      )
      for (const { post, report, to, opens } of placed) {
        const fact = { id: post.id, channel: post.channel, at: post.created_at, words: post.text, report }
        if (opens) book.open(to, fact, caseKindOf(report), null)
        book.add(to, fact, post.author_id)
      }
      await book.write(Date.now())
    })

  const saveRings = async (placed: readonly Placed[]) => {
    await inParts(ringsOf(placed), (part) => write(store, (tx) => addToRings(tx, part, Date.now())))
  }

  const tell = async (count: number): Promise<void> => {
    const placed = Array.from({ length: count }, (_, i) => placedAt(filled + i))
    const posts = placed.map(({ post }) => post)
    const people = newAuthors(placed)
    await copier.copy('authors', people)
    await copier.copy(
      'author_aliases',
      people.map(({ id }) => ({ key: id, author_id: id, alias: null })),
    )
    await saveCases(placed)
    await copier.copy('posts', posts)
    const words = posts.map(({ seq, text }) => ({ seq, body: text }))
    await copier.copy('posts_search', words)
    await copier.copy('members', placed.map(memberOf))
    await saveRings(placed)
  }
  const retelling = createRetelling(copier.db, told)
  const tellAll = async (): Promise<void> => {
    while (filled < told) {
      await tell(together)
      filled += together
    }
    await retelling.setAside()
  }

  /** Windows grow: the first is told, larger ones are told again in whole rounds of it. */
  return async (size: number): Promise<void> => {
    if (filled === 0) await tellAll()
    const rounds = Math.ceil(size / told)
    if (rounds * told > filled) await retelling.tell(filled / told, rounds - 1)
    filled = Math.max(filled, rounds * told)
    // Numbers of posts that are received later begin above all of the window.
    await write(store, (tx) =>
      sql`select setval(pg_get_serial_sequence('inbox', 'seq'), greatest(${above}, (select max(seq) from inbox)))`.execute(
        tx,
      ),
    )
    await sql`vacuum analyze`.execute(store.read as never)
    await sql`checkpoint`.execute(store.read as never)
  }
}
