// The door: one-time set-up links, and names that were tried too often.

import type { Reader } from './reader.ts'
import { signInName } from './users.ts'
import type { Tx } from './write.ts'

const minutes = 60_000
export const setupLife = 30 * minutes

export const addSetupToken = async (tx: Tx, hash: string, now: number): Promise<void> => {
  await tx.deleteFrom('setup_tokens').where('expires_at', '<=', now).execute()
  await tx
    .insertInto('setup_tokens')
    .values({ hash, created_at: now, expires_at: now + setupLife, used_at: null })
    .execute()
}

/** True for exactly one caller: the link works once. */
export const useSetupToken = async (tx: Tx, hash: string, now: number): Promise<boolean> => {
  const done = await tx
    .updateTable('setup_tokens')
    .set({ used_at: now })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export const lockOut = { tries: 5, window: 15 * minutes, first: 1 * minutes, longest: 60 * minutes }

/** Milliseconds the name stays locked; 0 = may try. */
export const lockedFor = async (db: Reader, name: string, now: number): Promise<number> => {
  const row = await db
    .selectFrom('sign_in_failures')
    .select('locked_until')
    .where('sign_in', '=', signInName(name))
    .executeTakeFirst()
  return Math.max(0, (row?.locked_until ?? 0) - now)
}

/** Each wrong password after the free tries doubles the wait, up to an hour. */
export const waitAfter = (count: number): number =>
  count < lockOut.tries ? 0 : Math.min(lockOut.longest, lockOut.first * 2 ** Math.min(20, count - lockOut.tries))

export const noteFailure = async (tx: Tx, name: string, now: number): Promise<void> => {
  const key = signInName(name)
  const row = await tx.selectFrom('sign_in_failures').selectAll().where('sign_in', '=', key).executeTakeFirst()
  const fresh = row === undefined || (row.locked_until < now && now - row.first_at > lockOut.window)
  const count = fresh ? 1 : row.count + 1
  const values = { count, first_at: fresh ? now : row.first_at, locked_until: now + waitAfter(count) }
  await tx
    .insertInto('sign_in_failures')
    .values({ sign_in: key, ...values })
    .onConflict((on) => on.column('sign_in').doUpdateSet(values))
    .execute()
}

export const forgetFailures = (tx: Tx, name: string) =>
  tx.deleteFrom('sign_in_failures').where('sign_in', '=', signInName(name)).execute()
