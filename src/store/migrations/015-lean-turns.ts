// PostgreSQL: what a turn writes, written for less. A ring counts its changes, so that a worker sees at a glance which others
// changed since it read them.
import { type Kysely, sql } from 'kysely'
import type { Migration } from './migration.ts'

const each = async (db: Kysely<unknown>, statements: readonly string[]): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export const leanTurns: Migration = {
  name: '015-lean-turns',
  up: async (db, engine) => {
    await each(db, ['alter table block_keys add column version bigint not null default 0'])
    if (engine === 'sqlite') return
    await each(db, [
      // Room on each page, so that a claim is written beside its row and no index has to follow.
      'alter table inbox set (fillfactor = 50)',
      // Hardly an event undoes another: the others need no place in that index.
      'alter table events drop constraint events_undoes_key',
      'create unique index events_undoes on events (undoes) where undoes is not null',
    ])
  },
  down: async (db, engine) => {
    await each(db, ['alter table block_keys drop column version'])
    if (engine === 'sqlite') return
    await each(db, [
      'alter table inbox reset (fillfactor)',
      'drop index events_undoes',
      'alter table events add constraint events_undoes_key unique (undoes)',
    ])
  },
}
