// Where deliveries hold what no connector has heard of: paths and names, counted.
import type { Migration } from './migration.ts'

export const unknownParts: Migration = {
  name: '014-unknown-parts',
  up: async (db) => {
    await db.schema
      .createTable('unknown_parts')
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('path', 'text', (c) => c.notNull())
      .addColumn('count', 'bigint', (c) => c.notNull())
      .addColumn('first_at', 'bigint', (c) => c.notNull())
      .addColumn('last_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('unknown_parts_once', ['channel', 'path'])
      .execute()
  },
  down: async (db) => {
    await db.schema.dropTable('unknown_parts').execute()
  },
}
