// Copies of a SQLite store: taken in one look while it is in use, and looked through afterwards.
import { chmodSync, renameSync, rmSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { StoreFaultError } from './faults.ts'

/**
 * The first step is small, the second takes all that is left: between two steps any commit of another connection would start
 * the copy anew, and a busy store would never be copied. The thread that calls this waits.
 */
export const copyStore = async (source: string, target: string): Promise<void> => {
  const database = new SQLite(source, { readonly: true, fileMustExist: true })
  try {
    await database.backup(target, { progress: () => 2 ** 31 - 1 })
  } finally {
    database.close()
  }
}

export type Copy = {
  readonly posts: number
  readonly cases: number
  /** Rows of every table. */
  readonly rows: Readonly<Record<string, number>>
  /** Names of the migrations it has seen. */
  readonly migrations: readonly string[]
}

const tablesOf = (database: SQLite.Database) =>
  (
    database
      .prepare(
        `select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by 1`,
      )
      .all() as { name: string }[]
  ).map(({ name }) => name)

/** The whole file is read: structure, foreign keys, and that it holds the tables of a store. */
export const checkCopy = (file: string): Copy => {
  const database = new SQLite(file, { fileMustExist: true })
  try {
    // One file, without a log beside it, is what people copy to a tape.
    database.pragma('journal_mode = delete')
    const verdict = database.pragma('integrity_check', { simple: true })
    const orphans = database.pragma('foreign_key_check') as unknown[]
    if (verdict !== 'ok' || orphans.length > 0)
      throw new StoreFaultError('backup', `the copy is not whole (${String(verdict)})`, 'Check the disk, then repeat.')
    const tables = tablesOf(database)
    if (!['posts', 'cases', 'migrations'].every((name) => tables.includes(name)))
      throw new StoreFaultError('backup', 'the file is no store of Sada', 'Name a file that `sada backup` made.')
    const count = (table: string) =>
      (database.prepare(`select count(*) as count from "${table}"`).get() as { count: number }).count
    const rows = Object.fromEntries(tables.map((name) => [name, count(name)]))
    const seen = database.prepare(`select name from migrations where name <> 'lock' order by name`).all()
    const migrations = (seen as { name: string }[]).map(({ name }) => name)
    return { posts: rows.posts!, cases: rows.cases!, rows, migrations }
  } finally {
    database.close()
  }
}

/** A checked copy at `target`, in the place of an earlier one. */
export const keepCopy = async (source: string, target: string): Promise<void> => {
  const draft = `${target}.part`
  try {
    rmSync(draft, { force: true })
    await copyStore(source, draft)
    chmodSync(draft, 0o600)
    checkCopy(draft)
    renameSync(draft, target)
  } finally {
    dropStore(draft)
  }
}

const parts = ['', '-wal', '-shm']
const move = (from: string, to: string) => {
  for (const part of parts)
    try {
      renameSync(from + part, to + part)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
}

/** The store under another name, with its log: also one that cannot be opened any more. */
export const moveStore = (from: string, to: string): void => {
  try {
    const database = new SQLite(from, { fileMustExist: true })
    try {
      database.pragma('wal_checkpoint(truncate)')
    } finally {
      database.close()
    }
  } catch {
    // What it could not put back goes along as it is.
  }
  move(from, to)
}

export const dropStore = (path: string): void => {
  for (const part of parts) rmSync(path + part, { force: true })
}
