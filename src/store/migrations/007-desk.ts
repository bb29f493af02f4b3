// What people keep at their desk: their views of the list, their preferences, what they were mentioned in, second opinions,
// the agencies that share a case, and the rules of the house.
import type { Kysely } from 'kysely'
import type { Migration } from './migration.ts'

const ofPeople = async (db: Kysely<unknown>) => {
  await db.schema
    .createTable('saved_views')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('user_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('query', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('saved_views_user').on('saved_views').columns(['user_id', 'created_at']).execute()
  await db.schema
    .createTable('preferences')
    .addColumn('user_id', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('mentions')
    .addColumn('event_id', 'text', (c) => c.notNull())
    .addColumn('user_id', 'text', (c) => c.notNull())
    .addColumn('case_id', 'text', (c) => c.notNull().references('cases.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint')
    .addPrimaryKeyConstraint('mentions_pk', ['event_id', 'user_id'])
    .execute()
  await db.schema.createIndex('mentions_user').on('mentions').columns(['user_id', 'at']).execute()
}

const ofCases = async (db: Kysely<unknown>) => {
  await db.schema
    .createTable('case_agencies')
    .addColumn('case_id', 'text', (c) => c.notNull().references('cases.id'))
    .addColumn('agency', 'text', (c) => c.notNull())
    .addColumn('asked_at', 'bigint', (c) => c.notNull())
    .addColumn('asked_by', 'text')
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('done_at', 'bigint')
    .addPrimaryKeyConstraint('case_agencies_pk', ['case_id', 'agency'])
    .execute()
  await db.schema
    .createTable('second_opinions')
    .addColumn('review_id', 'text', (c) => c.primaryKey())
    .addColumn('first_by', 'text', (c) => c.notNull())
    .addColumn('first_answer', 'text', (c) => c.notNull())
    .addColumn('asked_at', 'bigint', (c) => c.notNull())
    .addColumn('answer', 'text')
    .addColumn('answered_by', 'text')
    .addColumn('answered_at', 'bigint')
    .execute()
}

export const desk: Migration = {
  name: '007-desk',
  up: async (db) => {
    await ofPeople(db)
    await ofCases(db)
    await db.schema
      .createTable('desk_rules')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_by', 'text')
      .execute()
    await db.schema.createIndex('reviews_answered').on('reviews').column('answered_at').execute()
  },
  down: async (db) => {
    await db.schema.dropIndex('reviews_answered').execute()
    for (const name of ['desk_rules', 'second_opinions', 'case_agencies', 'mentions', 'preferences', 'saved_views'])
      await db.schema.dropTable(name).execute()
  },
}
