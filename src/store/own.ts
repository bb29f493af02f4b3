// One process decides on a SQLite store. The lock is the operating system's, on a file beside the store: it ends with the
// process, however that ends.
import SQLite from 'better-sqlite3'
import { StoreInUseError } from './faults.ts'

export const takeOwnership = (path: string): (() => void) => {
  const lock = new SQLite(`${path}.owner`, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    throw error instanceof SQLite.SqliteError && error.code === 'SQLITE_BUSY' ? new StoreInUseError(path) : error
  }
  return () => lock.close()
}
