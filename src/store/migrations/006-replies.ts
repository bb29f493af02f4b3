// Templates, snippets, approvals, what people may not be told, automatic answers, public pages, links between accounts, and
// webhooks out.
import { type Kysely, sql } from 'kysely'
import type { Migration } from './migration.ts'

type Columns = readonly (readonly [table: string, name: string, type: 'text' | 'bigint' | 'integer'])[]

const added: Columns = [
  ['plans', 'asked_by', 'text'],
  ['plans', 'asked_name', 'text'],
  ['plans', 'asked_at', 'bigint'],
  ['plans', 'approved_by', 'text'],
  ['plans', 'approved_at', 'bigint'],
  ['plans', 'going', 'integer'],
  ['replies', 'due_at', 'bigint'],
  ['replies', 'approved_by', 'text'],
  ['replies', 'stopped_at', 'bigint'],
  ['replies', 'stopped_by', 'text'],
  ['replies', 'origin', 'text'],
  ['deliveries', 'fallback', 'text'],
  ['deliveries', 'buttons', 'text'],
  ['deliveries', 'cost', 'integer'],
  ['deliveries', 'called_at', 'bigint'],
  ['deliveries', 'decided_by', 'text'],
]

const words = async (db: Kysely<unknown>) => {
  await db.schema
    .createTable('templates')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('variables', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_by', 'text')
    .addUniqueConstraint('templates_once', ['channel', 'name', 'language'])
    .execute()
  await db.schema
    .createTable('snippets')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('agency', 'text')
    .addColumn('topic', 'text')
    .addColumn('texts', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_by', 'text')
    .execute()
}

const people = async (db: Kysely<unknown>) => {
  await db.schema
    .createTable('unreachable')
    .addColumn('author_id', 'text', (c) => c.primaryKey().references('authors.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('links')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('one', 'text', (c) => c.notNull().references('authors.id'))
    .addColumn('two', 'text', (c) => c.notNull().references('authors.id'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('preferred', 'text', (c) => c.notNull())
    .addColumn('code_one', 'text')
    .addColumn('code_two', 'text')
    .addColumn('one_at', 'bigint')
    .addColumn('two_at', 'bigint')
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('asked_by', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .execute()
  for (const side of ['one', 'two']) await db.schema.createIndex(`links_${side}`).on('links').column(side).execute()
}

const outside = async (db: Kysely<unknown>) => {
  await db.schema
    .createTable('pages')
    .addColumn('case_id', 'text', (c) => c.primaryKey().references('cases.id'))
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('published_at', 'bigint')
    .addColumn('known_issue', 'integer', (c) => c.notNull())
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_by', 'text')
    .execute()
  await db.schema
    .createTable('hooks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('events', 'text', (c) => c.notNull())
    .addColumn('secret', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('created_by', 'text')
    .addColumn('stopped_at', 'bigint')
    .addColumn('last_status', 'integer')
    .addColumn('last_at', 'bigint')
    .execute()
}

const indexes = async (db: Kysely<unknown>) => {
  await db.schema
    .createIndex('replies_origin')
    .unique()
    .on('replies')
    .column('origin')
    .where(sql.ref('origin'), 'is not', null)
    .execute()
  await db.schema.createIndex('deliveries_author').on('deliveries').columns(['author_id', 'created_at']).execute()
  await db.schema.createIndex('deliveries_recipient').on('deliveries').columns(['recipient', 'called_at']).execute()
  await db.schema
    .createIndex('plans_asked')
    .on('plans')
    .column('asked_at')
    .where(sql.ref('asked_at'), 'is not', null)
    .execute()
}

export const replies: Migration = {
  name: '006-replies',
  up: async (db) => {
    for (const [table, name, type] of added) await db.schema.alterTable(table).addColumn(name, type).execute()
    await words(db)
    await people(db)
    await outside(db)
    await indexes(db)
  },
  down: async (db) => {
    for (const name of ['replies_origin', 'deliveries_author', 'deliveries_recipient', 'plans_asked'])
      await db.schema.dropIndex(name).execute()
    for (const name of ['hooks', 'pages', 'links', 'unreachable', 'snippets', 'templates'])
      await db.schema.dropTable(name).execute()
    for (const [table, name] of added.toReversed()) await db.schema.alterTable(table).dropColumn(name).execute()
  },
}
