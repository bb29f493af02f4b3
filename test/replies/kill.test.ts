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
import { usualPolicy } from '../../src/replies/policy.ts'
import { openStore, type Store, write } from '../../src/store/index.ts'
import { unknownDeliveries } from '../../src/store/views/replies.ts'
import { savePolicy } from '../../src/store/wording.ts'
import { officer, report, townOn } from '../pipeline/town.ts'
import { played } from './channel.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-kill-'))
const url = `sqlite:${join(folder, 'sada.db')}`
const long = process.env.SADA_LONG !== undefined
const kills = long ? 100 : 25
const sizes = long ? { whatsapp: 1334, x: 1333, instagram: 1333 } : { whatsapp: 100, x: 100, instagram: 100 }
type Name = keyof typeof sizes
const names = Object.keys(sizes) as Name[]
const all = names.reduce((sum, name) => sum + sizes[name], 0)
/** Not even numbers of calls a life: a kill falls anywhere in the work. */
const life = () => Math.max(2, Math.round((all / (kills * 1.6)) * (0.3 + Math.random())))

/** Counts what it took by key; answers late, so that a kill often falls between taking and telling. */
const provider = async () => {
  const taken: Record<Name, Map<string, number>> = { whatsapp: new Map(), x: new Map(), instagram: new Map() }
  const server = createServer((request, response) => {
    const [, channel, key] = request.url!.split('/') as [string, Name, string]
    taken[channel].set(key, (taken[channel].get(key) ?? 0) + 1)
    setTimeout(() => response.end(`${channel}.${key}`), Math.random() * 60)
  }).listen(0)
  await once(server, 'listening')
  const total = () => names.reduce((sum, name) => sum + taken[name].size, 0)
  return { taken, total, server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
const fake = await provider()
afterAll(() => {
  fake.server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A hundred lives begin: without the language layer, which says nothing here, and compiled once. */
const start = (): ChildProcess =>
  spawn(
    process.execPath,
    [
      '--import',
      join(import.meta.dirname, '../crash/light.ts'),
      join(import.meta.dirname, 'sender.ts'),
      url,
      fake.address,
    ],
    { stdio: 'inherit', env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') } },
  )

const told = new Set<string>()
/** The channel's own word on what it took, told while the sender is away. */
const tellStatuses = async (store: Store): Promise<void> => {
  const fresh = [...fake.taken.whatsapp.keys()].filter((key) => !told.has(key))
  if (fresh.length > 0)
    await write(store, async (tx) => {
      for (const key of fresh)
        await reconcile(Date.now)(tx, {
          kind: 'status',
          channel: 'whatsapp',
          remoteId: `whatsapp.${key}`,
          target: `whatsapp.${key}`,
          type: 'status',
          status: 'sent',
          key,
        })
    })
  for (const key of fresh) told.add(key)
}

/** What the channel took and the store does not know of: a sender that tries again would say it twice. */
const takenUnrecorded = async (store: Store): Promise<number> => {
  const rows = await store.read.selectFrom('deliveries').select('key').where('state', '=', 'sending').execute()
  return rows.filter(({ key }) => names.some((name) => fake.taken[name].has(key))).length
}

const prepare = async (store: Store): Promise<void> => {
  const at = Date.now()
  const town = townOn(store)
  town.clock = at
  const reports = (count: number, more: (n: number) => object) =>
    Array.from({ length: count }, (_, n) => report(7001, { at, ...more(n) }))
  const posts = await town.hear(
    ...reports(sizes.whatsapp, (n) => ({ by: `w${n}`, account: '1001' })),
    ...reports(sizes.x, (n) => ({ by: `x${n}`, channel: 'x', account: '3003', surface: 'mention', summoned: true })),
    ...reports(sizes.instagram, (n) => ({ by: `i${n}`, channel: 'instagram', account: '2002', surface: 'dm' })),
  )
  await write(store, (tx) => savePolicy(tx, { ...usualPolicy, delaySeconds: 0, approvalAbove: 10_000 }))
  const connectors = [played('whatsapp').connector, played('x').connector, played('instagram').connector]
  const desk = { store, clock: Date.now, connectors }
  const plan = await createPlan(desk, {
    case: (await town.caseOf(posts[0]!))!,
    texts: { ar: 'تم الإصلاح.' },
    actor: officer,
  })
  expect(plan.counts).toEqual({
    'whatsapp-session': sizes.whatsapp,
    'x-reply': sizes.x,
    'instagram-dm': sizes.instagram,
  })
  await sendPlan(desk, { plan: plan.id, actor: officer })
}

const killOften = async (store: Store) => {
  let [fell, between] = [0, 0]
  for (let n = 1; n <= kills && fake.total() < all; n++) {
    const goal = Math.min(all, fake.total() + life())
    const child = start()
    const end = once(child, 'close')
    while (fake.total() < goal && child.exitCode === null) await sleep(2)
    fell += child.kill('SIGKILL') ? 1 : 0
    await end
    between += await takenUnrecorded(store)
    await tellStatuses(store)
  }
  return { fell, between }
}

describe('a sender that is killed', () => {
  it(`${kills} times misses nobody and tells nobody twice`, { timeout: 1_800_000 }, async () => {
    const store = await openStore(url)
    await prepare(store)
    const { fell, between } = await killOften(store)
    // The controls: kills fell inside the work, and some between the channel's taking and our record of it.
    expect(fell).toBeGreaterThan(kills / 2)
    expect(between).toBeGreaterThan(0)
    const last = start()
    const end = once(last, 'close')
    while (last.exitCode === null) {
      await tellStatuses(store)
      await sleep(100)
    }
    await end

    const rows = await store.read.selectFrom('deliveries').select(['channel', 'state', 'key']).execute()
    for (const name of names) expect([...fake.taken[name].values()].filter((times) => times > 1)).toEqual([])
    expect(fake.taken.whatsapp.size).toBe(sizes.whatsapp)
    const listed = new Set((await unknownDeliveries(store, 10_000)).map(({ key }) => key))
    for (const name of ['x', 'instagram'] as const) {
      const mine = rows.filter(({ channel }) => channel === name)
      const missed = mine.filter(({ key }) => !fake.taken[name].has(key))
      expect(missed.filter(({ key }) => !listed.has(key))).toEqual([])
      const sent = mine.filter(({ state }) => state === 'sent').length
      expect(sent).toBeGreaterThan(0)
      expect(sent + mine.filter(({ key }) => listed.has(key)).length).toBe(sizes[name])
    }
    console.log(`${all} recipients, ${fell} kills, ${between} fell between taking and recording, ${listed.size} listed`)
    await store.close()
  })
})
