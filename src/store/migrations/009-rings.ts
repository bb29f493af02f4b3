// PostgreSQL: block keys as fingerprints, their cases as a list that the engine itself can put in order. What was there is
// made again from the posts (pipeline/remake.ts). On SQLite the index lives in memory and the table stays empty.
import { type Kysely, sql } from 'kysely'
import type { Migration } from './migration.ts'

export const rings: Migration = {
  name: '009-rings',
  up: async (db: Kysely<unknown>, engine) => {
    await db.schema.dropTable('block_keys').execute()
    const list = engine === 'sqlite' ? 'text' : 'uuid[]'
    // Room on each page, so that a new list is written beside the old one and no index has to follow.
    const room = engine === 'sqlite' ? '' : 'with (fillfactor = 70)'
    await sql
      .raw(
        `create table block_keys (print integer primary key, cases ${list} not null, touched_at bigint not null) ${room}`,
      )
      .execute(db)
  },
  down: async (db: Kysely<unknown>) => {
    await db.schema.dropTable('block_keys').execute()
    await db.schema
      .createTable('block_keys')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('cases', 'text', (c) => c.notNull())
      .addColumn('touched_at', 'bigint', (c) => c.notNull())
      .execute()
  },
}
