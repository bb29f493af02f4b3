// When the call of a claimed delivery began: a sender that died before it has told nobody, and its work goes back to the queue.
import type { Kysely } from 'kysely'
import type { Migration } from './migration.ts'

export const begun: Migration = {
  name: '010-begun',
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('deliveries').addColumn('begun_at', 'bigint').execute()
  },
  down: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('deliveries').dropColumn('begun_at').execute()
  },
}
