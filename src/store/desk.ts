// What people keep at their desk: saved views, preferences; and the rules of the house.
import { uuidv7 } from 'uuidv7'
import type { Millis, UserId } from '../model.ts'
import type { Reader } from './reader.ts'
import { parsed } from './rows.ts'
import type { Tx } from './tx.ts'

export type SavedView = { readonly id: string; readonly name: string; readonly query: string }

export const savedViews = (db: Reader, user: UserId): Promise<SavedView[]> =>
  db
    .selectFrom('saved_views')
    .select(['id', 'name', 'query'])
    .where('user_id', '=', user)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

export const saveView = async (
  tx: Tx,
  user: UserId,
  { name, query }: Omit<SavedView, 'id'>,
  at: Millis,
): Promise<SavedView> => {
  const view = { id: uuidv7(), name, query }
  await tx
    .insertInto('saved_views')
    .values({ ...view, user_id: user, created_at: at })
    .execute()
  return view
}

export const dropView = async (tx: Tx, user: UserId, id: string): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('saved_views')
    .where('id', '=', id)
    .where('user_id', '=', user)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows) === 1
}

export const preferencesOf = async (db: Reader, user: UserId): Promise<unknown> => {
  const row = await db.selectFrom('preferences').select('value').where('user_id', '=', user).executeTakeFirst()
  return row === undefined ? null : parsed(row.value)
}

export const putPreferences = async (tx: Tx, user: UserId, value: unknown, at: Millis): Promise<void> => {
  const row = { user_id: user, value: JSON.stringify(value), updated_at: at }
  await tx
    .insertInto('preferences')
    .values(row)
    .onConflict((c) => c.column('user_id').doUpdateSet({ value: row.value, updated_at: at }))
    .execute()
}

/** As it is kept; null where it never was. */
export const ruleText = async (db: Reader, name: string): Promise<string | null> => {
  const row = await db.selectFrom('desk_rules').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

const ruleIn = (text: string | null): unknown => (text === null ? null : parsed(text))

export const ruleOf = async (db: Reader, name: string): Promise<unknown> => ruleIn(await ruleText(db, name))

/** As it stands for this transaction, which changes none of them: all are read once, together. */
export const standingText = async (tx: Tx, name: string): Promise<string | null> => {
  tx.rules ??= tx
    .selectFrom('desk_rules')
    .select(['name', 'value'])
    .execute()
    .then((rows) => new Map(rows.map((row) => [row.name, row.value])))
  return (await tx.rules).get(name) ?? null
}

export const standingRule = async (tx: Tx, name: string): Promise<unknown> => ruleIn(await standingText(tx, name))

/** Nobody else changes it until the transaction ends: one that was never kept has its row from here on, for that is the lock. */
export const holdRule = async (tx: Tx, name: string): Promise<unknown> => {
  const row = await tx
    .insertInto('desk_rules')
    .values({ name, value: 'null', updated_at: 0, updated_by: null })
    .onConflict((c) => c.column('name').doUpdateSet({ name }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return parsed(row.value)
}

export const putRule = async (tx: Tx, name: string, value: unknown, by: string, at: Millis): Promise<void> => {
  const row = { name, value: JSON.stringify(value), updated_at: at, updated_by: by }
  await tx
    .insertInto('desk_rules')
    .values(row)
    .onConflict((c) => c.column('name').doUpdateSet({ value: row.value, updated_at: at, updated_by: by }))
    .execute()
}
