// How far the keys of the store have been made with the matcher's present version.
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

const row = 'rings-version'
type Progress = {
  readonly version: string /** Posts after this one have their keys; 0 = all have. */
  readonly before: number
}

export const ringsProgress = async (db: Reader): Promise<Progress | null> => {
  const kept = await db.selectFrom('meta').select('value').where('name', '=', row).executeTakeFirst()
  return kept === undefined ? null : (JSON.parse(kept.value) as Progress)
}

export const saveRingsProgress = async (tx: Tx, progress: Progress): Promise<void> => {
  const value = JSON.stringify(progress)
  await tx
    .insertInto('meta')
    .values({ name: row, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
