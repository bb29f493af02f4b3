// Sessions of people: an idle and an absolute life, ended one by one or all at once. Only hashes are kept.
import type { Role, UserId } from '../model.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './write.ts'

const hours = 3_600_000
export const sessionLife = { idle: 8 * hours, absolute: 24 * hours }

export const startSession = async (tx: Tx, hash: string, userId: UserId, now: number): Promise<void> => {
  await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute()
  await tx
    .insertInto('sessions')
    .values({ hash, user_id: userId, created_at: now, seen_at: now, expires_at: now + sessionLife.absolute })
    .execute()
}

export type SessionOwner = {
  readonly id: UserId
  readonly name: string
  readonly role: Role
  readonly seenAt: number
}

export const sessionOwner = async (db: Reader, hash: string, now: number): Promise<SessionOwner | null> => {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id', 'users.name', 'users.role', 'sessions.seen_at as seenAt'])
    .where('sessions.hash', '=', hash)
    .where('sessions.expires_at', '>', now)
    .where('sessions.seen_at', '>', now - sessionLife.idle)
    .where('users.disabled_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

export const touchSession = (tx: Tx, hash: string, now: number) =>
  tx.updateTable('sessions').set({ seen_at: now }).where('hash', '=', hash).execute()

export const endSession = (tx: Tx, hash: string) => tx.deleteFrom('sessions').where('hash', '=', hash).execute()

export const endSessionsOf = (tx: Tx, userId: UserId) =>
  tx.deleteFrom('sessions').where('user_id', '=', userId).execute()
