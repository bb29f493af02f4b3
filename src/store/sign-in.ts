// The doors that open once: set-up links, and visits to the identity provider.
import { clockTolerance } from './sessions.ts'
import type { Tx } from './tx.ts'

const minutes = 60_000
export const setupLife = 30 * minutes
export const visitLife = 10 * minutes

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
    .where('created_at', '<=', now + clockTolerance)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export type Visit = { readonly state: string; readonly nonce: string; readonly verifier: string }

export const addVisit = async (tx: Tx, hash: string, visit: Visit, now: number): Promise<void> => {
  await tx.deleteFrom('provider_visits').where('expires_at', '<=', now).execute()
  await tx
    .insertInto('provider_visits')
    .values({ hash, ...visit, created_at: now, expires_at: now + visitLife })
    .execute()
}

/** Taken away as it is read: an answer of the provider opens the door once. */
export const takeVisit = async (tx: Tx, hash: string, now: number): Promise<Visit | null> => {
  const row = await tx.deleteFrom('provider_visits').where('hash', '=', hash).returningAll().executeTakeFirst()
  if (row === undefined || row.expires_at <= now || row.created_at > now + clockTolerance) return null
  return { state: row.state, nonce: row.nonce, verifier: row.verifier }
}
