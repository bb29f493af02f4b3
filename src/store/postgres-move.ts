// A whole SQLite store into an empty PostgreSQL: table by table, a page a transaction that also says how far it came, so that
// a move that is cut off goes on; and a hash of every table on both sides at the end.
import { createHash } from 'node:crypto'
import SQLite from 'better-sqlite3'
import pg from 'pg'
import { StoreFaultError } from './faults.ts'

export type TableProof = {
  readonly table: string
  readonly rows: number
  readonly hash: string
  readonly same: boolean
}
type Row = Readonly<Record<string, unknown>>
type Reference = { readonly column: string; readonly to: string }
type Table = {
  readonly name: string
  readonly columns: readonly string[]
  /** Columns that name rows of the same table: filled when all rows are there. */
  readonly own: readonly string[]
  readonly key: readonly string[]
}

const page = 500
const progressRow = 'move-progress'
/** Made again on the other side: keys, words, and the log of migrations that both have. */
const remade = new Set(['block_keys', 'posts_search', 'migrations'])

const referencesOf = async (db: pg.Client, table: string): Promise<readonly Reference[]> => {
  const { rows } = await db.query<Reference>(
    `select a.attname as "column", c.confrelid::regclass::text as "to" from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
     where c.contype = 'f' and c.conrelid = $1::regclass`,
    [table],
  )
  return rows
}

const keyOf = async (db: pg.Client, table: string): Promise<readonly string[]> => {
  const { rows } = await db.query<{ name: string }>(
    `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     where i.indrelid = $1::regclass and i.indisprimary`,
    [table],
  )
  return rows.map(({ name }) => name)
}

/** Tables of the target, those that others refer to first. */
const tablesOf = async (db: pg.Client): Promise<readonly Table[]> => {
  const { rows } = await db.query<{ name: string; columns: string[] }>(
    `select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
     from information_schema.columns where table_schema = 'public' group by 1 order by 1`,
  )
  const waiting = rows.filter(({ name }) => !remade.has(name))
  const references = new Map<string, readonly Reference[]>()
  for (const { name } of waiting) references.set(name, await referencesOf(db, name))
  const sorted: Table[] = []
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ name }) =>
      references.get(name)!.every(({ to }) => to === name || !waiting.some((other) => other.name === to)),
    )
    const [{ name, columns }] = waiting.splice(Math.max(0, at), 1) as [(typeof waiting)[0]]
    const own = references.get(name)!.flatMap(({ column, to }) => (to === name ? [column] : []))
    sorted.push({ name, columns, own, key: await keyOf(db, name) })
  }
  return sorted
}

const named = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join()

/** PostgreSQL keeps no NUL in a text. */
const kept = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value)

/** Order-independent: the sum of the hashes of the rows, each a list of its columns as text. */
const createSum = () => {
  let sum = 0n
  let rows = 0
  return {
    add(row: Row, columns: readonly string[]) {
      const text = JSON.stringify(
        columns.map((column) => {
          const value = kept(row[column])
          return value === null || value === undefined ? null : String(value)
        }),
      )
      sum = (sum + BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)) % (1n << 256n)
      rows++
    },
    read: () => ({ rows, hash: sum.toString(16).padStart(64, '0').slice(0, 16) }),
  }
}

type Progress = { readonly table: string; readonly after: number }

const progressOf = async (db: pg.Client): Promise<Progress | null> => {
  const { rows } = await db.query<{ value: string }>('select value from meta where name = $1', [progressRow])
  return rows.length === 0 ? null : (JSON.parse(rows[0]!.value) as Progress)
}
const saveProgress = (db: pg.Client, progress: Progress) =>
  db.query(`insert into meta values ($1, $2) on conflict (name) do update set value = excluded.value`, [
    progressRow,
    JSON.stringify(progress),
  ])

const inTransaction = async (db: pg.Client, work: () => Promise<unknown>) => {
  await db.query('begin')
  try {
    await work()
    await db.query('commit')
  } catch (error) {
    await db.query('rollback').catch(() => {})
    throw error
  }
}

const insertText = ({ name, columns, key }: Table, count: number): string => {
  const row = (r: number) => `(${columns.map((_, c) => `$${r * columns.length + c + 1}`).join()})`
  const rows = Array.from({ length: count }, (_, r) => row(r)).join()
  const others = columns.filter((column) => !key.includes(column))
  const update = others.map((column) => `"${column}" = excluded."${column}"`).join()
  // The target has made itself a few rows of its own (its hash key, its lock): the source's stand.
  return `insert into "${name}" (${named(columns)}) overriding system value values ${rows}
          on conflict ${key.length === 0 || others.length === 0 ? 'do nothing' : `(${named(key)}) do update set ${update}`}`
}

const insertRows = async (db: pg.Client, table: Table, rows: readonly Row[]): Promise<void> => {
  const most = Math.floor(60_000 / table.columns.length)
  for (let start = 0; start < rows.length; start += most) {
    const chunk = rows.slice(start, start + most)
    const values = chunk.flatMap((row) =>
      table.columns.map((column) => (table.own.includes(column) ? null : kept(row[column]))),
    )
    await db.query(insertText(table, chunk.length), values)
  }
}

