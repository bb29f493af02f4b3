// What a query needs: the committed store, or an open transaction.
import type { ReadonlyKysely } from 'kysely/readonly'
import type { Keys } from '../keys/seal.ts'
import type { Database } from './schema.ts'

/** `keys` open what the store holds sealed. */
export type Reader = Pick<ReadonlyKysely<Database>, 'selectFrom'> & { readonly keys: Keys }
