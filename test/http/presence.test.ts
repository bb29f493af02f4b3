// Two workers on one PostgreSQL: whoever is at a case is seen by those whom another worker answers.
import { expect, it } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { newPostgres } from '../store/engines.ts'
import { type House, newHouse } from './harness.ts'

it('people at a case see each other across workers, and see that one begins to write and leaves', async () => {
  const url = await newPostgres()
  const stores = [await openStore(url), await openStore(url)] as const
  const [one, two] = [await newHouse(stores[0]), await newHouse(stores[1])]
  await one.user('مها', 'supervisor')
  await one.user('جابر', 'analyst')
  const [maha, jaber] = [await one.signIn('مها'), await two.signIn('جابر')]
  const say = async (house: House, as: string, body: object): Promise<unknown> =>
    (await house.ask('POST', '/api/v1/cases/c-1/presence', { as, body })).body.others
  const seenByMaha = (body: object) => expect.poll(() => say(one, maha, body))
  await say(two, jaber, { writing: false })
  // The first word may be lost on who was not listening yet: the next breath says it again.
  await expect
    .poll(async () => {
      await say(two, jaber, { writing: false })
      return say(one, maha, { writing: false })
    })
    .toEqual([{ name: 'جابر', writing: false }])
  await say(two, jaber, { writing: true })
  await seenByMaha({ writing: false }).toEqual([{ name: 'جابر', writing: true }])
  await say(two, jaber, { writing: false, here: false })
  await seenByMaha({ writing: false }).toEqual([])
  for (const store of stores) await store.close()
})

it('what is no word of ours is passed over', async () => {
  const store = await openStore(await newPostgres())
  const house = await newHouse(store)
  await house.user('مها', 'supervisor')
  const maha = await house.signIn('مها')
  await store.whisper('{"from":1}')
  await store.whisper('not json')
  await store.whisper('x'.repeat(9_000))
  const { status, body } = await house.ask('POST', '/api/v1/cases/c-1/presence', { as: maha, body: { writing: false } })
  expect([status, body]).toEqual([200, { others: [] }])
  await store.close()
})
