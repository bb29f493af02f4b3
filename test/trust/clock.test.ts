// R3 on the whole product: its machine's clock is set by two days, forth and back, while it receives and answers. The clock of
// the child is set by a small library made here; without a compiler the pure half stands in test/ops/steady-clock.test.ts.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../connectors/simulator/index.ts'
import { eventually, type Product, startProduct } from '../journey/product.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-clock-'))
const [library, file] = [join(folder, 'clock.so'), join(folder, 'off')]
const made =
  process.platform === 'linux' &&
  spawnSync('cc', ['-shared', '-fPIC', '-o', library, join(import.meta.dirname, 'clock-shim.c'), '-ldl']).status === 0
const handle = openSync(file, 'w+')
const setClock = (ms: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(ms))
  writeSync(handle, bytes, 0, 8, 0)
}
setClock(0)
afterAll(() => {
  closeSync(handle)
  rmSync(folder, { recursive: true, force: true })
})

const days = 2 * 24 * 3_600_000
const token = 'admin-token-of-the-clock-test'
const people = 8
const long = process.env.SADA_LONG !== undefined
const text = 'انقطاع الماء في سلوى قطعة 3 شارع 4 من الصبح'

type Delivery = { readonly state: string; readonly reason: string | null }
const house = async () => {
  const platforms = await startSimulator({ seed: 11, limited: false })
  const data = mkdtempSync(join(folder, 'data-'))
  const environment = {
    ...platforms.environment,
    SADA_ADMIN_TOKEN: token,
    SADA_BACKUPS: 'off',
    LD_PRELOAD: library,
    SADA_CLOCK_FILE: file,
  }
  const begin = async (): Promise<Product> => {
    const product = await startProduct(environment, data)
    platforms.connect(product.url)
    return product
  }
  return { platforms, begin }
}

const asking = (product: () => Product) => {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const response = await fetch(`${product().url}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const said = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${said}`)
    return JSON.parse(said) as T
  }
  const decided = (posts: number) =>
    eventually(
      () => ask<{ posts: number; waiting: number }>('GET', '/stats/overview'),
      (seen) => seen.posts === posts && seen.waiting === 0,
    )
  const answer = async (caseId: string, ar: string): Promise<string> => {
    const { planId } = await ask<{ planId: string }>('POST', `/cases/${caseId}/replies/plan`, { texts: { ar } })
    return (await ask<{ id: string }>('POST', `/cases/${caseId}/replies`, { planId })).id
  }
  const states = async (reply: string) =>
    (await ask<{ deliveries: Delivery[] }>('GET', `/replies/${reply}`)).deliveries.map(({ state }) => state)
  return { ask, decided, answer, states }
}

/** How often each has been told this. */
const times = (platforms: Simulator, said: string): readonly number[] => {
  const mine = platforms.ledger().sent.filter((one) => one.text.includes(said))
  return [...Map.groupBy(mine, ({ to }) => to).values()].map((all) => all.length)
}

describe.skipIf(!made)('A product whose clock is set', () => {
  it('by two days, forth and back and while it is down, tells everybody once and goes on', async () => {
    const { platforms, begin } = await house()
    let product = await begin()
    const { ask, decided, answer, states } = asking(() => product)
    const say = async (from: number) =>
      platforms.say({ channel: 'whatsapp', from: `9655000${1000 + from}`, name: 'جار', text })
    const moves = () => product.said().match(/the clock was set/g)?.length ?? 0
    const noticed = async (times: number) =>
      expect(
        await eventually(
          async () => moves(),
          (seen) => seen >= times,
        ),
      ).toBe(times)
    const dateOf = async () => Date.parse((await fetch(`${product.url}/healthz`)).headers.get('date')!)
    type Tasks = { items: { tasks: { runs: { startedAt: string }[] }[] }[] }
    const ranToday = async () => {
      const { items } = await ask<Tasks>('GET', '/connectors')
      const began = items.flatMap(({ tasks }) =>
        tasks.flatMap(({ runs }) => runs.map((run) => Date.parse(run.startedAt))),
      )
      return began.some((at) => Math.abs(at - (Date.now() - days)) < 3_600_000)
    }
    await ask('PUT', '/reply-policy', { delaySeconds: 0, quiet: null })
    for (let n = 0; n < people; n++) await say(n)
    await decided(people)
    const [{ id }] = (await ask<{ items: [{ id: string }] }>('GET', '/cases')).items

    // Taken by the channel, which does not say so for a while.
    platforms.fault({ on: 'api', channel: 'whatsapp', kind: 'reset-after-accept', times: people, method: 'POST' })
    platforms.fault({ on: 'webhook', channel: 'whatsapp', kind: 'delay', times: 3 * people, afterMs: 8_000 })
    const first = await answer(id, 'تم الإصلاح أولًا.')
    await eventually(
      () => states(first),
      (all) => all.every((state) => state === 'unknown'),
    )
    setClock(days)
    // The control: the clock was set.
    const ahead = async () => (await dateOf()) - Date.now()
    expect(await eventually(ahead, (ms) => ms > days - 60_000)).toBeGreaterThan(days - 60_000)
    await noticed(1)
    await sleep(3_000)
    expect(times(platforms, 'أولًا')).toEqual(Array(people).fill(1))
    await eventually(
      () => states(first),
      (all) => all.every((state) => ['sent', 'delivered', 'read'].includes(state)),
    )
    expect(times(platforms, 'أولًا')).toEqual(Array(people).fill(1))

    // Back, further than it ever was; a post is decided, and an answer is not held until the day comes again.
    setClock(-days)
    await noticed(2)
    platforms.skew(-days)
    await say(100)
    await decided(people + 1)
    const second = await answer(id, 'تم الإصلاح ثانيًا.')
    await eventually(
      () => states(second),
      (all) => !all.some((state) => ['planned', 'retry', 'sending'].includes(state)),
    )
    expect(Math.max(...times(platforms, 'ثانيًا'))).toBe(1)
    expect(times(platforms, 'ثانيًا').length).toBeGreaterThanOrEqual(people)

    // What is asked for by the clock goes on by the new one.
    if (long) expect(await eventually(ranToday, (ran) => ran, 60_000)).toBe(true)

    // Killed with work in hand, and set back once more before it starts again.
    platforms.fault({ on: 'api', channel: 'whatsapp', kind: 'hang-after-accept', times: 3, method: 'POST' })
    const third = await answer(id, 'تم الإصلاح ثالثًا.')
    await eventually(
      async () => times(platforms, 'ثالثًا').length,
      (count) => count >= people,
    )
    expect(moves()).toBe(2)
    await product.stop('SIGKILL')
    setClock(-2 * days)
    product = await begin()
    await eventually(
      () => states(third),
      (all) => !all.some((state) => ['planned', 'retry', 'sending'].includes(state)),
    )
    expect(Math.max(...times(platforms, 'ثالثًا'))).toBe(1)
    expect((await product.stop()).code).toBe(0)
    await platforms.close()
  }, 240_000)
})
