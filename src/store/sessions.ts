// Sessions of people: an idle and an absolute life, ended one by one or all at once. Only hashes are kept.
import { uuidv7 } from 'uuidv7'
import type { UserId } from '../model.ts'
import type { Reader } from './reader.ts'
import type { SessionsTable } from './schema/people.ts'
import type { Tx } from './tx.ts'
import { type User, userColumns, userOf } from './users.ts'

const minutes = 60_000
const hours = 60 * minutes
export const sessionLife = { idle: 8 * hours, absolute: 24 * hours }
/** Clocks of workers differ a little. What lies further ahead was written before the clock was set back. */
export const clockTolerance = 5 * minutes

export type Way = SessionsTable['way']
export type NewSession = { readonly hash: string; readonly user: UserId; readonly device: string; readonly way: Way }

export const startSession = async (tx: Tx, { hash, user, device, way }: NewSession, now: number): Promise<void> => {
  await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute()
  await tx
    .insertInto('sessions')
    .values({
      hash,
      id: uuidv7(),
      user_id: user,
      device,
      way,
      created_at: now,
      seen_at: now,
      expires_at: now + sessionLife.absolute,
    })
    .execute()
}

export type SessionOwner = { readonly user: User; readonly seenAt: number; readonly way: Way }

/** A session that was seen in the future has an unknown age: setting the clock back makes no session live longer. */
export const sessionOwner = async (db: Reader, hash: string, now: number): Promise<SessionOwner | null> => {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(userColumns)
    .select(['sessions.seen_at as seenAt', 'sessions.way'])
    .where('sessions.hash', '=', hash)
    .where('sessions.expires_at', '>', now)
    .where('sessions.seen_at', '>', now - sessionLife.idle)
    .where('sessions.seen_at', '<=', now + clockTolerance)
    .where('users.disabled_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  const { seenAt, way, ...user } = row
  return { user: userOf(user), seenAt, way }
}

export type OwnSession = Pick<SessionsTable, 'hash' | 'id' | 'device' | 'way' | 'created_at' | 'seen_at' | 'expires_at'>

export const sessionsOf = (db: Reader, user: UserId, now: number): Promise<readonly OwnSession[]> =>
  db
    .selectFrom('sessions')
    .select(['hash', 'id', 'device', 'way', 'created_at', 'seen_at', 'expires_at'])
    .where('user_id', '=', user)
    .where('expires_at', '>', now)
    .where('seen_at', '>', now - sessionLife.idle)
    .where('seen_at', '<=', now + clockTolerance)
    .orderBy('seen_at', 'desc')
    .execute()

export const touchSession = (tx: Tx, hash: string, now: number) =>
  tx.updateTable('sessions').set({ seen_at: now }).where('hash', '=', hash).execute()

export const endSession = (tx: Tx, hash: string) => tx.deleteFrom('sessions').where('hash', '=', hash).execute()

/** One of a person's own; false when it is not his or not there. */
export const endOwnSession = async (tx: Tx, user: UserId, id: string): Promise<boolean> => {
  const done = await tx.deleteFrom('sessions').where('user_id', '=', user).where('id', '=', id).executeTakeFirst()
  return done.numDeletedRows > 0n
}

export const endSessionsOf = (tx: Tx, user: UserId) => tx.deleteFrom('sessions').where('user_id', '=', user).execute()

/** After a change of proof: whoever else holds a session of this account is out. */
export const endOtherSessions = (tx: Tx, user: UserId, hash: string) =>
  tx.deleteFrom('sessions').where('user_id', '=', user).where('hash', '!=', hash).execute()
