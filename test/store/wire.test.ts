// What is asked of PostgreSQL in one go is one piece: each statement has its own answer, and none hides that another failed.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask } from '../../src/store/ask.ts'
import { openStore, type Store, type Tx, write } from '../../src/store/index.ts'
import { unawaited } from '../../src/store/postgres-wire.ts'
import { together } from '../../src/store/together.ts'
import { newPostgres } from './engines.ts'

let store: Store
const run = (text: string, db = store.read as unknown as Tx) => sql<{ n: number }>`${sql.raw(text)}`.execute(db)
beforeAll(async () => {
  store = await openStore(await newPostgres(), { connections: 1 })
  await run('create table late (n int, constraint once unique (n) deferrable initially deferred)')
})
afterAll(() => store.close())

const counted = async () => (await run('select count(*)::int as n from late')).rows[0]!.n

it('Those before the one that failed have their answers, those behind it fail with it, and so does the transaction', async () => {
  let said: readonly string[] = []
  const swallowed = write(store, async (tx) => {
    const all = await Promise.allSettled(
      ['select 1 as n', 'select nothing', 'select 2 as n'].map((one) => run(one, tx)),
    )
    said = all.map(({ status }) => status)
  })
  await expect(swallowed).rejects.toThrow('nothing is kept')
  expect(said).toEqual(['fulfilled', 'rejected', 'rejected'])
})

it('The same statement may come twice in a piece, and often, and after one that failed', async () => {
  for (let round = 0; round < 8; round++) {
    const both = write(store, (tx) => together([run('select 3 as n', tx), run('select 3 as n', tx)]))
    expect((await both).map(({ rows }) => rows[0]!.n)).toEqual([3, 3])
    const failing = write(store, (tx) => together([run('select 1 / 0', tx), run('select 4 as n', tx)]))
    await expect(failing).rejects.toMatchObject({ code: '22012' })
    expect((await run('select 4 as n')).rows[0]!.n).toBe(4)
  }
})

it('What could not even be written fails its transaction, though nobody waits for it, and the next has its answers', async () => {
  const unwritable = {
    toPostgres: () => {
      throw new Error('no value')
    },
  }
  const before = await counted()
  const lost = write(store, async (tx) => {
    await ask(tx, 'insert into late values (8)', [])
    await ask(tx, `${unawaited}insert into late values ($1)`, [unwritable])
  })
  await expect(lost).rejects.toThrow()
  expect(await counted()).toBe(before)
})

it('What fails only at the very end has failed', async () => {
  await run('insert into late values (1)')
  await expect(run('insert into late values (1)')).rejects.toMatchObject({ code: '23505' })
  await expect(write(store, (tx) => run('insert into late values (1)', tx))).rejects.toMatchObject({ code: '23505' })
  expect(await counted()).toBe(1)
})