const linkRows = async (db: pg.Client, { name, own, key }: Table, rows: readonly Row[]): Promise<void> => {
  for (const row of rows)
    for (const column of own)
      if (row[column] !== null)
        await db.query(`update "${name}" set "${column}" = $1 where "${key[0]}" = $2`, [row[column], row[key[0]!]])
}

export type MoveOptions = {
  readonly from: string
  readonly to: string
  readonly say?: (table: string, rows: number) => void
}

const pagesOf = (source: SQLite.Database, { name, columns }: Table) => {
  const text = `select rowid as "_at", ${named(columns)} from "${name}" where rowid > ? order by rowid limit ${page}`
  const statement = source.prepare(text)
  return (after: number) => statement.all(after) as (Row & { readonly _at: number })[]
}

const copyTable = async (source: SQLite.Database, db: pg.Client, table: Table, from: number, options: MoveOptions) => {
  const next = pagesOf(source, table)
  let count = 0
  for (let after = from; ; ) {
    const rows = next(after)
    if (rows.length === 0) break
    after = rows.at(-1)!._at
    await inTransaction(db, async () => {
      await insertRows(db, table, rows)
      await saveProgress(db, { table: table.name, after })
    })
    count += rows.length
    options.say?.(table.name, count)
  }
}

/** All rows are there: what they say of each other is filled in, and new rows get numbers above them. */
const finishTable = async (source: SQLite.Database, db: pg.Client, table: Table) => {
  if (table.own.length > 0) {
    const next = pagesOf(source, table)
    for (let rows = next(0); rows.length > 0; rows = next(rows.at(-1)!._at))
      await inTransaction(db, () => linkRows(db, table, rows))
  }
  const { rows } = await db.query<{ column: string }>(
    `select attname as "column" from pg_attribute where attrelid = $1::regclass and attidentity <> ''`,
    [table.name],
  )
  for (const { column } of rows) {
    const used = source.prepare('select seq from sqlite_sequence where name = ?').get(table.name) as
      | { seq: number }
      | undefined
    await db.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest(1, $3::bigint,
       (select coalesce(max("${column}"), 1) from "${table.name}")))`,
      [table.name, column, used?.seq ?? 1],
    )
  }
}

const proofOf = async (source: SQLite.Database, db: pg.Client, table: Table): Promise<TableProof> => {
  const [here, there] = [createSum(), createSum()]
  const only = table.name === 'meta' ? `where name <> '${progressRow}' and name <> 'rings-version'` : ''
  for (const row of source.prepare(`select ${named(table.columns)} from "${table.name}" ${only}`).iterate())
    here.add(row as Row, table.columns)
  await inTransaction(db, async () => {
    await db.query(`declare rows no scroll cursor for select ${named(table.columns)} from "${table.name}" ${only}`)
    for (;;) {
      const { rows } = await db.query<Row>('fetch 2000 from rows')
      if (rows.length === 0) break
      for (const row of rows) there.add(row, table.columns)
    }
  })
  const [a, b] = [here.read(), there.read()]
  return { table: table.name, ...b, same: a.hash === b.hash && a.rows === b.rows }
}

const mustBeFree = async (db: pg.Client): Promise<Progress | null> => {
  const progress = await progressOf(db)
  const { rows } = await db.query<{ used: boolean }>('select exists (select 1 from inbox) as used')
  if (progress === null && rows[0]!.used)
    throw new StoreFaultError(
      'move',
      'the target holds posts of its own, or has been moved to before',
      'Name an empty database.',
    )
  return progress
}

/** Both stores have today's tables, and nobody else uses either. */
export const moveStore = async (options: MoveOptions): Promise<readonly TableProof[]> => {
  const source = new SQLite(options.from, { readonly: true, fileMustExist: true })
  const db = new pg.Client({ connectionString: options.to, application_name: 'sada-move' })
  try {
    await db.connect()
    const progress = await mustBeFree(db)
    const tables = await tablesOf(db)
    if (progress === null) await saveProgress(db, { table: tables[0]!.name, after: 0 })
    const begun = Math.max(
      0,
      tables.findIndex(({ name }) => name === progress?.table),
    )
    for (const [i, table] of tables.entries()) {
      if (i < begun) continue
      await copyTable(source, db, table, i === begun ? (progress?.after ?? 0) : 0, options)
    }
    for (const table of tables) await finishTable(source, db, table)
    await db.query(
      `select setval('case_references', max(value)) from counters where name like 'case-%' having max(value) > 0`,
    )
    const proofs: TableProof[] = []
    for (const table of tables) proofs.push(await proofOf(source, db, table))
    return proofs
  } finally {
    source.close()
    await db.end()
  }
}

/** The move is whole: another may not begin on top of it. */
export const endMove = async (to: string): Promise<void> => {
  const db = new pg.Client({ connectionString: to })
  await db.connect()
  await db.query('delete from meta where name = $1', [progressRow])
  await db.end()
}
