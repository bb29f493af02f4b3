// Many hands on one answer at once: each person exactly once or not at all, whatever the order of things.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { splitCase } from '../../src/cases/index.ts'
import { mergeCases } from '../../src/cases/merge.ts'
import type { Actor, CaseId, PostId, UserId } from '../../src/model.ts'
import {
  approvePlan,
  createDeliverer,
  createPlan,
  type ReplyDesk,
  sendPlan,
  takeBack,
} from '../../src/replies/index.ts'
import { readPolicy } from '../../src/replies/policy.ts'
import { createSettle } from '../../src/replies/settle.ts'
import { beginDelivery, claimDeliveries } from '../../src/store/claims.ts'
import { type Store, write } from '../../src/store/index.ts'
import { savePolicy } from '../../src/store/wording.ts'
import { officer, report, type Town, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { played } from './channel.ts'

const long = process.env.SADA_LONG !== undefined
const seeds = long ? 200 : 5
const rounds = long ? 200 : 15

/** Small, seeded: the same moments again for a seed that failed. */
const dice = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 4_294_967_296
}
const nobody = (name: string): Actor => ({ kind: 'user', id: name as UserId, name, role: 'supervisor' })

type Place = {
  readonly town: Town
  readonly desk: ReplyDesk
  readonly id: CaseId
  readonly other: CaseId
  readonly posts: readonly PostId[]
  readonly taken: ReturnType<typeof played>['taken']
}

