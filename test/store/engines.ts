// Every query is asked of both engines.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { openStore, type Store } from '../../src/store/index.ts'

export type Open = (options?: { readonly connections?: number }) => Promise<Store>

/** A database of its own on the server of this run; its address. */
export const newPostgres = async (how = ''): Promise<string> => {
  const base = inject('postgres')
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: `${base}postgres` })
  await client.connect()
  await client.query(`create database ${name} ${how}`)
  await client.end()
  return base + name
}

/** For suites that need one store and do not mind which: SADA_TEST_ENGINE=postgres runs them there. */
export const someStore = (): Promise<string> =>
  process.env.SADA_TEST_ENGINE === 'postgres' ? newPostgres() : Promise.resolve('sqlite::memory:')

const emptied = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    `select string_agg(quote_ident(tablename), ', ') as tables from pg_tables where schemaname = 'public' and tablename <> 'migrations'`,
  )
  await client.query(`truncate ${rows[0].tables} restart identity cascade`)
  await client.end()
}

/** Runs the same sentences on SQLite and on PostgreSQL; `open` gives an empty store that is closed afterwards
 * (one at a time on PostgreSQL, where a database is emptied and used again). */
export const onBothEngines = (name: string, sentences: (open: Open, engine: Store['engine']) => void): void => {
  describe.each(['sqlite', 'postgres'] as const)(`${name} on %s`, (engine) => {
    const opened: Store[] = []
    let database: string | undefined
    const emptyDatabase = async () => {
      if (database === undefined) database = await newPostgres()
      else await emptied(database)
      return database
    }
    afterAll(() => Promise.all(opened.map((store) => store.close())))
    sentences(async (options) => {
      const store = await openStore(engine === 'sqlite' ? 'sqlite::memory:' : await emptyDatabase(), options)
      opened.push(store)
      return store
    }, engine)
  })
}
