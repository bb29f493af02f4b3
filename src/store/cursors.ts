// How far each channel has been read.
import type { Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

export const saveCursor = async (
  tx: Tx,
  cursor: { readonly name: string; readonly value: string },
  at: Millis,
): Promise<void> => {
  await tx
    .insertInto('cursors')
    .values({ ...cursor, updated_at: at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: cursor.value, updated_at: at }))
    .execute()
}

export const cursorOf = async (db: Reader, name: string): Promise<string | null> =>
  (await db.selectFrom('cursors').select('value').where('name', '=', name).executeTakeFirst())?.value ?? null
