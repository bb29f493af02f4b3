// What is remembered of the channels that are asked: who is paused, each run, allowances, money, renewed tokens, templates.
import type { Kysely } from 'kysely'
import type { Migration } from './migration.ts'

const runs = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('connector_states')
    .addColumn('connector', 'text', (c) => c.primaryKey())
    .addColumn('paused_at', 'bigint')
    .addColumn('paused_by', 'text')
    .execute()
  await db.schema
    .createTable('connector_tasks')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('lease_until', 'bigint', (c) => c.notNull())
    .addColumn('quiet_until', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('connector_runs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('connector', 'text', (c) => c.notNull())
    .addColumn('task', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('fetched', 'integer', (c) => c.notNull())
    .addColumn('fresh', 'integer', (c) => c.notNull())
    .addColumn('passed_over', 'integer', (c) => c.notNull())
    .addColumn('fault', 'text')
    .addColumn('next_at', 'bigint')
    .execute()
  await db.schema.createIndex('connector_runs_recent').on('connector_runs').columns(['task', 'started_at']).execute()
}

const limits = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('allowances')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('account', 'text', (c) => c.notNull())
    .addColumn('endpoint', 'text', (c) => c.notNull())
    .addColumn('most', 'bigint', (c) => c.notNull())
    .addColumn('remaining', 'bigint', (c) => c.notNull())
    .addColumn('reset_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('allowances_once', ['channel', 'account', 'endpoint'])
    .execute()
  await db.schema
    .createTable('spending')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addColumn('micros', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('spending_once', ['channel', 'month', 'what'])
    .execute()
}

const kept = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('connector_secrets')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('sealed', 'text')
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('lease_until', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('approved_templates')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('account', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('variables', 'integer', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('approved_templates_once', ['channel', 'account', 'name', 'language'])
    .execute()
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await runs(db)
  await limits(db)
  await kept(db)
}

const tables =
  'connector_states connector_tasks connector_runs allowances spending connector_secrets approved_templates'.split(' ')

const down = async (db: Kysely<unknown>): Promise<void> => {
  for (const table of tables) await db.schema.dropTable(table).execute()
}

export const connectors: Migration = { name: '004-connectors', up, down }
