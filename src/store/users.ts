// People who work here.
import { uuidv7 } from 'uuidv7'
import type { Role, UserId } from '../model.ts'
import type { Reader } from './reader.ts'
import { parsed } from './rows.ts'
import type { Tx } from './tx.ts'

export type User = {
  readonly id: UserId
  readonly name: string
  readonly role: Role
  /** The agencies whose private posts he may read and whose cases he may work on; null = all. */
  readonly agencies: readonly string[] | null
  readonly disabled: boolean
  /** Comes by the identity provider. */
  readonly provided: boolean
}

/** Two spellings of one name are one person at the door. */
export const signInName = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

type Row = {
  id: UserId
  name: string
  role: Role
  agencies: string | null
  subject: string | null
  disabled_at: number | null
}
export const userColumns = [
  'users.id',
  'users.name',
  'users.role',
  'users.agencies',
  'users.subject',
  'users.disabled_at',
] as const
export const userOf = ({ id, name, role, agencies, subject, disabled_at }: Row): User => ({
  id,
  name,
  role,
  agencies: agencies === null ? null : parsed<string[]>(agencies),
  disabled: disabled_at !== null,
  provided: subject !== null,
})

const listed = (agencies: readonly string[] | null) => (agencies === null ? null : JSON.stringify(agencies))

/** No password opens an account that has none. */
export const noPassword = ''

export type NewUser = {
  readonly name: string
  readonly passwordHash: string
  readonly role: Role
  readonly agencies?: readonly string[] | null
  readonly subject?: string
  readonly now: number
}

export const addUser = async (tx: Tx, user: NewUser): Promise<User | 'name-taken'> => {
  const added = await tx
    .insertInto('users')
    .values({
      id: uuidv7() as UserId,
      name: user.name.trim(),
      sign_in: signInName(user.name),
      password_hash: user.passwordHash,
      role: user.role,
      agencies: listed(user.agencies ?? null),
      subject: user.subject ?? null,
      settings: '{}',
      created_at: user.now,
      disabled_at: null,
    })
    .onConflict((on) => on.doNothing())
    .returning(userColumns)
    .executeTakeFirst()
  return added === undefined ? 'name-taken' : userOf(added)
}

export const users = async (db: Reader): Promise<readonly User[]> =>
  (await db.selectFrom('users').select(userColumns).orderBy('name').execute()).map(userOf)

export const hasUsers = async (db: Reader): Promise<boolean> =>
  (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined

const userWhere = async (db: Reader, column: 'id' | 'subject' | 'sign_in', value: string) => {
  const row = await db
    .selectFrom('users')
    .select([...userColumns, 'password_hash'])
    .where(column, '=', value as never)
    .executeTakeFirst()
  return row === undefined ? null : { user: userOf(row), hash: row.password_hash }
}

export const user = async (db: Reader, id: string): Promise<User | null> =>
  (await userWhere(db, 'id', id))?.user ?? null

export const userOfSubject = async (db: Reader, subject: string): Promise<User | null> =>
  (await userWhere(db, 'subject', subject))?.user ?? null

export const userWithPassword = (db: Reader, name: string) => userWhere(db, 'sign_in', signInName(name))

export const passwordOf = async (db: Reader, id: UserId): Promise<string | null> =>
  (await userWhere(db, 'id', id))?.hash ?? null

export type UserChange = {
  readonly role?: Role
  readonly agencies?: readonly string[] | null
  readonly disabledAt?: number | null
  readonly passwordHash?: string
}

export const changeUser = (tx: Tx, id: UserId, change: UserChange) =>
  tx
    .updateTable('users')
    .set({
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.agencies === undefined ? {} : { agencies: listed(change.agencies) }),
      ...(change.disabledAt === undefined ? {} : { disabled_at: change.disabledAt }),
      ...(change.passwordHash === undefined ? {} : { password_hash: change.passwordHash }),
    })
    .where('id', '=', id)
    .execute()
