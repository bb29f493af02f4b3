// Whom not to write to, and which accounts their owner has linked.
import type { AuthorId, CaseId, Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { LinkRow } from './schema.ts'
import type { Tx } from './tx.ts'

export type Silence = { readonly reason: 'opted-out' | 'blocked'; readonly at: Millis }

/** Who asked for silence keeps it, whatever a channel says of him later. */
export const silence = async (tx: Tx, author: AuthorId, { reason, at }: Silence): Promise<void> => {
  await tx
    .insertInto('unreachable')
    .values({ author_id: author, reason, at })
    .onConflict((conflict) => {
      const named = conflict.column('author_id')
      return reason === 'opted-out' ? named.doUpdateSet({ reason, at }) : named.doNothing()
    })
    .execute()
}

/** True where he had been silenced. */
export const unsilence = async (tx: Tx, author: AuthorId): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('unreachable')
    .where('author_id', '=', author)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows) === 1
}

export const silencedAmong = async (
  db: Reader,
  authors: readonly AuthorId[],
): Promise<ReadonlyMap<AuthorId, Silence>> => {
  const found = new Map<AuthorId, Silence>()
  for (const chunk of inChunks(authors, 500)) {
    const rows = await db.selectFrom('unreachable').selectAll().where('author_id', 'in', chunk).execute()
    for (const { author_id, reason, at } of rows) found.set(author_id, { reason, at })
  }
  return found
}

export const saveLink = async (tx: Tx, row: LinkRow): Promise<void> => {
  await tx.insertInto('links').values(row).execute()
}

export const findLink = (db: Reader, id: string): Promise<LinkRow | undefined> =>
  db.selectFrom('links').selectAll().where('id', '=', id).executeTakeFirst()

export const changeLink = (tx: Tx, id: string, from: readonly LinkRow['state'][], to: Partial<LinkRow>) =>
  tx
    .updateTable('links')
    .set(to)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .returningAll()
    .executeTakeFirst()

/** Links of one author in these states. */
export const linksOf = (db: Reader, author: AuthorId, states: readonly LinkRow['state'][]): Promise<LinkRow[]> =>
  db
    .selectFrom('links')
    .selectAll()
    .where((where) => where.or([where('one', '=', author), where('two', '=', author)]))
    .where('state', 'in', [...states])
    .orderBy('created_at')
    .execute()

/** The newest of those that were asked or are linked. */
export const standingLinks = (db: Reader): Promise<LinkRow[]> =>
  db
    .selectFrom('links')
    .selectAll()
    .where('state', 'in', ['asked', 'linked'])
    .orderBy('created_at', 'desc')
    .limit(500)
    .execute()

export type Person = { readonly id: string; readonly preferred: AuthorId }

/** Which of these authors are one person by his own word; a chain of links is one person. */
export const personsAmong = async (
  db: Reader,
  authors: readonly AuthorId[],
): Promise<ReadonlyMap<AuthorId, Person>> => {
  const links = new Map<string, LinkRow>()
  for (const chunk of inChunks(authors, 500))
    for (const side of ['one', 'two'] as const) {
      const rows = await db
        .selectFrom('links')
        .selectAll()
        .where(side, 'in', chunk)
        .where('state', '=', 'linked')
        .execute()
      for (const row of rows) links.set(row.id, row)
    }
  const persons = new Map<AuthorId, Person>()
  for (const { id, one, two, preferred } of [...links.values()].toSorted((a, b) => a.created_at - b.created_at)) {
    const known = [persons.get(one)?.id, persons.get(two)?.id].filter((name) => name !== undefined)
    const person = { id: known[0] ?? id, preferred }
    for (const [author, was] of persons) if (known.includes(was.id)) persons.set(author, person)
    persons.set(one, person)
    persons.set(two, person)
  }
  return persons
}

/** By how many the accounts of these cases outnumber the people behind them, where owners have linked theirs. */
export const linkedIn = async (db: Reader, cases: readonly CaseId[]): Promise<ReadonlyMap<CaseId, number>> => {
  const fewer = new Map<CaseId, number>()
  for (const chunk of inChunks(cases, 200)) {
    const rows = await db
      .selectFrom('members')
      .innerJoin('posts', 'posts.id', 'members.post_id')
      .innerJoin('links', (join) =>
        join
          .on('links.state', '=', 'linked')
          .on((on) =>
            on.or([on('links.one', '=', on.ref('posts.author_id')), on('links.two', '=', on.ref('posts.author_id'))]),
          ),
      )
      .select(['members.case_id as id', 'posts.author_id as author'])
      .distinct()
      .where('members.case_id', 'in', chunk)
      .execute()
    for (const [id, mine] of Map.groupBy(rows, (row) => row.id)) {
      const authors = mine.flatMap(({ author }) => author ?? [])
      const persons = await personsAmong(db, authors)
      const people = new Set(authors.map((author) => persons.get(author)?.id ?? author)).size
      if (people < authors.length) fewer.set(id, authors.length - people)
    }
  }
  return fewer
}
