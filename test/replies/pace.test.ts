// Ten minutes of sending by a clock of our own: no published limit is broken, and each is, when nobody paces.
import { expect, it } from 'vitest'
import type { ChannelEvent, OutgoingReply } from '../../connectors/connector.ts'
import type { CaseId } from '../../src/model.ts'
import { createDeliverer, createPlan, sendPlan } from '../../src/replies/index.ts'
import { readPolicy } from '../../src/replies/policy.ts'
import { routeRules } from '../../src/replies/routes.ts'
import { type Store, write } from '../../src/store/index.ts'
import { savePolicy } from '../../src/store/wording.ts'
import { minute, officer, report, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { played } from './channel.ts'

type Call = { readonly at: number; readonly route: OutgoingReply['route']; readonly to: string }

const place = async (
  store: Store,
  reports: readonly (readonly [number, Partial<ChannelEvent> & { by?: string }])[],
) => {
  const calls: Call[] = []
  const town = townOn(store)
  const connectors = (['whatsapp', 'x', 'instagram'] as const).map((channel) => {
    const { connector } = played(channel)
    const reply: typeof connector.reply = async (outgoing, signal) => {
      calls.push({ at: town.clock, route: outgoing.route, to: outgoing.to })
      return connector.reply!(outgoing, signal)
    }
    return { ...connector, reply }
  })
  const desk = { store, connectors, clock: () => town.clock }
  await write(store, (tx) => savePolicy(tx, readPolicy({ delaySeconds: 0, approvalAbove: 100_000 })))
  const posts = await town.hear(...reports.map(([incident, more]) => report(incident, more)))
  const homes = await Promise.all(posts.map((post) => town.caseOf(post)))
  const ids = [...new Set(homes)] as CaseId[]
  const answerAll = async (texts = { ar: 'تم الإصلاح.' }) => {
    for (const id of ids)
      await sendPlan(desk, { plan: (await createPlan(desk, { case: id, texts, actor: officer })).id, actor: officer })
  }
  return { town, desk, calls, answerAll }
}

/** The most calls in any stretch of `perMs`. */
const most = (times: readonly number[], perMs: number): number => {
  const sorted = times.toSorted((a, b) => a - b)
  let [from, best] = [0, 0]
  sorted.forEach((at, i) => {
    while (sorted[from]! <= at - perMs) from++
    best = Math.max(best, i - from + 1)
  })
  return best
}
const broken = (calls: readonly Call[]): readonly string[] => {
  const faults: string[] = []
  for (const [lane, mine] of Map.groupBy(calls, ({ route }) => routeRules[route].lane)) {
    const { paces, perPersonMs } = routeRules[mine[0]!.route]
    const times = mine.map(({ at }) => at)
    for (const { count, perMs } of paces)
      if (most(times, perMs) > count) faults.push(`${lane}: ${most(times, perMs)} in ${perMs} ms`)
    for (const [, own] of perPersonMs === undefined ? [] : Map.groupBy(mine, ({ to }) => to))
      if (
        most(
          own.map(({ at }) => at),
          perPersonMs!,
        ) > 1
      )
        faults.push(`${lane}: one person twice`)
  }
  return faults
}

const crowd = (): readonly (readonly [number, Partial<ChannelEvent> & { by?: string }])[] => [
  ...Array.from({ length: 300 }, (_, n) => [7001, { by: `w${n}`, account: '1001' }] as const),
  ...Array.from(
    { length: 120 },
    (_, n) => [7001, { by: `x${n}`, channel: 'x', account: '3003', surface: 'mention', summoned: true }] as const,
  ),
  ...Array.from(
    { length: 20 },
    (_, n) => [7001, { by: `d${n}`, channel: 'x', account: '3003', surface: 'dm' }] as const,
  ),
  ...Array.from(
    { length: 150 },
    (_, n) => [7001, { by: `i${n}`, channel: 'instagram', account: '2002', surface: 'dm' }] as const,
  ),
  ...Array.from({ length: 40 }, (_, n) => [7003, { by: `w${n}`, account: '1001' }] as const),
]

onBothEngines('Sending', (open, engine) => {
  // The rules are the same on both; ten minutes of them are run on one.
  it.runIf(engine === 'sqlite')(
    'keeps every published limit over ten minutes, to several answers at once',
    async () => {
      const there = await place(await open(), crowd())
      const deliverer = createDeliverer(there.desk)
      await there.answerAll()
      await there.answerAll({ ar: 'وهذا تحديث ثانٍ.' })
      const end = there.town.clock + 10 * minute
      while (there.town.clock < end) {
        const tried = await deliverer.turn()
        there.town.clock += tried > 0 ? 100 : 1_000
      }
      expect(broken(there.calls)).toEqual([])
      const told = (lane: string) => there.calls.filter(({ route }) => routeRules[route].lane === lane).length
      // All that the limits allow has left: everybody on WhatsApp and Instagram twice, and a part of X.
      expect(told('whatsapp')).toBe(680)
      expect(told('instagram-message')).toBe(300)
      expect(told('x-post')).toBeGreaterThan(60)
      expect(told('x-post')).toBeLessThanOrEqual(100)
    },
  )

  it('breaks them where nobody paces', async () => {
    const there = await place(await open(), crowd().slice(0, 130))
    const deliverer = createDeliverer(there.desk, { paced: false })
    await there.answerAll()
    while ((await deliverer.turn()) > 0);
    expect(broken(there.calls)).toEqual(['whatsapp: 130 in 1000 ms'])
  })

  it('shares one allowance among workers', async () => {
    const there = await place(await open(), crowd().slice(0, 40))
    await there.answerAll()
    const workers = [1, 2, 3].map(() => createDeliverer(there.desk))
    await Promise.all(workers.map((worker) => worker.turn()))
    expect(there.calls).toHaveLength(8)
  })

  it('of one person’s answer waits for no other’s', async () => {
    const there = await place(await open(), crowd().slice(0, 20))
    await there.answerAll()
    const [slow] = there.desk.connectors
    const hang = Promise.withResolvers<void>()
    let first = true
    const reply: NonNullable<typeof slow>['reply'] = async (outgoing, signal) => {
      if (first) {
        first = false
        await hang.promise
      }
      return slow!.reply!(outgoing, signal)
    }
    const desk = { ...there.desk, connectors: [{ ...slow!, reply }] }
    const deliverer = createDeliverer(desk, { idleMs: 5 })
    deliverer.start()
    const ticking = setInterval(() => {
      there.town.clock += 100
    }, 5)
    while (there.calls.length < 19) await new Promise((done) => setTimeout(done, 5))
    hang.resolve()
    clearInterval(ticking)
    await deliverer.stop()
    expect(there.calls).toHaveLength(20)
  })
})
