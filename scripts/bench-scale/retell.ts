// A window larger than the told stream: the same posts told again inside the database, by other people, of other cases, under
// keys of their own. Reading a million texts would take an hour, and to PostgreSQL these are as good.
import type pg from 'pg'

/** An id of the round, of an earlier time: order within a case stays. */
const idOf = (id: string) => `overlay(${id} placing lpad(to_hex(256 - round), 4, '0') from 1 for 4)`
const retold: readonly (readonly [table: string, changes: Readonly<Record<string, string>>])[] = [
  ['authors', { id: idOf('one.id'), remote_id: idOf('one.id') }],
  ['author_aliases', { key: idOf('one.author_id'), author_id: idOf('one.author_id') }],
  ['cases', { id: idOf('one.id'), reference: `one.reference || '.' || round`, recurrence_of: 'null::text' }],
  [
    'posts',
    {
      seq: 'one.seq + round * $3::int',
      id: idOf('one.id'),
      remote_id: `one.remote_id || '.' || round`,
      author_id: idOf('one.author_id'),
      case_id: idOf('one.case_id'),
      created_at: 'one.created_at - round * 3600000::bigint',
    },
  ],
  ['posts_search', { seq: 'one.seq + round * $3::int' }],
  ['members', { case_id: idOf('one.case_id'), post_id: idOf('one.post_id'), author_id: idOf('one.author_id') }],
  [
    'block_keys',
    {
      print: 'hashint4(one.print # round)',
      cases: `(select string_agg(${idOf('id')}, ',' order by n) from unnest(string_to_array(one.cases, ',')) with ordinality as old (id, n))`,
    },
  ],
]

type Index = { readonly name: string; readonly definition: string }

/** Rows by the hundred thousand are written several times as fast where no index but the unique ones has to follow. */
const withoutIndexes = async (db: pg.Client, work: () => Promise<void>): Promise<void> => {
  const { rows } = await db.query<Index>(
    `select i.relname as name, pg_get_indexdef(i.oid) as definition from pg_index x join pg_class i on i.oid = x.indexrelid
     where x.indrelid = any($1::regclass[]) and not x.indisunique`,
    [retold.map(([table]) => table)],
  )
  for (const { name } of rows) await db.query(`drop index ${name}`)
  await work()
  for (const { definition } of rows) await db.query(definition)
}

export type Retelling = {
  /** Keeps what is told so far, so that no round tells what came later. */
  setAside(): Promise<void>
  tell(from: number, to: number): Promise<void>
}

export const createRetelling = (db: pg.Client, size: number): Retelling => {
  const columns = async (table: string): Promise<readonly string[]> =>
    (
      await db.query<{ name: string }>(
        `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
        [table],
      )
    ).rows.map(({ name }) => name)

  const insert = async (table: string, changes: Readonly<Record<string, string>>, from: number, to: number) => {
    const names = await columns(table)
    const values = names.map((name) => changes[name] ?? `one."${name}"`).join()
    // An id that begins like the round's own is its own echo.
    await db.query(
      `insert into ${table} (${names.map((name) => `"${name}"`).join()})
       select ${values} from generate_series($1::int, $2::int) as round cross join told_${table} one
       where $3::int > 0 on conflict do nothing`,
      [from, to, size],
    )
  }

  return {
    setAside: async () => {
      await db.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB'`)
      for (const [table] of retold) await db.query(`create temp table told_${table} as select * from ${table}`)
    },
    tell: (from, to) =>
      withoutIndexes(db, async () => {
        for (const [table, changes] of retold) await insert(table, changes, from, to)
      }),
  }
}
