// What a query needs: the committed store, or an open transaction.
import type { ReadonlyKysely } from 'kysely/readonly'
import type { Database } from './schema.ts'

export type Reader = Pick<ReadonlyKysely<Database>, 'selectFrom'>
