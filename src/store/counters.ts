// Numbers handed out once, under the lock of their row.
import { sql } from 'kysely'
import type { Tx } from './tx.ts'

/** Takes `count` numbers and returns the first. */
export const takeNumbers = async (tx: Tx, name: string, count: number): Promise<number> => {
  const { value } = await tx
    .insertInto('counters')
    .values({ name, value: count })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`counters.value + excluded.value` }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return value - count + 1
}
