// From SQLite to PostgreSQL with everything, proved; a move that is killed goes on; one that is not true says so.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMatcher } from '../../dedupe/index.ts'
import { mergeCases } from '../../src/cases/index.ts'
import { move } from '../../src/ops/move.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { matchesText, openStore, type Store } from '../../src/store/index.ts'
import { officer } from '../pipeline/town.ts'
import { newPostgres } from '../store/engines.ts'
import { eventsOf } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-move-'))
const from = `sqlite:${join(folder, 'sada.db')}`
const options = { dataDir: folder }
const pipelineOn = (store: Store) => createPipeline({ store, matcher: createMatcher(), clock: Date.now })

beforeAll(async () => {
  const store = await openStore(from, options)
  const pipeline = pipelineOn(store)
  await pipeline.receive(eventsOf('e.jsonl'), { account: 'ministry', raw: '{"body":true}' })
  await pipeline.drain()
  const cases = await store.read.selectFrom('cases').select(['id', 'version']).orderBy('id').limit(2).execute()
  const [older, newer] = cases as [(typeof cases)[0], (typeof cases)[0]]
  // The older points at the newer: a row that refers to one that comes after it.
  await mergeCases(pipeline.desk, { case: newer.id, from: [older.id], version: newer.version, actor: officer })
  await store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const found = async (store: Store, words: string) =>
  (
    await store.read
      .selectFrom('posts')
      .select('remote_id')
      .where((e) => matchesText(store.engine, e.ref('posts.seq'), words))
      .orderBy('seq')
      .execute()
  ).map(({ remote_id }) => remote_id)

/** What is decided, found and numbered next is as it would have been on the old side. */
const goesOnAsBefore = async (to: string) => {
  const [old, moved] = [await openStore(from, options), await openStore(to, options)]
  for (const word of ['كهرباء', 'شارع', 'water']) expect(await found(moved, word), word).toEqual(await found(old, word))
  const tell = async (store: Store) => {
    const events = eventsOf('e.jsonl').slice(0, 40)
    const echoes = events.map((event) => ({ ...event, remoteId: `again-${event.remoteId}` }))
    const pipeline = pipelineOn(store)
    const { events: told } = await pipeline.receive([...events, ...echoes], { account: 'ministry' })
    const counts = await pipeline.drain()
    const rows = await store.read.selectFrom('posts').select(['case_id']).orderBy('seq').execute()
    return { seen: told.filter(({ seen }) => seen).length, counts, cases: new Set(rows.map((row) => row.case_id)).size }
  }
  const there = await tell(moved)
  expect(there.seen).toBe(40)
  expect(there).toEqual(await tell(old))
  await Promise.all([old.close(), moved.close()])
}

describe('A move to PostgreSQL', () => {
  it('refuses a target that is in use, and says what differs when what was copied is not what was there', async () => {
    const used = await newPostgres()
    const store = await openStore(used, options)
    await pipelineOn(store).receive(eventsOf('m.jsonl').slice(0, 1), { account: 'ministry' })
    await store.close()
    await expect(move({ from, to: used }, options)).rejects.toThrow(/empty database/)

    const lying = await newPostgres()
    await (await openStore(lying, options)).close()
    const client = new pg.Client({ connectionString: lying })
    await client.connect()
    await client.query(`create function lie() returns trigger language plpgsql as $$
      begin new.text := 'x'; return new; end $$`)
    await client.query('create trigger lie before insert on posts for each row execute function lie()')
    await client.end()
    const { whole, proofs } = await move({ from, to: lying }, options)
    expect(whole).toBe(false)
    expect(proofs.filter(({ same }) => !same).map(({ table }) => table)).toEqual(['posts'])
  })

  it('goes on where it was killed, proves every table, and life goes on there as before', async () => {
    const to = await newPostgres()
    const main = join(import.meta.dirname, '../../src/main.ts')
    const run = () =>
      spawn(process.execPath, [main, 'move', '--from', from, '--to', to], {
        env: { PATH: process.env.PATH, SADA_DATA_DIR: folder } as NodeJS.ProcessEnv,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
    const killed = run()
    const client = new pg.Client({ connectionString: to })
    await client.connect()
    for (let n = 0; n === 0 && killed.exitCode === null; ) {
      const { rows } = await client.query(`select count(*)::int as n from cases`).catch(() => ({ rows: [{ n: 0 }] }))
      n = rows[0].n
    }
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    await client.end()
    const again = run()
    const said: string[] = []
    again.stdout!.on('data', (data) => said.push(String(data)))
    expect(await once(again, 'exit')).toEqual([0, null])
    const lines = said.join('').trim().split('\n')
    expect(lines.filter((line) => !line.startsWith('✓'))).toEqual([])
    expect(lines.find((line) => line.startsWith('✓ posts '))).toMatch(/✓ posts 235 /)
    await goesOnAsBefore(to)
  })
})
