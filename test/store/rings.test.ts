// PostgreSQL: the cases under a key, however many add to them at once.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CaseId } from '../../src/model.ts'
import { addAndSee, addToRings, readRings, ring } from '../../src/store/blocks.ts'
import { openStore, type Store, write } from '../../src/store/index.ts'
import { migrate, migrateDown } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import { inside } from '../../src/store/write.ts'
import { newPostgres } from './engines.ts'

const caseOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as CaseId
const [a, b, c] = [1, 2, 3].map(caseOf) as [CaseId, CaseId, CaseId]
const many = Array.from({ length: ring }, (_, i) => caseOf(100 + i))

let store: Store
beforeAll(async () => {
  store = await openStore(await newPostgres())
})
afterAll(() => store.close())
beforeEach(() => write(store, (tx) => tx.deleteFrom('block_keys').execute()))

const read = async (...prints: number[]) => {
  const { rings } = await write(store, (tx) => readRings(tx, prints))
  return Object.fromEntries(rings.map(({ print, cases }) => [print, cases]))
}
const add = (print: number, cases: readonly CaseId[], where?: 'before' | 'behind') =>
  write(store, (tx) => addToRings(tx, new Map([[print, cases]]), 1, where))

it('A key that nobody said has no ring', async () => {
  expect(await read(1, -2)).toEqual({})
})

it('What is added comes first, once, and older cases go behind', async () => {
  await add(-7, [a])
  await add(-7, [b])
  expect(await read(-7)).toEqual({ [-7]: [b, a] })
  await add(-7, [a])
  expect(await read(-7)).toEqual({ [-7]: [a, b] })
  await add(-7, [c, b])
  expect(await read(-7)).toEqual({ [-7]: [c, b, a] })
  await add(-7, [a, caseOf(4)], 'behind')
  expect(await read(-7)).toEqual({ [-7]: [c, b, a, caseOf(4)] })
})

it('A ring keeps the newest', async () => {
  await add(1, many)
  await add(1, [a])
  expect(await read(1)).toEqual({ 1: [a, ...many.slice(0, -1)] })
  await add(1, [b, c, a])
  expect(await read(1)).toEqual({ 1: [b, c, a, ...many.slice(0, ring - 3)] })
  await add(1, [caseOf(5)], 'behind')
  expect(await read(1)).toEqual({ 1: [b, c, a, ...many.slice(0, ring - 3)] })
})

it('Whoever adds sees the rings that others changed since, and only those', async () => {
  await add(1, [a])
  await add(2, [a])
  const { rings } = await write(store, (tx) => readRings(tx, [1, 2, 3]))
  const seen = new Map([...rings.map(({ print, version }) => [print, version] as const), [3, 0]])
  await add(2, [b])
  await add(3, [b])
  const ours = new Map([1, 2, 3, 4].map((print) => [print, [c]]))
  const changed = await write(store, (tx) => addAndSee(tx, ours, seen, 1))
  expect(changed.map(({ print, cases }) => [print, cases]).sort()).toEqual([
    [2, [c, b, a]],
    [3, [c, b]],
  ])
})

it('Rings come through the change of their table, and back', async () => {
  await add(1, [a, b])
  const steps = migrations.length - migrations.findIndex(({ name }) => name === '016-plain-rings')
  await migrateDown(store[inside].writer, 'postgres', migrations.length - steps)
  const row = await store.read.selectFrom('block_keys').select('cases').executeTakeFirstOrThrow()
  expect(row.cases).toEqual([a, b])
  await migrate(store[inside].writer, 'postgres')
  expect(await read(1)).toEqual({ 1: [a, b] })
})
