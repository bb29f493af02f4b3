// Approved templates, snippets, and how the ministry wants replies to go.
import type { Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import type { SnippetRow, TemplateRow } from './schema.ts'
import type { Tx } from './tx.ts'

export const listTemplates = (db: Reader): Promise<TemplateRow[]> =>
  db.selectFrom('templates').selectAll().orderBy('channel').orderBy('name').orderBy('language').execute()

/** A template is one by channel, name and language; the newest word about it stands. */
export const putTemplate = (tx: Tx, row: TemplateRow): Promise<TemplateRow> => {
  const { id: _, channel: __, name: ___, language: ____, ...changed } = row
  return tx
    .insertInto('templates')
    .values(row)
    .onConflict((conflict) => conflict.columns(['channel', 'name', 'language']).doUpdateSet(changed))
    .returningAll()
    .executeTakeFirstOrThrow()
}

export const dropTemplate = async (tx: Tx, id: string): Promise<boolean> =>
  Number((await tx.deleteFrom('templates').where('id', '=', id).executeTakeFirstOrThrow()).numDeletedRows) === 1

/** Of an agency and topic first, then what serves all. */
export const listSnippets = (db: Reader): Promise<SnippetRow[]> =>
  db.selectFrom('snippets').selectAll().orderBy('name').orderBy('id').execute()

export const putSnippet = (tx: Tx, row: SnippetRow): Promise<SnippetRow> => {
  const { id: _, ...changed } = row
  return tx
    .insertInto('snippets')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changed))
    .returningAll()
    .executeTakeFirstOrThrow()
}

export const dropSnippet = async (tx: Tx, id: string): Promise<boolean> =>
  Number((await tx.deleteFrom('snippets').where('id', '=', id).executeTakeFirstOrThrow()).numDeletedRows) === 1

const name = 'reply-policy'

export const savedPolicy = async (db: Reader): Promise<unknown> => {
  const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst()
  return row === undefined ? {} : JSON.parse(row.value)
}

export const savePolicy = async (tx: Tx, policy: unknown): Promise<void> => {
  const value = JSON.stringify(policy)
  await tx
    .insertInto('meta')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** Moves a follower's place in the log; its row is the lock that lets one worker follow at a time. */
export const followedTo = async (tx: Tx, follower: string, at: Millis): Promise<number | null> => {
  const row = await tx
    .selectFrom('cursors')
    .select('value')
    .where('name', '=', follower)
    .$if(tx.engine === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  if (row !== undefined) return Number(row.value)
  const newest = await tx.selectFrom('counters').select('value').where('name', '=', 'events').executeTakeFirst()
  await tx
    .insertInto('cursors')
    .values({ name: follower, value: String(newest?.value ?? 0), updated_at: at })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  return null
}
