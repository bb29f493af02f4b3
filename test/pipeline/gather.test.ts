// Callers who come in a stream share commits; one who is alone waits for nobody.
import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createReceiver } from '../../src/pipeline/receive.ts'
import { openStore, write } from '../../src/store/index.ts'
import { someStore } from '../store/engines.ts'
import { report } from './town.ts'

/** The clock is read once a commit. */
const receiver = async (most?: number) => {
  const store = await openStore(await someStore())
  let commits = 0
  const clock = () => {
    commits += 1
    return 1_795_000_000_000
  }
  const receive = createReceiver(store, clock, () => {}, most)
  const told = async () => receive([report(7001)], { account: 'ministry' })
  return { store, told, commits: () => commits, rows: () => store.read.selectFrom('inbox').select('seq').execute() }
}

const stream = async (told: () => Promise<unknown>) => {
  const began = performance.now()
  const calls: Promise<unknown>[] = []
  for (let n = 0; n < 100; n += 1) {
    calls.push(told(), told())
    await nextRound()
  }
  await Promise.all(calls)
  return performance.now() - began
}

it('A stream of callers has a commit every ten milliseconds at most, and every caller is heard', async () => {
  const { told, commits, rows } = await receiver()
  const elapsed = await stream(told)
  // The first commits are of those who still seemed alone.
  expect(commits()).toBeLessThan(4 + elapsed / 10)
  expect(await rows()).toHaveLength(200)
})

it('is the control: without sharing there is one for each', async () => {
  const { told, commits, rows } = await receiver(1)
  await stream(told)
  expect([commits(), (await rows()).length]).toEqual([200, 200])
})

it('Who comes while another holds the store goes with the one who waits for it', async () => {
  const { store, told, commits, rows } = await receiver()
  if (store.engine === 'postgres') return
  const free = Promise.withResolvers<void>()
  const other = write(store, () => free.promise)
  const calls = [told()]
  for (let n = 0; n < 20; n += 1) {
    await nextRound()
    calls.push(told())
  }
  free.resolve()
  await Promise.all([other, ...calls])
  expect([commits(), (await rows()).length]).toEqual([1, 21])
})

it('A caller who is alone has his commit at once, however often he calls', async () => {
  const { told, commits } = await receiver()
  const waits: number[] = []
  for (let n = 0; n < 50; n += 1) {
    const began = performance.now()
    await told()
    waits.push(performance.now() - began)
  }
  expect(commits()).toBe(50)
  // Some are slow where the disk is; made to gather, none would be quick.
  expect(waits.toSorted((a, b) => a - b)[5]).toBeLessThan(8)
})
