// A window larger than the told stream: the same posts told again inside the database, by other people, of other cases, under
// keys of their own. Reading a million texts would take an hour, and to PostgreSQL these are as good.
import type pg from 'pg'

/** An id of the round, of an earlier time: order within a case stays. */
const idOf = (id: string) => `overlay(${id} placing lpad(to_hex(256 - $1::int), 4, '0') from 1 for 4)`
const retold: readonly (readonly [table: string, changes: Readonly<Record<string, string>>])[] = [
  ['authors', { id: idOf('one.id'), remote_id: idOf('one.id') }],
  ['cases', { id: idOf('one.id'), reference: `one.reference || '.' || $1`, recurrence_of: 'null::text' }],
  [
    'posts',
    {
      seq: 'one.seq + $1::int * $2::int',
      id: idOf('one.id'),
      remote_id: `one.remote_id || '.' || $1`,
      author_id: idOf('one.author_id'),
      case_id: idOf('one.case_id'),
      created_at: 'one.created_at - $1::bigint * 3600000',
    },
  ],
  ['posts_search', { seq: 'one.seq + $1::int * $2::int' }],
  ['members', { case_id: idOf('one.case_id'), post_id: idOf('one.post_id'), author_id: idOf('one.author_id') }],
]

export const createRetell = (db: pg.Client, size: number) => {
  const columns = async (table: string): Promise<readonly string[]> =>
    (
      await db.query<{ name: string }>(
        `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
        [table],
      )
    ).rows.map(({ name }) => name)

  /** The told stream is set aside once, so that no round tells another's posts. */
  const setAside = async () => {
    for (const [table] of retold) await db.query(`create temp table told_${table} as select * from ${table}`)
    await db.query(
      `create temp table told_keys as select print, touched_at, array_agg(id order by n) as ids
       from block_keys cross join unnest(cases::text[]) with ordinality as one (id, n) group by 1, 2`,
    )
  }

  return async (round: number): Promise<void> => {
    if (round === 1) await setAside()
    for (const [table, changes] of retold) {
      const names = await columns(table)
      const values = names.map((name) => changes[name] ?? `one."${name}"`).join()
      // An id that begins like the round's own is its own echo.
      await db.query(
        `insert into ${table} (${names.map((name) => `"${name}"`).join()}) select ${values} from told_${table} one
         where $1::int > 0 and $2::int > 0 on conflict do nothing`,
        [round, size],
      )
    }
    await db.query(
      `insert into block_keys (print, cases, touched_at)
       select hashint4(print # $1::int), array(select ${idOf('id')}::uuid from unnest(ids) with ordinality as one (id, n) order by n),
         touched_at from told_keys on conflict do nothing`,
      [round],
    )
  }
}
