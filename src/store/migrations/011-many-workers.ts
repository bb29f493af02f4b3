// PostgreSQL, where many workers decide at once. On SQLite one process does, and needs none of it.
import { type Kysely, sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * Whoever keeps a case in memory asks whether its row is still the one it read. So that this row says it for its posts too, a
 * post whose report changes leaves its mark there.
 */
const caseFollowsPost = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function case_follows_post() returns trigger language plpgsql as $$
    begin
      update cases set updated_at = updated_at where id = new.case_id;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger case_follows_post after update of report, author_id, created_at on posts for each row
    when (old.case_id = new.case_id
      and (old.report, old.author_id, old.created_at) is distinct from (new.report, new.author_id, new.created_at))
    execute function case_follows_post()`.execute(db)
}

/** Numbers of cases without a row that one worker holds until its commit while the others wait. */
const caseReferences = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create sequence case_references owned by cases.reference`.execute(db)
  await sql`
    select setval('case_references', max(value)) from counters where name like 'case-%' having max(value) > 0`.execute(
    db,
  )
}

export const manyWorkers: Migration = {
  name: '011-many-workers',
  up: async (db, engine) => {
    if (engine === 'sqlite') return
    await caseFollowsPost(db)
    await caseReferences(db)
  },
  down: async (db, engine) => {
    if (engine === 'sqlite') return
    await sql`
      insert into counters select 'case-' || to_char(now() at time zone 'Asia/Kuwait', 'YYMM'), last_value from case_references
      on conflict (name) do update set value = greatest(counters.value, excluded.value)`.execute(db)
    await sql`drop sequence case_references`.execute(db)
    await sql`drop trigger case_follows_post on posts`.execute(db)
    await sql`drop function case_follows_post()`.execute(db)
  },
}
