// PostgreSQL as Sada needs it, and the probes that refuse one that would lose posts or be blind to Arabic.
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { StoreFaultError } from './faults.ts'
import type { Database } from './schema.ts'
import type { Connections } from './sqlite.ts'

const { builtins } = pg.types
/** Our whole numbers fit a double: milliseconds, sequences, counts. */
const types = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    id === builtins.INT8 || id === builtins.NUMERIC
      ? Number
      : pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser,
}

/** So often a statement is sent as it is; after that the server keeps it, parsed. Lists of any length make many: not all. */
const [heardOften, mostNames] = [5, 300]

/** Statements that come again are prepared once a connection; and no text carries a NUL, which PostgreSQL does not keep. */
const remembering = () => {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostNames) return known
    const count = (counts.get(text) ?? 0) + 1
    if (counts.size > 10 * mostNames) counts.clear()
    counts.set(text, count)
    if (count < heardOften) return undefined
    counts.delete(text)
    names.set(text, `s${names.size}`)
    return names.get(text)
  }
  const plain = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value)
  return (client: pg.ClientBase): void => {
    const send = client.query.bind(client) as (query: pg.QueryConfig) => Promise<pg.QueryResult>
    const query = (text: unknown, values?: readonly unknown[], ...rest: unknown[]) => {
      if (typeof text !== 'string' || values === undefined || values.length === 0 || rest.length > 0)
        return (send as (...all: readonly unknown[]) => unknown)(text, values, ...rest)
      const name = nameOf(text)
      return send({ text, values: values.map(plain), ...(name === undefined ? {} : { name }) })
    }
    client.query = query as typeof client.query
  }
}

export const openPostgres = (url: string, connections: number): Connections => {
  const pool = new pg.Pool({ connectionString: url, max: connections, types, application_name: 'sada' })
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', remembering())
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return { writer: db, reader: db, close: () => db.destroy() }
}

const probes = sql<{ durable: string; letters: boolean; version: number }>`
  select current_setting('synchronous_commit') as durable,
         'ماء' ~ '^[[:alpha:]]{3}$' as letters,
         current_setting('server_version_num')::int as version`

export const probePostgres = async (db: Kysely<Database>): Promise<void> => {
  const { rows } = await probes.execute(db)
  const { durable, letters, version } = rows[0]!
  if (version < 150_000) throw new StoreFaultError('version', `PostgreSQL ${version} is too old`, 'Use 15 or newer.')
  if (durable === 'off')
    throw new StoreFaultError(
      'synchronous_commit',
      'synchronous_commit is off, so that acknowledged posts may be lost in a crash',
      'Set it to on.',
    )
  if (!letters)
    throw new StoreFaultError(
      'locale',
      'this database does not know Arabic letters (its locale is C)',
      "Create it with LOCALE 'C.UTF-8' or another UTF-8 locale.",
    )
}
