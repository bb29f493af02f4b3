import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import SQLite from 'better-sqlite3'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore, StoreFaultError, StoreInUseError, write } from '../../src/store/index.ts'
import { migrate, migrateDown } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import { openPostgres, probePostgres } from '../../src/store/postgres.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { newPostgres, onBothEngines } from './engines.ts'

const run = promisify(execFile)
const door = pathToFileURL(join(import.meta.dirname, '../../src/store/index.ts')).href
const folder = mkdtempSync(join(tmpdir(), 'sada-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('an address of a store', () => {
  it.each(['mysql://here/db', 'sqlite:', 'sada.db', ''])('%j is refused with what to use instead', async (url) => {
    await expect(openStore(url)).rejects.toThrow(/SADA_DATABASE_URL.*Use sqlite:/)
  })

  it('may be a file in a folder that is not there yet, for nobody else to read', async () => {
    const file = join(folder, 'deep/er/sada.db')
    const store = await openStore(`sqlite:${file}`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await store.close()
  })

  it('may be a temporary store that is gone when it is closed', async () => {
    const store = await openStore('sqlite::memory:')
    expect(existsSync(store.path!)).toBe(true)
    await store.close()
    expect(existsSync(store.path!)).toBe(false)
  })
})

describe('SQLite', () => {
  it('keeps what it acknowledges: every pragma is as demanded on both connections', async () => {
    const { writer, reader, close } = openSqlite(null, 'door')
    for (const db of [writer, reader])
      for (const [name, wanted] of [
        ['journal_mode', 'wal'],
        ['synchronous', 2],
        ['foreign_keys', 1],
        ['secure_delete', 1],
      ] as const) {
        const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)
        expect(Object.values(rows[0]!)[0], name).toBe(wanted)
      }
    await close()
  })

  it('names the pragma that could not be had', () => {
    // A database in memory cannot keep a write-ahead log.
    expect(() => openSqlite(':memory:', 'door')).toThrow(expect.objectContaining({ probe: 'journal_mode' }))
  })

  it('does not let a reader write', async () => {
    const store = await openStore('sqlite::memory:')
    await expect(
      (store.read as never as ReturnType<typeof openSqlite>['writer'])
        .insertInto('meta')
        .values({ name: 'a', value: 'b' })
        .execute(),
    ).rejects.toThrow(/readonly/)
    await store.close()
  })

  it('is owned by one process at a time, and free again when that one ends', async () => {
    const url = `sqlite:${join(folder, 'owned.db')}`
    const [first, second] = [await openStore(url), await openStore(url)]
    first.own()
    first.own()
    expect(() => second.own()).toThrow(StoreInUseError)
    await first.close()
    second.own()
    await second.close()
  })
})

