// Tokens of programs, by hash: shown once when made, ended by revoking or by their date.
import { uuidv7 } from 'uuidv7'
import type { Role } from '../model.ts'
import type { Reader } from './reader.ts'
import { parsed } from './rows.ts'
import type { Tx } from './tx.ts'

export type Token = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly agencies: readonly string[] | null
  /** Fewer than the role has; null = all of them. */
  readonly rights: readonly string[] | null
  readonly createdBy: string | null
  readonly createdAt: number
  readonly usedAt: number | null
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

type Row = Omit<Token, 'agencies' | 'rights'> & { readonly agencies: string | null; readonly rights: string | null }
const tokenOf = ({ agencies, rights, ...row }: Row): Token => ({
  ...row,
  agencies: agencies === null ? null : parsed<string[]>(agencies),
  rights: rights === null ? null : parsed<string[]>(rights),
})

const columns = [
  'id',
  'name',
  'role',
  'agencies',
  'rights',
  'created_by as createdBy',
  'created_at as createdAt',
  'used_at as usedAt',
  'expires_at as expiresAt',
  'revoked_at as revokedAt',
] as const

export type NewToken = {
  readonly name: string
  readonly hash: string
  readonly role: Role
  readonly agencies?: readonly string[] | null
  readonly rights?: readonly string[] | null
  readonly by: string | null
  readonly now: number
  readonly expiresAt: number | null
}

const listed = (values: readonly string[] | null | undefined) => (values ? JSON.stringify(values) : null)

export const addToken = async (tx: Tx, token: NewToken): Promise<Token> =>
  tokenOf(
    await tx
      .insertInto('tokens')
      .values({
        id: uuidv7(),
        name: token.name,
        hash: token.hash,
        role: token.role,
        agencies: listed(token.agencies),
        rights: listed(token.rights),
        created_by: token.by,
        created_at: token.now,
        used_at: null,
        expires_at: token.expiresAt,
        revoked_at: null,
      })
      .returning(columns)
      .executeTakeFirstOrThrow(),
  )

export const tokens = async (db: Reader): Promise<readonly Token[]> =>
  (await db.selectFrom('tokens').select(columns).orderBy('created_at', 'desc').orderBy('id', 'desc').execute()).map(
    tokenOf,
  )

/** Time does not run back for a token: the later of the clock and its last use counts. */
export const tokenByHash = async (db: Reader, hash: string, now: number): Promise<Token | null> => {
  const row = await db
    .selectFrom('tokens')
    .select(columns)
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  const latest = Math.max(now, row.usedAt ?? 0)
  return row.expiresAt === null || row.expiresAt > latest ? tokenOf(row) : null
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
