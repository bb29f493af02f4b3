// The second proof of a person: a shared secret for codes of the minute, and codes for the day the telephone is lost.
import type { UserId } from '../model.ts'
import type { Reader } from './reader.ts'
import type { SecondFactorsTable } from './schema/people.ts'
import type { Tx } from './tx.ts'

export const secondFactor = async (db: Reader, user: UserId): Promise<SecondFactorsTable | null> =>
  (await db.selectFrom('second_factors').selectAll().where('user_id', '=', user).executeTakeFirst()) ?? null

/** Those who have confirmed one. */
export const withSecondFactor = async (db: Reader): Promise<ReadonlySet<UserId>> => {
  const rows = await db.selectFrom('second_factors').select('user_id').where('confirmed_at', 'is not', null).execute()
  return new Set(rows.map(({ user_id }) => user_id))
}

/** Begun anew each time until it is confirmed; false when there is a confirmed one already. */
export const beginSecondFactor = async (tx: Tx, user: UserId, secret: string, now: number): Promise<boolean> => {
  const values = { secret, last_step: 0, created_at: now }
  const done = await tx
    .insertInto('second_factors')
    .values({ user_id: user, confirmed_at: null, ...values })
    .onConflict((on) => on.column('user_id').doUpdateSet(values).where('second_factors.confirmed_at', 'is', null))
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const confirmSecondFactor = (tx: Tx, user: UserId, now: number) =>
  tx
    .updateTable('second_factors')
    .set({ confirmed_at: now })
    .where('user_id', '=', user)
    .where('confirmed_at', 'is', null)
    .execute()

/** True once for each code: an older one, or the same again, takes nothing. */
export const takeStep = async (tx: Tx, user: UserId, step: number): Promise<boolean> => {
  const done = await tx
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('user_id', '=', user)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export const dropSecondFactor = async (tx: Tx, user: UserId): Promise<boolean> => {
  await tx.deleteFrom('recovery_codes').where('user_id', '=', user).execute()
  const done = await tx.deleteFrom('second_factors').where('user_id', '=', user).executeTakeFirst()
  return done.numDeletedRows > 0n
}

export const setRecoveryCodes = async (tx: Tx, user: UserId, hashes: readonly string[]): Promise<void> => {
  await tx.deleteFrom('recovery_codes').where('user_id', '=', user).execute()
  await tx
    .insertInto('recovery_codes')
    .values(hashes.map((hash) => ({ hash, user_id: user, used_at: null })))
    .execute()
}

export const recoveryCodesLeft = async (db: Reader, user: UserId): Promise<number> => {
  const row = await db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('user_id', '=', user)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** True for exactly one caller: each code works once. */
export const takeRecoveryCode = async (tx: Tx, user: UserId, hash: string, now: number): Promise<boolean> => {
  const done = await tx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('hash', '=', hash)
    .where('user_id', '=', user)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