describe('PostgreSQL', () => {
  it('is refused where it does not know Arabic letters', async () => {
    const url = await newPostgres(`locale 'C' template template0`)
    await expect(openStore(url)).rejects.toThrow(expect.objectContaining({ probe: 'locale' }))
  })

  it('is refused where a commit may be lost', async () => {
    const url = await newPostgres()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`)
    await client.end()
    await expect(openStore(url)).rejects.toThrow(StoreFaultError)
  })
})

describe('PostgreSQL, asked before anything starts,', () => {
  const probed = async (demands: Parameters<typeof probePostgres>[1], how = '') => {
    const { writer, close } = openPostgres(await newPostgres(how), 2)
    try {
      await probePostgres(writer, demands)
    } finally {
      await close()
    }
  }

  it('is taken where all is well', () => expect(probed({})).resolves.toBeUndefined())

  it('is refused where texts are not UTF-8', () =>
    expect(probed({}, `encoding 'SQL_ASCII' locale 'C' template template0`)).rejects.toThrow(
      expect.objectContaining({ probe: 'encoding' }),
    ))

  it.each([-2_500, 2_500])('is refused where its clock is %d ms from ours', (ms) =>
    expect(probed({ clock: () => Date.now() + ms })).rejects.toThrow(expect.objectContaining({ probe: 'clock' })))

  it('is taken where the clocks differ by less', () =>
    expect(probed({ clock: () => Date.now() + 1_000 })).resolves.toBeUndefined())

  it('is refused where a standby is required and none is named', () =>
    expect(probed({ requireStandby: true })).rejects.toThrow(expect.objectContaining({ probe: 'standby' })))

  it('keeps every text without NUL, which it could not keep', async () => {
    const store = await openStore(await newPostgres())
    for (let n = 0; n < 8; n++)
      await write(store, (tx) =>
        tx
          .insertInto('meta')
          .values({ name: `n${n}`, value: `a\0b` })
          .execute(),
      )
    const rows = await store.read.selectFrom('meta').select('value').where('name', 'like', 'n_').execute()
    expect(rows.map(({ value }) => value)).toEqual(Array.from({ length: 8 }, () => 'a\uFFFDb'))
    await store.close()
  })
})

onBothEngines('Migrations', (open, engine) => {
  const connect = async () => (engine === 'sqlite' ? openSqlite(null, 'door') : openPostgres(await newPostgres(), 4))

  it('run once, go down to nothing and come up again', async () => {
    const { writer, close } = await connect()
    const names = migrations.map(({ name }) => name)
    expect(await migrate(writer, engine)).toEqual(names)
    expect(await migrate(writer, engine)).toEqual([])
    await migrateDown(writer, engine, 0)
    const left = (await writer.introspection.getTables()).map(({ name }) => name)
    expect(left.filter((name) => name !== 'migrations' && !name.startsWith('sqlite_'))).toEqual([])
    expect(await migrate(writer, engine)).toEqual(names)
    await close()
  })

  it('run once though several processes start together', async () => {
    const url = engine === 'sqlite' ? `sqlite:${join(folder, 'together.db')}` : await newPostgres()
    const script = `import { openStore } from ${JSON.stringify(door)}; await (await openStore(process.argv[1])).close()`
    const start = () => run(process.execPath, ['--input-type=module-typescript', '-e', script, url])
    await Promise.all([start(), start(), start()])
    const store = await openStore(url)
    expect(await store.read.selectFrom('migrations').select('name').execute()).toHaveLength(migrations.length + 1)
    await store.close()
  })

  it('leave nothing behind when one fails', async () => {
    const { writer, close } = await connect()
    const broken = {
      name: '999-broken',
      up: async (db: typeof writer) => {
        await db.schema.createTable('half').addColumn('id', 'text').execute()
        throw new Error('broken')
      },
      down: async () => {},
    }
    await expect(migrate(writer, engine, [...migrations, broken as never])).rejects.toThrow('broken')
    const tables = (await writer.introspection.getTables()).map(({ name }) => name)
    expect(tables).not.toContain('half')
    expect(tables).not.toContain('posts')
    await close()
  })

  it('refuse a store that a newer Sada has changed', async () => {
    const { writer, close } = await connect()
    await migrate(writer, engine)
    await writer.insertInto('migrations').values({ name: '999-future', applied_at: 1 }).execute()
    await expect(migrate(writer, engine)).rejects.toThrow(/newer than this Sada \(999-future\)/)
    await close()
  })

  it('make the tables that the types promise', async () => {
    const store = await open()
    const { first } = await import('../../src/store/migrations/001-first.ts')
    expect(first.name).toBe('001-first')
    const tables = await (store.read as never as ReturnType<typeof openSqlite>['writer']).introspection.getTables()
    for (const table of ['inbox', 'posts', 'cases', 'members', 'events', 'verdicts'])
      expect(tables.map(({ name }) => name)).toContain(table)
  })
})

it('the database file is an ordinary SQLite file', async () => {
  const store = await openStore('sqlite::memory:')
  const other = new SQLite(store.path!, { readonly: true })
  expect(other.pragma('integrity_check', { simple: true })).toBe('ok')
  other.close()
  await store.close()
})