const people = 8
/** Two cases; the channel takes its time, a little different each call. */
const place = async (store: Store, seed: number, policy: object = {}): Promise<Place> => {
  const whatsapp = played('whatsapp')
  const town = townOn(store)
  const chance = dice(seed)
  const incident = 7000 + 2 * seed
  const posts = await town.hear(
    ...Array.from({ length: people }, (_, n) => report(incident, { by: `p${incident}.${n}`, account: '1001' })),
  )
  const [elsewhere] = await town.hear(report(incident + 1, { by: `q${incident}`, account: '1001' }))
  await write(store, (tx) => savePolicy(tx, readPolicy({ delaySeconds: 0, hourlyCap: 1_000_000, ...policy })))
  const slow = async (...args: Parameters<NonNullable<typeof whatsapp.connector.reply>>) => {
    await sleep(chance() * 8)
    const outcome = await whatsapp.connector.reply!(...args)
    await sleep(chance() * 8)
    return outcome
  }
  const desk = { store, connectors: [{ ...whatsapp.connector, reply: slow }], clock: () => town.clock }
  return {
    town,
    desk,
    id: (await town.caseOf(posts[0]!))!,
    other: (await town.caseOf(elsewhere!))!,
    posts,
    taken: whatsapp.taken,
  }
}
const plan = ({ desk, id }: Place, ar = 'تم الإصلاح.') => createPlan(desk, { case: id, texts: { ar }, actor: officer })
/** Two senders work beside each other until nothing is left. */
const deliverAll = async ({ desk }: Place) => {
  const one = async () => {
    const deliverer = createDeliverer(desk, { batch: 3, paced: false })
    while ((await deliverer.turn()) > 0);
  }
  await Promise.all([one(), one()])
}
const timesTold = ({ taken }: Place) => [...Map.groupBy(taken, ({ to }) => to).values()].map((all) => all.length)
const versionOf = async ({ town, id }: Place) =>
  (await town.store.read.selectFrom('cases').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version

onBothEngines(`Of ${seeds} moments`, (open) => {
  it('two people replying at once make one answer', { timeout: 1_800_000 }, async () => {
    const store = await open()
    for (let seed = 1; seed <= seeds; seed++) {
      const chance = dice(seed)
      const there = await place(store, seed)
      const plans = await Promise.all([plan(there, 'الرد الأول.'), plan(there, 'الرد الثاني.')])
      const sent = await Promise.allSettled(
        plans.map(async ({ id }, n) => {
          await sleep(chance() * 4)
          return sendPlan(there.desk, { plan: id, actor: nobody(`n${n}`) })
        }),
      )
      expect(
        sent.filter(({ status }) => status === 'fulfilled'),
        `seed ${seed}`,
      ).toHaveLength(1)
      await deliverAll(there)
      expect(timesTold(there), `seed ${seed}`).toEqual(Array(people).fill(1))
      expect(new Set(there.taken.map(({ text }) => text)).size).toBe(1)
    }
  })

  it('two approvers make one reply', { timeout: 1_800_000 }, async () => {
    const store = await open()
    for (let seed = 1; seed <= seeds; seed++) {
      const chance = dice(seed)
      const there = await place(store, seed, { approvalAbove: 3 })
      const { id } = await plan(there)
      expect((await sendPlan(there.desk, { plan: id, actor: nobody('asker') })).kind).toBe('asked')
      const yes = async (name: string) => {
        await sleep(chance() * 4)
        return approvePlan(there.desk, { plan: id, actor: nobody(name) })
      }
      const replies = await Promise.all(['a', 'b', 'c'].map(yes))
      expect(new Set(replies.map((reply) => reply.id)).size, `seed ${seed}`).toBe(1)
      await deliverAll(there)
      expect(timesTold(there), `seed ${seed}`).toEqual(Array(people).fill(1))
    }
  })

  it('taking back while it is sent leaves only what is under way; nobody is told twice or after it', {
    timeout: 300_000,
  }, async () => {
    const store = await open()
    for (let seed = 1; seed <= seeds; seed++) {
      const chance = dice(seed)
      const there = await place(store, seed)
      const { id } = await plan(there)
      const sending = await sendPlan(there.desk, { plan: id, actor: officer })
      if (sending.kind !== 'sent') throw new Error('asked')
      const work = deliverAll(there)
      await sleep(chance() * 40)
      const left = () =>
        store.read
          .selectFrom('deliveries')
          .select('id')
          .where('reply_id', '=', sending.reply.id)
          .where('state', 'in', ['sending', 'sent'])
          .execute()
      const stopped = takeBack(there.desk, { reply: sending.reply.id, actor: officer }).then(
        async () => {
          // A call under way may end; no other is begun.
          const { length } = await left()
          await work
          expect(there.taken.length, `seed ${seed}`).toBeLessThanOrEqual(length)
        },
        () => {},
      )
      await Promise.all([work, stopped])
      expect(Math.max(0, ...timesTold(there)), `seed ${seed}`).toBeLessThanOrEqual(1)
      const rows = await store.read
        .selectFrom('deliveries')
        .select('state')
        .where('reply_id', '=', sending.reply.id)
        .execute()
      expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(there.taken.length)
      expect(
        rows.every(({ state }) => state === 'sent' || state === 'cancelled'),
        `seed ${seed}`,
      ).toBe(true)
    }
  })

  it('a split and a merge while it is sent tell nobody twice, and nobody who left', {
    timeout: 1_800_000,
  }, async () => {
    const store = await open()
    for (let seed = 1; seed <= seeds; seed++) {
      const chance = dice(seed)
      const there = await place(store, seed)
      const { id } = await plan(there)
      await sendPlan(there.desk, { plan: id, actor: officer })
      const leaves = there.posts.slice(0, 3)
      let toldBefore = 0
      const move = async () => {
        await sleep(chance() * 40)
        const input = { case: there.id, posts: leaves, version: await versionOf(there), actor: officer }
        await splitCase(there.town.pipeline.desk, input)
        toldBefore = there.taken.length
        await sleep(chance() * 10)
        const version = await versionOf(there)
        await mergeCases(there.town.pipeline.desk, { case: there.id, from: [there.other], version, actor: officer })
      }
      await Promise.all([deliverAll(there), move()])
      await deliverAll(there)
      expect(Math.max(0, ...timesTold(there)), `seed ${seed}`).toBe(1)
      const rows = await store.read
        .selectFrom('deliveries')
        .select(['state', 'reason', 'post_id'])
        .where('case_id', '=', there.id)
        .execute()
      const left = rows.filter(({ post_id }) => leaves.includes(post_id!))
      const stayed = rows.filter(({ post_id }) => !leaves.includes(post_id!))
      expect(
        stayed.every(({ state }) => state === 'sent'),
        `seed ${seed}`,
      ).toBe(true)
      expect(
        left.every(({ state }) => state === 'sent' || state === 'cancelled'),
        `seed ${seed}`,
      ).toBe(true)
      expect(toldBefore).toBeLessThanOrEqual(people)
    }
  })
})

onBothEngines(`A worker that slept past its lease, ${rounds} times,`, (open) => {
  it('writes nothing once another has the work', { timeout: 1_800_000 }, async () => {
    const store = await open()
    const there = await place(store, 1)
    await sendPlan(there.desk, { plan: (await plan(there)).id, actor: officer })
    const at = there.town.clock
    const laneOf = () => ({ name: 'one', paces: [] })
    const settle = createSettle(store)
    let stale = 0
    for (let round = 0; round < rounds; round++) {
      const [mine] = await write(store, (tx) => claimDeliveries(tx, { limit: 1, leaseMs: -1, at, laneOf }))
      await write(store, (tx) =>
        tx.updateTable('deliveries').set({ state: 'retry', due_at: at }).where('id', '=', mine!.id).execute(),
      )
      const [theirs] = await write(store, (tx) => claimDeliveries(tx, { limit: 1, leaseMs: 60_000, at, laneOf }))
      expect(theirs!.id).toBe(mine!.id)
      if (await write(store, (tx) => beginDelivery(tx, mine!, at))) stale++
      for (const state of ['sent', 'refused', 'retry', 'unknown'] as const)
        if (await settle(mine!, { state, reason: 'stale', updated_at: at })) stale++
      // The control: who holds the work may write.
      expect(await write(store, (tx) => beginDelivery(tx, theirs!, at))).toBe(true)
      expect(await settle(theirs!, { state: 'retry', due_at: at, updated_at: at })).toBe(true)
    }
    expect(stale).toBe(0)
  })
})
