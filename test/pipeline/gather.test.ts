// Callers who come in a stream share commits; one who is alone waits for nobody.
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { createReceiver } from '../../src/pipeline/receive.ts'
import { openStore, write } from '../../src/store/index.ts'
import { someStore } from '../store/engines.ts'
import { report } from './town.ts'

/** Sleeps as ever, and is counted: who waits for others waits by it. */
vi.mock('node:timers/promises', async (original) => {
  const real = await original<typeof import('node:timers/promises')>()
  return { ...real, setTimeout: vi.fn(real.setTimeout) }
})
const naps = async (work: () => Promise<unknown>) => {
  vi.mocked(sleep).mockClear()
  await work()
  return vi.mocked(sleep).mock.calls.length
}

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
  let elapsed = 0
  const gathered = await naps(async () => {
    elapsed = await stream(told)
  })
  // However slow the machine is, two come together; and a timer may end a few milliseconds early.
  expect(commits()).toBeLessThanOrEqual(100)
  expect(commits()).toBeLessThan(4 + elapsed / 5)
  expect(gathered).toBeGreaterThan(0)
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
  const waited = await naps(async () => {
    for (let n = 0; n < 50; n += 1) await told()
  })
  expect([commits(), waited]).toEqual([50, 0])
})
