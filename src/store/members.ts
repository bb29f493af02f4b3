// Who is in a case, and why.
import { sql } from 'kysely'
import type { AuthorId, CaseId, Millis, PostId } from '../model.ts'
import { insertRows } from './insert.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { MemberRow, PostRow } from './schema.ts'
import type { Tx } from './tx.ts'

/** Written into the statement: with a parameter SQLite would not see that a partial index serves. */
const counts = sql.lit(1 as const)
const beside = sql.lit(0 as const)

export const saveMembers = async (tx: Tx, rows: readonly MemberRow[]): Promise<void> => {
  await insertRows(tx, 'members', rows)
}

export type Speaker = { readonly case: CaseId; readonly author: AuthorId | null }

/** `case|author` of those, among these, who speak in their case already. */
export const alreadySpeaking = async (tx: Tx, speakers: readonly Speaker[]): Promise<ReadonlySet<string>> => {
  const found = new Set<string>()
  for (const chunk of inChunks(
    speakers.filter(({ author }) => author !== null),
    500,
  )) {
    const pairs = sql.join(chunk.map(({ case: id, author }) => sql`(${id}, ${author})`))
    // Joined pair by pair, so that each is one look into the index, however many speak in the case.
    const { rows } = await sql<Pick<MemberRow, 'case_id' | 'author_id'>>`
      select distinct member.case_id, member.author_id from (values ${pairs}) as pair
      join members as member on member.case_id = pair.column1 and member.author_id = pair.column2
      where member.main = 1`.execute(tx)
    for (const { case_id, author_id } of rows) found.add(`${case_id}|${author_id}`)
  }
  return found
}

/** Posts that count in a case, in order of arrival, a page at a time. */
export async function* postsOfCase(db: Reader, id: CaseId, page = 500): AsyncGenerator<readonly PostRow[]> {
  for (let after = -1; ; ) {
    const rows = await db
      .selectFrom('members')
      .innerJoin('posts', 'posts.id', 'members.post_id')
      .selectAll('posts')
      .where('members.case_id', '=', id)
      .where('members.main', '=', 1)
      .where('posts.seq', '>', after)
      .orderBy('posts.seq')
      .limit(page)
      .execute()
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)!.seq
  }
}

/** Ids of the posts that count in these cases, in order of arrival. */
export const idsInCases = (db: Reader, cases: readonly CaseId[]) =>
  db
    .selectFrom('members')
    .innerJoin('posts', 'posts.id', 'members.post_id')
    .select(['posts.id', 'members.case_id'])
    .where('members.case_id', 'in', [...cases])
    .where('members.main', '=', 1)
    .orderBy('posts.seq')
    .execute()

/** The machine's reasons stay with the post; beside them stands who moved it last. */
const byPerson = (actor: string | null) => ({
  actor: sql<string | null>`case when decision = 'person' then actor else ${actor} end`,
})

/** Moves main memberships, by a person or (null) back to where the machine had put them; what a person had added beside (`main` 0) in the new case gives way. */
export const moveMembers = async (
  tx: Tx,
  posts: readonly PostId[],
  to: CaseId,
  actor: string | null,
): Promise<void> => {
  for (const chunk of inChunks(posts, 500)) {
    await tx
      .deleteFrom('members')
      .where('post_id', 'in', chunk)
      .where('case_id', '=', to)
      .where('main', '=', beside)
      .execute()
    await tx
      .updateTable('members')
      .set({ case_id: to, ...byPerson(actor) })
      .where('post_id', 'in', chunk)
      .where('main', '=', counts)
      .execute()
  }
}

export const dropMembers = async (tx: Tx, posts: readonly PostId[]): Promise<void> => {
  for (const chunk of inChunks(posts, 500))
    await tx.deleteFrom('members').where('post_id', 'in', chunk).where('main', '=', counts).execute()
}

export const countAuthors = async (db: Reader, id: CaseId): Promise<number> => {
  const { n } = await db
    .selectFrom('members')
    .select((e) => e.fn.count<number>('author_id').distinct().as('n'))
    .where('case_id', '=', id)
    .where('main', '=', counts)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Ends a second membership that a person had added. */
export const dropAlso = async (tx: Tx, id: CaseId, post: PostId): Promise<void> => {
  await tx
    .deleteFrom('members')
    .where('case_id', '=', id)
    .where('post_id', '=', post)
    .where('main', '=', beside)
    .execute()
}

export const mainMembership = (db: Reader, post: PostId): Promise<MemberRow | undefined> =>
  db.selectFrom('members').selectAll().where('post_id', '=', post).where('main', '=', counts).executeTakeFirst()

/** A person put it where it is now: the machine's reasons no longer say why. */
export const placedBy = async (tx: Tx, post: PostId, actor: string, at: Millis): Promise<void> => {
  await tx
    .updateTable('members')
    .set({ decision: 'person', reason: 'placed', actor, at })
    .where('post_id', '=', post)
    .where('main', '=', counts)
    .execute()
}
