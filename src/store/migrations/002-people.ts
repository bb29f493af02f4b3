// People's data: what an id was, sealed beside its hash; who was erased; and look-ups of the audit log.
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const people: Migration = {
  name: '002-people',
  up: async (db) => {
    await db.schema.alterTable('author_aliases').addColumn('alias', 'text').execute()
    await db.schema
      .createTable('tombstones')
      .addColumn('hash', 'text', (c) => c.primaryKey())
      .addColumn('erased_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema
      .createTable('erasures')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('origin', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('code', 'text', (c) => c.unique())
      .addColumn('request', 'text')
      .addColumn('entry', 'text')
      .addColumn('posts', 'integer', (c) => c.notNull())
      .addColumn('actor', 'text')
      .addColumn('asked_at', 'bigint', (c) => c.notNull())
      .addColumn('done_at', 'bigint')
      .execute()
    await db.schema.createIndex('erasures_asked').on('erasures').columns(['asked_at', 'id']).execute()
    await db.schema.createIndex('audit_actions').on('audit').columns(['action', 'actor_id', 'seq']).execute()
    await db.schema.createIndex('audit_subjects').on('audit').columns(['subject', 'seq']).execute()
    await db.schema
      .createIndex('inbox_receipt')
      .on('inbox')
      .column('receipt_id')
      .where(sql.ref('receipt_id'), 'is not', null)
      .execute()
  },
  down: async (db) => {
    for (const name of ['inbox_receipt', 'audit_subjects', 'audit_actions']) await db.schema.dropIndex(name).execute()
    await db.schema.dropTable('erasures').execute()
    await db.schema.dropTable('tombstones').execute()
    await db.schema.alterTable('author_aliases').dropColumn('alias').execute()
  },
}
