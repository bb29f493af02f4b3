// People who work here.
import { uuidv7 } from 'uuidv7'
import type { Role, UserId } from '../model.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './write.ts'

export type User = {
  readonly id: UserId
  readonly name: string
  readonly role: Role
  readonly agency: string | null
  readonly disabled: boolean
}

/** Two spellings of one name are one person at the door. */
export const signInName = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

type Row = { id: UserId; name: string; role: Role; agency: string | null; disabled_at: number | null }
const columns = ['id', 'name', 'role', 'agency', 'disabled_at'] as const
const userOf = ({ disabled_at, ...row }: Row): User => ({ ...row, disabled: disabled_at !== null })

export const addUser = async (
  tx: Tx,
  user: { readonly name: string; readonly passwordHash: string; readonly role: Role; readonly now: number },
): Promise<User | 'name-taken'> => {
  const id = uuidv7() as UserId
  const added = await tx
    .insertInto('users')
    .values({
      id,
      name: user.name.trim(),
      sign_in: signInName(user.name),
      password_hash: user.passwordHash,
      role: user.role,
      agency: null,
      settings: '{}',
      created_at: user.now,
      disabled_at: null,
    })
    .onConflict((on) => on.column('sign_in').doNothing())
    .returning(columns)
    .executeTakeFirst()
  return added === undefined ? 'name-taken' : userOf(added)
}

export const users = async (db: Reader): Promise<readonly User[]> =>
  (await db.selectFrom('users').select(columns).orderBy('name').execute()).map(userOf)

export const hasUsers = async (db: Reader): Promise<boolean> =>
  (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined

export const user = async (db: Reader, id: string): Promise<User | null> => {
  const row = await db
    .selectFrom('users')
    .select(columns)
    .where('id', '=', id as UserId)
    .executeTakeFirst()
  return row === undefined ? null : userOf(row)
}

export const userWithPassword = async (
  db: Reader,
  name: string,
): Promise<{ readonly user: User; readonly hash: string } | null> => {
  const row = await db
    .selectFrom('users')
    .select([...columns, 'password_hash'])
    .where('sign_in', '=', signInName(name))
    .executeTakeFirst()
  if (row === undefined) return null
  const { password_hash: hash, ...rest } = row
  return { user: userOf(rest), hash }
}

export const changeUser = (
  tx: Tx,
  id: UserId,
  change: { readonly role?: Role; readonly disabledAt?: number | null; readonly passwordHash?: string },
) =>
  tx
    .updateTable('users')
    .set({
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.disabledAt === undefined ? {} : { disabled_at: change.disabledAt }),
      ...(change.passwordHash === undefined ? {} : { password_hash: change.passwordHash }),
    })
    .where('id', '=', id)
    .execute()
