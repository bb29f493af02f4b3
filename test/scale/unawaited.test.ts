// Rows go to PostgreSQL without each being waited for, and are as safe as if they were.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type Store, write } from '../../src/store/index.ts'
import { insertRows } from '../../src/store/insert.ts'
import { newPostgres } from '../store/engines.ts'

let store: Store
beforeAll(async () => {
  store = await openStore(await newPostgres(), { connections: 1 })
})
afterAll(() => store.close())

const row = (name: string) => ({ name, value: 'x' })
const names = async () =>
  (await store.read.selectFrom('meta').select('name').where('value', '=', 'x').orderBy('name').execute()).map(
    ({ name }) => name,
  )

describe('A row that nobody waited for', () => {
  it('is there after the commit', async () => {
    await write(store, async (tx) => {
      for (const name of ['a', 'b', 'c']) await insertRows(tx, 'meta', [row(name)])
    })
    expect(await names()).toEqual(['a', 'b', 'c'])
  })

  it('fails the transaction for its own reason, though another statement hears of it, and nothing stays', async () => {
    const reads = write(store, async (tx) => {
      await insertRows(tx, 'meta', [row('d')])
      await insertRows(tx, 'meta', [row('a')])
      await insertRows(tx, 'meta', [row('e')])
      await tx.selectFrom('meta').select('name').execute()
    })
    await expect(reads).rejects.toMatchObject({ code: '23505', constraint: 'meta_pkey' })
    expect(await names()).toEqual(['a', 'b', 'c'])
  })

  it('fails it at the commit, where nothing else is asked', async () => {
    const last = write(store, async (tx) => {
      await insertRows(tx, 'meta', [row('d')])
      await insertRows(tx, 'meta', [row('a')])
    })
    await expect(last).rejects.toMatchObject({ code: '23505' })
    expect(await names()).toEqual(['a', 'b', 'c'])
  })

  it('leaves nothing behind for whoever has the connection next', async () => {
    const thrown = write(store, async (tx) => {
      await insertRows(tx, 'meta', [row('a')])
      throw new Error('ours')
    })
    await expect(thrown).rejects.toThrow('ours')
    await write(store, (tx) => insertRows(tx, 'meta', [row('d')]))
    expect(await names()).toEqual(['a', 'b', 'c', 'd'])
  })
})
