// Rows into a table as PostgreSQL copies them: from a file, without asking of each whether what it names is there.
import { appendFileSync, chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export type Row = Readonly<Record<string, string | number | null>>
export type Copier = {
  readonly db: pg.Client
  copy(table: string, rows: readonly Row[]): Promise<void>
  end(): Promise<void>
}

const marks: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const field = (value: string | number | null): string =>
  value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (mark) => marks[mark]!)

/** `folder`: where the server, on this machine, may read. */
export const openCopier = async (url: string, folder: string): Promise<Copier> => {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  await db.query(`set session_replication_role = replica`)
  return {
    db,
    async copy(table, rows) {
      if (rows.length === 0) return
      const columns = Object.keys(rows[0]!)
      const file = join(folder, `${table}.copy`)
      writeFileSync(file, '')
      chmodSync(file, 0o644)
      for (let at = 0; at < rows.length; at += 1000) {
        const lines = rows.slice(at, at + 1000).map((row) => columns.map((name) => field(row[name]!)).join('\t'))
        appendFileSync(file, `${lines.join('\n')}\n`)
      }
      await db.query(`copy ${table} (${columns.map((name) => `"${name}"`).join()}) from '${file}'`)
      rmSync(file)
    },
    end: () => db.end(),
  }
}
