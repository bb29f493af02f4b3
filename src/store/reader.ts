// What a query may hold: the committed store, or an open transaction.
import type { ReadonlyKysely } from 'kysely/readonly'
import type { Database } from './schema.ts'

export type Reader = ReadonlyKysely<Database>
