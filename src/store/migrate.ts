// Brings a store to today's tables, once, whoever comes first.
import { type Kysely, sql } from 'kysely'
import type { Engine } from './engine.ts'
import { StoreFaultError } from './faults.ts'
import { type Migration, migrations } from './migrations/index.ts'
import type { Database } from './schema.ts'

const lockRow = 'lock'

/** SQLite: the write lock. PostgreSQL: a row that every starting process updates first. */
const locked = <T>(db: Kysely<Database>, engine: Engine, work: (db: Kysely<Database>) => Promise<T>): Promise<T> =>
  db.connection().execute(async (one) => {
    await sql.raw(engine === 'sqlite' ? 'begin immediate' : 'begin').execute(one)
    try {
      await one.updateTable('migrations').set({ applied_at: Date.now() }).where('name', '=', lockRow).execute()
      const result = await work(one)
      await sql`commit`.execute(one)
      return result
    } catch (error) {
      await sql`rollback`.execute(one).catch(() => {})
      throw error
    }
  })

/** Two processes may both find the table missing; the engine lets one make it, the other looks again. */
const prepareLog = async (db: Kysely<Database>, again = true): Promise<void> => {
  try {
    await sql`create table if not exists migrations (name text primary key, applied_at bigint not null)`.execute(db)
    await sql`insert into migrations values (${lockRow}, 0) on conflict do nothing`.execute(db)
  } catch (error) {
    if (!again) throw error
    await prepareLog(db, false)
  }
}

const appliedNames = async (db: Kysely<Database>) =>
  (await db.selectFrom('migrations').select('name').where('name', '!=', lockRow).orderBy('name').execute()).map(
    ({ name }) => name,
  )

/** Names of the migrations that ran now. `before` is awaited when a store that has been in use is about to be changed. */
export const migrate = async (
  db: Kysely<Database>,
  engine: Engine,
  all: readonly Migration[] = migrations,
  before: (next: string) => Promise<void> = async () => {},
): Promise<readonly string[]> => {
  await prepareLog(db)
  return locked(db, engine, async (one) => {
    const applied = await appliedNames(one)
    const unknown = applied.filter((name) => !all.some((migration) => migration.name === name))
    if (unknown.length > 0)
      throw new StoreFaultError(
        'migrations',
        `this store is newer than this Sada (${unknown.join(', ')})`,
        'Update Sada; or bring back the copy from before the upgrade: `sada restore FILE.before-…`.',
      )
    const due = all.filter(({ name }) => !applied.includes(name))
    if (applied.length > 0 && due.length > 0) await before(due[0]!.name)
    for (const migration of due) {
      await migration.up(one as Kysely<unknown>, engine)
      await one.insertInto('migrations').values({ name: migration.name, applied_at: Date.now() }).execute()
    }
    return due.map(({ name }) => name)
  })
}

/** Takes back everything after `keep` migrations, newest first. */
export const migrateDown = async (db: Kysely<Database>, engine: Engine, keep: number): Promise<void> => {
  await locked(db, engine, async (one) => {
    const applied = await appliedNames(one)
    for (const migration of migrations
      .slice(keep)
      .toReversed()
      .filter(({ name }) => applied.includes(name))) {
      await migration.down(one as Kysely<unknown>, engine)
      await one.deleteFrom('migrations').where('name', '=', migration.name).execute()
    }
  })
}
