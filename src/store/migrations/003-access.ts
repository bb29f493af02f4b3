import { type Kysely, sql } from 'kysely'
import type { Migration } from './migration.ts'

/** One agency in a column becomes a list of them; null is still every agency. */
const listed = async (db: Kysely<unknown>, table: 'users' | 'tokens') => {
  await db.schema.alterTable(table).addColumn('agencies', 'text').execute()
  await sql`update ${sql.table(table)} set agencies = '["' || agency || '"]' where agency is not null`.execute(db)
  await db.schema.alterTable(table).dropColumn('agency').execute()
}
const single = async (db: Kysely<unknown>, table: 'users' | 'tokens') => {
  await db.schema.alterTable(table).addColumn('agency', 'text').execute()
  await db.schema.alterTable(table).dropColumn('agencies').execute()
}

/** Sessions are short: everyone signs in again after the update, and after taking it back. */
const sessions = async (db: Kysely<unknown>) => {
  await db.schema.dropTable('sessions').execute()
  await db.schema
    .createTable('sessions')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('user_id', 'text', (c) => c.notNull().references('users.id'))
    .addColumn('device', 'text', (c) => c.notNull())
    .addColumn('way', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('sessions_user').on('sessions').column('user_id').execute()
}
const sessionsBefore = async (db: Kysely<unknown>) => {
  await db.schema.dropTable('sessions').execute()
  await db.schema
    .createTable('sessions')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('user_id', 'text', (c) => c.notNull().references('users.id'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('sessions_user').on('sessions').column('user_id').execute()
}

const proofs = async (db: Kysely<unknown>) => {
  await db.schema
    .createTable('second_factors')
    .addColumn('user_id', 'text', (c) => c.primaryKey().references('users.id'))
    .addColumn('secret', 'text', (c) => c.notNull())
    .addColumn('confirmed_at', 'bigint')
    .addColumn('last_step', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('recovery_codes')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('user_id', 'text', (c) => c.notNull().references('users.id'))
    .addColumn('used_at', 'bigint')
    .execute()
  await db.schema.createIndex('recovery_codes_user').on('recovery_codes').column('user_id').execute()
  await db.schema
    .createTable('provider_visits')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('nonce', 'text', (c) => c.notNull())
    .addColumn('verifier', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
}

const attempts = async (db: Kysely<unknown>, from: string, to: string, column: string) => {
  await db.schema.dropTable(from).execute()
  await db.schema
    .createTable(to)
    .addColumn(column, 'text', (c) => c.primaryKey())
    .addColumn('count', 'integer', (c) => c.notNull())
    .addColumn('first_at', 'bigint', (c) => c.notNull())
    .addColumn('locked_until', 'bigint', (c) => c.notNull())
    .execute()
}

export const access: Migration = {
  name: '003-access',
  up: async (db) => {
    await listed(db, 'users')
    await listed(db, 'tokens')
    await db.schema.alterTable('tokens').addColumn('rights', 'text').execute()
    await db.schema.alterTable('users').addColumn('subject', 'text').execute()
    await db.schema.createIndex('users_subject').unique().on('users').column('subject').execute()
    await sessions(db)
    await proofs(db)
    await attempts(db, 'sign_in_failures', 'attempts', 'bucket')
  },
  down: async (db) => {
    await attempts(db, 'attempts', 'sign_in_failures', 'sign_in')
    for (const table of ['provider_visits', 'recovery_codes', 'second_factors'])
      await db.schema.dropTable(table).execute()
    await sessionsBefore(db)
    await db.schema.dropIndex('users_subject').execute()
    await db.schema.alterTable('users').dropColumn('subject').execute()
    await db.schema.alterTable('tokens').dropColumn('rights').execute()
    await single(db, 'tokens')
    await single(db, 'users')
  },
}
