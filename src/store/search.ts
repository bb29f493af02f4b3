// Full text over folded words, one question for both engines.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Engine } from './engine.ts'
import { insertRows } from './insert.ts'
import { inChunks } from './rows.ts'
import type { Tx } from './tx.ts'

const wordsOf = (folded: string) => folded.match(/[\p{L}\p{N}]+/gu)?.slice(0, 16) ?? []

/**
 * A condition: the post numbered `seq` holds every word of `folded` (already folded as the posts are), the last one as a
 * beginning, so that a search finds while one types. Words only: nothing in it can be an operator.
 */
export const matchesText = (engine: Engine, seq: Expression<number>, folded: string): Expression<SqlBool> => {
  const words = wordsOf(folded)
  if (words.length === 0) return sql<SqlBool>`1 = 0`
  if (engine === 'sqlite') {
    const query = `${words.map((word) => `"${word}"`).join(' ')}*`
    return sql<SqlBool>`${seq} in (select rowid from posts_search where posts_search match ${query})`
  }
  const query = `${words.map((word) => `'${word}'`).join(' & ')}:*`
  return sql<SqlBool>`${seq} in (select seq from posts_search where to_tsvector('simple', body) @@ to_tsquery('simple', ${query}))`
}

export type SearchRow = { readonly seq: number; readonly body: string }

export const saveSearch = async (tx: Tx, rows: readonly SearchRow[]): Promise<void> => {
  if (tx.engine === 'postgres') return void (await insertRows(tx, 'posts_search', rows))
  for (const chunk of inChunks(rows)) {
    const values = sql.join(chunk.map(({ seq, body }) => sql`(${seq}, ${body})`))
    await sql`insert into posts_search (rowid, body) values ${values}`.execute(tx)
  }
}

export const dropSearch = async (tx: Tx, seq: number): Promise<void> => {
  await (tx.engine === 'sqlite'
    ? sql`delete from posts_search where rowid = ${seq}`
    : sql`delete from posts_search where seq = ${seq}`
  ).execute(tx)
}
