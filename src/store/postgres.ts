// PostgreSQL as Sada needs it, and the probes that refuse one that would lose posts or be blind to Arabic.
import { Kysely, PostgresDialect, type PostgresPoolClient, sql } from 'kysely'
import pg from 'pg'
import type { Millis } from '../model.ts'
import { StoreFaultError } from './faults.ts'
import { wiring } from './postgres-wire.ts'
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

/** What is asked of it together goes together: Kysely would have each statement of a connection wait for the one before. */
const together = (client: pg.ClientBase): Kysely<Database> => {
  const shared = { query: client.query.bind(client), release: () => {} } as PostgresPoolClient
  const pool = { connect: () => Promise.resolve(shared), end: () => Promise.resolve(), options: {} }
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

export const openPostgres = (url: string, connections: number): Connections => {
  const pool = new pg.Pool({ connectionString: url, max: connections, types, application_name: 'sada', pipeline: true })
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const wire = wiring(types)
  pool.on('connect', (client) => {
    // One that dies between two statements of a transaction: the next statement says so, where somebody waits for it.
    client.on('error', () => {})
    wire(client)
  })
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const each = new WeakMap<pg.ClientBase, Kysely<Database>>()
  const of = (client: pg.ClientBase) => {
    const known = each.get(client) ?? together(client)
    each.set(client, known)
    return known
  }
  return {
    writer: db,
    reader: db,
    alone: async (work) => {
      const client = await pool.connect()
      try {
        return await work(of(client), (text, values) => client.query(text, [...values]))
      } finally {
        client.release()
      }
    },
    close: () => db.destroy(),
  }
}

type Found = {
  readonly durable: string
  readonly letters: boolean
  readonly version: number
  readonly encoding: string
  readonly clock: number
  /** Who must confirm a commit, and how many of them are there now. */
  readonly named: string
  readonly standbys: number
}

const probes = sql<Found>`
  select current_setting('synchronous_commit') as durable,
         'ماء' ~ '^[[:alpha:]]{3}$' as letters,
         current_setting('server_version_num')::int as version,
         current_setting('server_encoding') as encoding,
         (extract(epoch from clock_timestamp()) * 1000)::bigint as clock,
         current_setting('synchronous_standby_names') as named,
         (select count(*) from pg_stat_replication where sync_state in ('sync', 'quorum'))::int as standbys`

/** More, and times in the store and on screens would contradict each other. */
const mostSkew = 2_000

export type Demands = {
  /** Every commit is on a second machine before it is acknowledged, or nothing starts. */
  readonly requireStandby?: boolean
  readonly clock?: () => Millis
}

const faultIn = (found: Found, skew: number, requireStandby: boolean): StoreFaultError | null => {
  const { durable, letters, version, encoding, named, standbys } = found
  const fault = (probe: string, message: string, fix: string) => new StoreFaultError(probe, message, fix)
  if (version < 150_000) return fault('version', `PostgreSQL ${version} is too old`, 'Use 15 or newer.')
  if (durable === 'off' || (requireStandby && durable === 'local'))
    return fault(
      'synchronous_commit',
      `synchronous_commit is ${durable}, so that acknowledged posts may be lost in a crash`,
      'Set it to on.',
    )
  if (encoding !== 'UTF8')
    return fault('encoding', `this database is encoded in ${encoding}`, "Create it with ENCODING 'UTF8'.")
  if (!letters)
    return fault(
      'locale',
      'this database does not know Arabic letters (its locale is C)',
      "Create it with LOCALE 'C.UTF-8' or another UTF-8 locale.",
    )
  if (Math.abs(skew) > mostSkew)
    return fault(
      'clock',
      `the clocks of this machine and of the database are ${(Math.abs(skew) / 1000).toFixed(1)} s apart`,
      'Let both follow the same time server (NTP).',
    )
  if (requireStandby && (named === '' || standbys === 0))
    return fault(
      'standby',
      named === ''
        ? 'no synchronous standby is named, and SADA_REQUIRE_STANDBY asks for one'
        : `no synchronous standby is connected (${named})`,
      'Set synchronous_standby_names and start the standby; this account needs the role pg_monitor to see it.',
    )
  return null
}

export const probePostgres = async (
  db: Kysely<Database>,
  { requireStandby = false, clock = Date.now }: Demands = {},
): Promise<void> => {
  const before = clock()
  const { rows } = await probes.execute(db)
  // What the way there and back took is nobody's fault.
  const [found, after] = [rows[0]!, clock()]
  const skew = found.clock < before ? found.clock - before : Math.max(0, found.clock - after)
  const fault = faultIn(found, skew, requireStandby)
  if (fault !== null) throw fault
}
