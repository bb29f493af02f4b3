// SQLite as Sada needs it: one writer, readers beside it, nothing acknowledged that is not on the disk.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely'
import { StoreFaultError } from './faults.ts'
import type { Database } from './schema.ts'
import type { Side } from './turns.ts'
import type { Direct } from './tx.ts'

const pragmas = {
  journal_mode: 'wal',
  // The binding's own default in WAL may lose an acknowledged commit on power loss.
  synchronous: 2,
  foreign_keys: 1,
  // Deleted words must not stay readable in the file.
  secure_delete: 1,
  busy_timeout: 5000,
} as const

/**
 * The deciding thread does not wait for the disk: what it writes follows from the inbox and is decided again if it is lost, and
 * the next commit of the door, which does wait, takes all that came before it to the disk.
 */
const deciding = { ...pragmas, synchronous: 1 } as const

/** The machine's time since it started: the same for all its threads and processes, and nobody sets it. */
const steadyMs = () => Number(process.hrtime.bigint() / 1_000_000n)

const checked = (database: SQLite.Database, rules: Readonly<Record<string, string | number>>): SQLite.Database => {
  for (const [name, wanted] of Object.entries(rules)) {
    database.pragma(`${name} = ${wanted}`)
    const found = database.pragma(name, { simple: true })
    if (found !== wanted)
      throw new StoreFaultError(
        name,
        `SQLite refuses ${name} = ${wanted} here (it stays ${found})`,
        'Use a local disk.',
      )
  }
  // The deciding thread puts the log back; where it falls behind, a commit does, before the 64 MB that operators are warned of.
  database.pragma('wal_autocheckpoint = 12000')
  database.pragma('cache_size = -65536')
  database.function('steady_ms', steadyMs)
  return database
}

/** Statements are prepared once: Kysely's driver would prepare each time it runs one. */
const remembering = (database: SQLite.Database): SqliteDatabase => {
  const known = new Map<string, SQLite.Statement>()
  return {
    close: () => database.close(),
    prepare(text) {
      let statement = known.get(text)
      if (statement === undefined) {
        if (known.size >= 500) known.delete(known.keys().next().value!)
        statement = database.prepare(text)
        known.set(text, statement)
      }
      return statement
    },
  }
}

export type Connections = {
  readonly writer: Kysely<Database>
  readonly reader: Kysely<Database>
  /** One connection for as long as the work takes. */
  alone<T>(work: (db: Kysely<Database>, direct?: Direct) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export const openSqlite = (path: string | null, side: Side): Connections & { readonly path: string } => {
  const folder = path === null ? mkdtempSync(join(tmpdir(), 'sada-')) : dirname(path)
  mkdirSync(folder, { recursive: true })
  const file = path ?? join(folder, 'sada.db')
  const write = checked(new SQLite(file), side === 'door' ? pragmas : deciding)
  chmodSync(file, 0o600)
  const read = checked(new SQLite(file), pragmas)
  read.pragma('query_only = 1')
  const [writer, reader] = [write, read].map(
    (database) => new Kysely<Database>({ dialect: new SqliteDialect({ database: remembering(database) }) }),
  ) as [Kysely<Database>, Kysely<Database>]
  return {
    path: file,
    writer,
    reader,
    alone: (work) => writer.connection().execute((db) => work(db)),
    close: async () => {
      // Not Kysely's destroy: it leaves a database open that no query has used yet.
      read.close()
      write.close()
      if (path === null) rmSync(folder, { recursive: true, force: true })
    },
  }
}
