// kill -9 of the sender at any moment: nobody is missed or told twice where the channel reports back; where it does not, nobody
// is told twice and everyone in doubt is listed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { createPlan, reconcile, sendPlan } from '../../src/replies/index.ts'
import { openStore, type Store, write } from '../../src/store/index.ts'
import { officer, report, townOn } from '../pipeline/town.ts'
import { played } from './channel.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-kill-'))
const url = `sqlite:${join(folder, 'sada.db')}`
const each = 60
const kills = process.env.SADA_LONG ? 100 : 6

/** Counts what it took by key; answers late, so that a kill often falls between taking and telling. */
const provider = async () => {
  const taken: Record<'whatsapp' | 'x', Map<string, number>> = { whatsapp: new Map(), x: new Map() }
  const server = createServer((request, response) => {
    const [, channel, key] = request.url!.split('/') as [string, 'whatsapp' | 'x', string]
    taken[channel].set(key, (taken[channel].get(key) ?? 0) + 1)
    setTimeout(() => response.end(`${channel}.${key}`), Math.random() * 60)
  }).listen(0)
  await once(server, 'listening')
  const total = () => taken.whatsapp.size + taken.x.size
  return { taken, total, server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
const fake = await provider()
afterAll(() => {
  fake.server.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = (): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, 'sender.ts'), url, fake.address], { stdio: 'inherit' })

/** The channel's own word on what it took, told while the sender is away. */
const tellStatuses = async (store: Store): Promise<void> => {
  for (const key of fake.taken.whatsapp.keys())
    await write(store, (tx) =>
      reconcile(Date.now)(tx, {
        kind: 'status',
        channel: 'whatsapp',
        remoteId: `whatsapp.${key}`,
        target: `whatsapp.${key}`,
        type: 'status',
        status: 'sent',
        key,
      }),
    )
}

/** What the channel took and the store does not know of: a sender that tries again would say it twice. */
const takenUnrecorded = async (store: Store): Promise<number> => {
  const rows = await store.read.selectFrom('deliveries').select('key').where('state', '=', 'sending').execute()
  return rows.filter(({ key }) => fake.taken.whatsapp.has(key) || fake.taken.x.has(key)).length
}

const prepare = async (store: Store): Promise<void> => {
  const at = Date.now()
  const town = townOn(store)
  town.clock = at
  const posts = await town.hear(
    ...Array.from({ length: each }, (_, n) => report(7001, { by: `w${n}`, account: '1001', at })),
    ...Array.from({ length: each }, (_, n) =>
      report(7001, { by: `x${n}`, channel: 'x', account: '3003', surface: 'mention', summoned: true, at }),
    ),
  )
  const desk = { store, clock: Date.now, connectors: [played('whatsapp').connector, played('x').connector] }
  const plan = await createPlan(desk, {
    case: (await town.caseOf(posts[0]!))!,
    texts: { ar: 'تم الإصلاح.' },
    actor: officer,
  })
  expect(plan.counts).toEqual({ 'whatsapp-session': each, 'x-reply': each })
  await sendPlan(desk, { plan: plan.id, actor: officer })
}

describe('a sender that is killed', () => {
  it(`${kills} times misses nobody and tells nobody twice`, { timeout: 600_000 }, async () => {
    const store = await openStore(url)
    await prepare(store)
    let [fell, between] = [0, 0]
    for (let n = 1; n <= kills && fake.total() < 2 * each; n++) {
      const goal = fake.total() + 3
      const child = start()
      const end = once(child, 'close')
      while (fake.total() < goal && child.exitCode === null) await sleep(2)
      fell += child.kill('SIGKILL') ? 1 : 0
      await end
      between += await takenUnrecorded(store)
      await tellStatuses(store)
    }
    // The controls: kills fell inside the work, and some between the channel's taking and our record of it.
    expect(fell).toBeGreaterThan(2)
    expect(between).toBeGreaterThan(0)
    const last = start()
    const end = once(last, 'close')
    while (last.exitCode === null) {
      await tellStatuses(store)
      await sleep(100)
    }
    await end

    const rows = await store.read.selectFrom('deliveries').select(['channel', 'state', 'key']).execute()
    const whatsapp = [...fake.taken.whatsapp.values()]
    const lost = rows.filter(({ channel, state }) => channel === 'x' && state === 'unknown')
    expect(whatsapp.filter((times) => times > 1)).toEqual([])
    expect(whatsapp).toHaveLength(each)
    expect([...fake.taken.x.values()].filter((times) => times > 1)).toEqual([])
    expect(rows.filter(({ channel, state }) => channel === 'x' && state === 'sent').length + lost.length).toBe(each)
    expect(
      rows
        .filter(({ key, channel }) => channel === 'x' && !fake.taken.x.has(key))
        .every(({ state }) => state === 'unknown'),
    ).toBe(true)
    await store.close()
  })
})
