// Copies of a SQLite store: taken page by page while it is in use, and looked through afterwards.
import SQLite from 'better-sqlite3'
import { StoreFaultError } from './faults.ts'

export const copyStore = async (source: string, target: string): Promise<void> => {
  const database = new SQLite(source, { readonly: true, fileMustExist: true })
  try {
    await database.backup(target)
  } finally {
    database.close()
  }
}

/** The whole file is read: structure, foreign keys, and that it holds the tables of a store. */
export const checkCopy = (file: string): { readonly posts: number; readonly cases: number } => {
  const database = new SQLite(file, { fileMustExist: true })
  try {
    // One file, without a log beside it, is what people copy to a tape.
    database.pragma('journal_mode = delete')
    const verdict = database.pragma('integrity_check', { simple: true })
    const orphans = database.pragma('foreign_key_check') as unknown[]
    if (verdict !== 'ok' || orphans.length > 0)
      throw new StoreFaultError('backup', `the copy is not whole (${String(verdict)})`, 'Check the disk, then repeat.')
    const count = (table: 'posts' | 'cases') =>
      (database.prepare(`select count(*) as count from ${table}`).get() as { count: number }).count
    return { posts: count('posts'), cases: count('cases') }
  } finally {
    database.close()
  }
}
