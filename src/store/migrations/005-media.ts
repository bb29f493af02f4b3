// What became of each file a citizen sent: where it stands, what was read from it, and which pictures look alike.
import type { Kysely } from 'kysely'
import type { Migration } from './migration.ts'

const added = [
  ['fault', 'text'],
  ['size', 'bigint'],
  ['width', 'integer'],
  ['height', 'integer'],
  ['duration_ms', 'bigint'],
  ['thumb', 'text'],
  ['look', 'text'],
  ['words', 'text'],
  ['transcript', 'text'],
] as const

const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .alterTable('media')
    .addColumn('state', 'text', (c) => c.notNull().defaultTo('new'))
    .execute()
  for (const [name, type] of added) await db.schema.alterTable('media').addColumn(name, type).execute()
  await db.schema.createIndex('media_new').on('media').columns(['state', 'id']).execute()
  await db.schema.createIndex('media_phash').on('media').column('phash').execute()
  await db.schema.createIndex('media_digest').on('media').column('digest').execute()
  await db.schema.createIndex('media_thumb').on('media').column('thumb').execute()
  await db.schema
    .createTable('media_bands')
    .addColumn('band', 'text', (c) => c.notNull())
    .addColumn('media_id', 'text', (c) => c.notNull().references('media.id'))
    .addPrimaryKeyConstraint('media_bands_key', ['band', 'media_id'])
    .execute()
  await db.schema.createIndex('media_bands_media').on('media_bands').column('media_id').execute()
}

const down = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.dropTable('media_bands').execute()
  for (const index of ['media_new', 'media_phash', 'media_digest', 'media_thumb'])
    await db.schema.dropIndex(index).execute()
  for (const [name] of [...added, ['state'] as const]) await db.schema.alterTable('media').dropColumn(name).execute()
}

export const media: Migration = { name: '005-media', up, down }
