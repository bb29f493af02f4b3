// Tokens of programs, by hash: shown once when made, ended by revoking or by their date.
import { uuidv7 } from 'uuidv7'
import type { Role } from '../model.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './write.ts'

export type Token = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly createdAt: number
  readonly usedAt: number | null
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

const columns = [
  'id',
  'name',
  'role',
  'created_at as createdAt',
  'used_at as usedAt',
  'expires_at as expiresAt',
  'revoked_at as revokedAt',
] as const

export const addToken = (
  tx: Tx,
  token: {
    readonly name: string
    readonly hash: string
    readonly role: Role
    readonly by: string | null
    readonly now: number
    readonly expiresAt: number | null
  },
): Promise<Token> =>
  tx
    .insertInto('tokens')
    .values({
      id: uuidv7(),
      name: token.name,
      hash: token.hash,
      role: token.role,
      agency: null,
      created_by: token.by,
      created_at: token.now,
      used_at: null,
      expires_at: token.expiresAt,
      revoked_at: null,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()

export const tokens = (db: Reader): Promise<readonly Token[]> =>
  db.selectFrom('tokens').select(columns).orderBy('created_at', 'desc').execute()

export const tokenByHash = async (db: Reader, hash: string, now: number): Promise<Token | null> => {
  const row = await db
    .selectFrom('tokens')
    .select(columns)
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst()
  return row ?? null
}

export const touchToken = (tx: Tx, id: string, now: number) =>
  tx.updateTable('tokens').set({ used_at: now }).where('id', '=', id).execute()

export const revokeToken = async (tx: Tx, id: string, now: number): Promise<boolean> => {
  const done = await tx
    .updateTable('tokens')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
