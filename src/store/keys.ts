// The keys of a store: the secret that is given or found, checked against what the store was sealed with.
import type { Kysely } from 'kysely'
import { foundSecrets, madeSecret, type Where } from '../keys/find.ts'
import { createKeys, type Keys, WrongKeyError } from '../keys/seal.ts'
import { StoreFaultError } from './faults.ts'
import type { Database } from './schema.ts'

const row = 'hash-key'

const keptHashKey = async (db: Kysely<Database>): Promise<string | null> =>
  (await db.selectFrom('meta').select('value').where('name', '=', row).executeTakeFirst())?.value ?? null

const secretsOf = (where: Where, isNew: boolean): readonly string[] => {
  const found = foundSecrets(where)
  return found.length > 0 || !isNew ? found : madeSecret(where.folders[0]!)
}

/** What is given comes first; else the one that this store was sealed with. */
const ordered = (secrets: readonly string[], hashKey: string, given: readonly string[]): readonly string[] => {
  if (given.length > 0) return secrets
  const sealer = secrets.find((secret) => createKeys([secret], null).keys.isCurrent(hashKey))
  return sealer === undefined ? secrets : [sealer, ...secrets.filter((secret) => secret !== sealer)]
}

const opened = (secrets: readonly string[], hashKey: string): Keys => {
  try {
    return createKeys(secrets, hashKey).keys
  } catch (error) {
    if (!(error instanceof WrongKeyError)) throw error
    throw new StoreFaultError(
      'secret-key',
      'this store was sealed with another secret than SADA_SECRET_KEY or the file secret.key',
      'Give the secret it was made with; a former one goes into SADA_SECRET_KEY_OLD, a copied store needs its secret.key.',
    )
  }
}

/** Whoever opens a new store first chooses its hash key. */
export const openKeys = async (db: Kysely<Database>, where: Where): Promise<Keys> => {
  const kept = await keptHashKey(db)
  const secrets = secretsOf(where, kept === null)
  if (kept === null)
    await db
      .insertInto('meta')
      .values({ name: row, value: createKeys(secrets, null).hashKey })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
  const hashKey = kept ?? (await keptHashKey(db))!
  return opened(ordered(secrets, hashKey, where.given), hashKey)
}

/** The hash key stays what it is, under the secret in use. */
export const resealHashKey = async (db: Kysely<Database>, keys: Keys): Promise<void> => {
  const kept = (await keptHashKey(db))!
  if (!keys.isCurrent(kept))
    await db
      .updateTable('meta')
      .set({ value: keys.seal('hash-key', keys.open('hash-key', kept)) })
      .where('name', '=', row)
      .execute()
}
