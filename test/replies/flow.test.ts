// From a plan to every reporter's phone, on both engines.
import { expect, it } from 'vitest'
import { mergeCases, splitCase, undoEvent } from '../../src/cases/index.ts'
import { ConflictError, InvalidInputError } from '../../src/errors.ts'
import type { CaseId, EventId, PostId } from '../../src/model.ts'
import {
  createDeliverer,
  createPlan,
  type ReplyDesk,
  reconcile,
  type Sending,
  sendPlan,
  wronglyAnswered,
} from '../../src/replies/index.ts'
import { usualPolicy } from '../../src/replies/policy.ts'
import { routeRules } from '../../src/replies/routes.ts'
import { createSettle } from '../../src/replies/settle.ts'
import { beginDelivery, claimDeliveries } from '../../src/store/claims.ts'
import { type Store, write } from '../../src/store/index.ts'
import { savePolicy } from '../../src/store/wording.ts'
import { minute, noon, officer, report, type Town, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { played } from './channel.ts'

const texts = { ar: 'تم إصلاح الحفرة، شكرًا لبلاغكم.' }

type Street = {
  readonly town: Town
  readonly desk: ReplyDesk
  readonly id: CaseId
  readonly posts: readonly PostId[]
} & Record<'whatsapp' | 'x' | 'instagram', ReturnType<typeof played>>

/** Two neighbours on WhatsApp (one in a burst), one on X, one on Instagram: one case. */
const street = async (store: Store): Promise<Street> => {
  const channels = { whatsapp: played('whatsapp'), x: played('x'), instagram: played('instagram') }
  const town = townOn(store, { on: { status: reconcile(() => town.clock), read: reconcile(() => town.clock) } })
  const posts = await town.hear(
    report(7001, { by: 'abu-ali', account: '1001' }),
    report(7001, { by: 'abu-ali', account: '1001' }),
    report(7001, { by: 'mona', account: '1001' }),
    report(7001, { by: '555', channel: 'x', account: '3003', surface: 'mention', summoned: true }),
    report(7001, { by: '777', channel: 'instagram', account: '2002', surface: 'comment' }),
  )
  const desk = { store, connectors: Object.values(channels).map(({ connector }) => connector), clock: () => town.clock }
  await write(store, (tx) => savePolicy(tx, { ...usualPolicy, delaySeconds: 0 }))
  return { town, desk, id: (await town.caseOf(posts[0]!))!, posts, ...channels }
}

const answer = async (
  { desk, id }: Pick<Street, 'desk' | 'id'>,
  more: Partial<Parameters<typeof createPlan>[1]> = {},
) => {
  const plan = await createPlan(desk, { case: id, texts, actor: officer, ...more })
  return { plan, reply: replyOf(await sendPlan(desk, { plan: plan.id, actor: officer })) }
}
const replyOf = (sending: Sending) => {
  if (sending.kind !== 'sent') throw new Error('it waits for approval')
  return sending.reply
}
const run = async (desk: ReplyDesk) => {
  const deliverer = createDeliverer(desk, { graceMs: 10 * minute })
  while ((await deliverer.turn()) > 0);
}
const laneOf = (route: keyof typeof routeRules) => ({ name: routeRules[route].lane, paces: [] })
const states = async (store: Store) =>
  await store.read
    .selectFrom('deliveries')
    .select(['channel', 'state', 'reason', 'attempt', 'key', 'remote_id', 'author_id'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
const briefly = async (store: Store) =>
  (await states(store)).map(({ channel, state, reason }) => [channel, state, reason].filter(Boolean).join(' '))

onBothEngines('One answer', (open) => {
  it('reaches each reporter once, on the channel where he spoke', async () => {
    const there = await street(await open())
    const { plan } = await answer(there)
    expect(plan.counts).toEqual({ 'whatsapp-session': 2, 'x-reply': 1, 'instagram-comment': 1 })
    await run(there.desk)
    await run(there.desk)
    expect(there.whatsapp.taken.map(({ to }) => to).toSorted()).toEqual(['abu-ali', 'mona'])
    expect([there.x.taken.length, there.instagram.taken.length]).toEqual([1, 1])
    expect(await briefly(there.town.store)).toEqual(['whatsapp sent', 'whatsapp sent', 'x sent', 'instagram sent'])
    const kinds = await there.town.store.read
      .selectFrom('events')
      .select('kind')
      .where('case_id', '=', there.id)
      .execute()
    expect(kinds.filter(({ kind }) => kind === 'delivery')).toHaveLength(4)
    expect(kinds.map(({ kind }) => kind)).toContain('reply-sent')
  })

  it('is one reply however often its plan is sent, by whomever at once', async () => {
    const there = await street(await open())
    const plan = await createPlan(there.desk, { case: there.id, texts, actor: officer })
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => sendPlan(there.desk, { plan: plan.id, actor: officer })),
    )
    expect(new Set(replies.map((sending) => replyOf(sending).id)).size).toBe(1)
    await run(there.desk)
    expect(there.whatsapp.taken).toHaveLength(2)
  })

  it('needs words, and somebody to reach', async () => {
    const there = await street(await open())
    await expect(createPlan(there.desk, { case: there.id, texts: { ar: ' ' }, actor: officer })).rejects.toThrow(
      InvalidInputError,
    )
    const deaf = { ...there.desk, connectors: [] }
    const plan = await createPlan(deaf, { case: there.id, texts, actor: officer })
    expect(plan.counts).toEqual({ 'refused:no-route': 4 })
    await expect(sendPlan(deaf, { plan: plan.id, actor: officer })).rejects.toThrow(
      /nobody of this plan can be reached/,
    )
  })

  it('is planned again where somebody of it has left the case', async () => {
    const there = await street(await open())
    const plan = await createPlan(there.desk, { case: there.id, texts, actor: officer })
    await splitCase(there.town.pipeline.desk, { case: there.id, posts: [there.posts[2]!], version: 1, actor: officer })
    await expect(sendPlan(there.desk, { plan: plan.id, actor: officer })).rejects.toThrow(ConflictError)
    expect(await states(there.town.store)).toEqual([])
  })

  it('does not go to whom a split has taken out meanwhile, nor after its window', async () => {
    const there = await street(await open())
    await answer(there)
    await splitCase(there.town.pipeline.desk, { case: there.id, posts: [there.posts[2]!], version: 1, actor: officer })
    there.town.clock = noon + 25 * 60 * minute
    await run(there.desk)
    expect(await briefly(there.town.store)).toEqual([
      'whatsapp refused window-closed',
      'whatsapp cancelled left-the-case',
      'x sent',
      'instagram sent',
    ])
    there.town.clock = noon
  })

  it('waits as long as a channel asks, for that person alone', async () => {
    const there = await street(await open())
    there.whatsapp.next({ kind: 'retry', afterMs: 30_000, reason: 'rate' })
    await answer(there)
    await run(there.desk)
    expect((await briefly(there.town.store)).toSorted().toReversed()).toEqual([
      'x sent',
      'whatsapp sent',
      'whatsapp retry rate',
      'instagram sent',
    ])
    there.town.clock += 29_000
    await run(there.desk)
    expect(there.whatsapp.taken).toHaveLength(1)
    there.town.clock += 2_000
    await run(there.desk)
    expect(there.whatsapp.taken).toHaveLength(2)
  })

  it('that a channel will not take says why, and is not tried again', async () => {
    const there = await street(await open())
    there.x.next({ kind: 'refused', code: '403', reason: 'forbidden' })
    await answer(there)
    await run(there.desk)
    there.town.clock += 60 * minute
    await run(there.desk)
    expect(await briefly(there.town.store)).toContain('x refused forbidden')
    expect(there.x.taken).toEqual([])
  })

  it('that X has heard before is said a little differently, once', async () => {
    const duplicate = { kind: 'refused', code: '403', reason: 'duplicate' } as const
    const there = await street(await open())
    there.x.next(duplicate)
    await answer(there)
    await run(there.desk)
    expect(there.x.taken.map(({ text }) => text)).toEqual([expect.stringMatching(/S-2611-0001\u2069 · \w{4}$/)])
    const again = await street(await open())
    again.x.next(duplicate, duplicate)
    await answer(again)
    await run(again.desk)
    expect(await briefly(again.town.store)).toContain('x refused duplicate')
  })
})

onBothEngines('An outcome that is not known', (open) => {
  const status = (word: string, more: object) => ({
    kind: 'status' as const,
    channel: 'whatsapp' as const,
    account: '1001',
    remoteId: 'wamid.out',
    target: 'wamid.out',
    type: 'status',
    status: word,
    ...more,
  })

  it('is settled by the channel itself, in whatever order it tells', async () => {
    const there = await street(await open())
    there.whatsapp.next('lost-after-taken')
    await answer(there)
    await run(there.desk)
    const [lost] = (await states(there.town.store)).filter(({ state }) => state === 'unknown')
    await there.town.hear(
      status('read', { key: lost!.key }),
      status('sent', { key: lost!.key }),
      status('delivered', { key: lost!.key }),
    )
    there.town.clock += 60 * minute
    await run(there.desk)
    expect((await briefly(there.town.store)).toSorted()).toEqual([
      'instagram sent',
      'whatsapp read',
      'whatsapp sent',
      'x sent',
    ])
    expect(there.whatsapp.taken).toHaveLength(2)
  })

  it('is sent again after the grace time where the channel would have told, and only there', async () => {
    const there = await street(await open())
    for (const channel of [there.whatsapp, there.x, there.instagram])
      channel.next({ kind: 'unknown', reason: 'timeout' })
    await answer(there)
    await run(there.desk)
    there.town.clock += 9 * minute
    await run(there.desk)
    expect(there.whatsapp.taken).toHaveLength(1)
    there.town.clock += 2 * minute
    await run(there.desk)
    expect(there.whatsapp.taken).toHaveLength(2)
    there.town.clock += 600 * minute
    await run(there.desk)
    expect(await briefly(there.town.store)).toEqual([
      'whatsapp sent',
      'whatsapp sent',
      'x unknown timeout',
      'instagram unknown timeout',
    ])
  })

  it('is what a dead sender leaves; its late record changes nothing once another has tried', async () => {
    const there = await street(await open())
    const { store } = there.town
    await answer(there)
    const stale = await write(store, (tx) =>
      claimDeliveries(tx, { limit: 10, leaseMs: -1, at: there.town.clock, laneOf }),
    )
    expect(stale).toHaveLength(4)
    await write(store, (tx) => tx.updateTable('deliveries').set({ begun_at: there.town.clock }).execute())
    await createDeliverer(there.desk).turn()
    expect(await briefly(store)).toEqual(
      Array(2).fill('whatsapp unknown sender-died').concat('x unknown sender-died', 'instagram unknown sender-died'),
    )
    there.town.clock += 20 * minute
    await run(there.desk)
    const mine = stale.find(({ channel }) => channel === 'whatsapp')!
    expect(await createSettle(store)(mine, { state: 'refused', reason: 'stale', updated_at: there.town.clock })).toBe(
      false,
    )
    expect(await createSettle(store)(mine, { state: 'sent', remote_id: 'stale', updated_at: there.town.clock })).toBe(
      false,
    )
    // Nobody tried X again: that the words were taken is news.
    const other = stale.find(({ channel }) => channel === 'x')!
    expect(
      await createSettle(store)(other, {
        state: 'sent',
        remote_id: 'late',
        reason: null,
        updated_at: there.town.clock,
      }),
    ).toBe(true)
    expect(await briefly(store)).toEqual(['whatsapp sent', 'whatsapp sent', 'x sent', 'instagram unknown sender-died'])
  })

  it('is none where the sender died before the call: the work goes back, and each is told once', async () => {
    const there = await street(await open())
    const { store } = there.town
    await answer(there)
    const stale = await write(store, (tx) =>
      claimDeliveries(tx, { limit: 10, leaseMs: -1, at: there.town.clock, laneOf }),
    )
    await run(there.desk)
    there.town.clock += minute
    await run(there.desk)
    expect(await briefly(store)).toEqual(['whatsapp sent', 'whatsapp sent', 'x sent', 'instagram sent'])
    expect([there.whatsapp, there.x, there.instagram].map(({ taken }) => taken.length)).toEqual([2, 1, 1])
    // The sleeper that wakes up may not begin any more: its claim ran out, and another has had the work.
    for (const row of stale) expect(await write(store, (tx) => beginDelivery(tx, row, there.town.clock))).toBe(false)
  })

  it('never moves back, and nothing that was delivered fails', async () => {
    const there = await street(await open())
    await answer(there)
    await run(there.desk)
    const [first] = await states(there.town.store)
    await there.town.hear(
      status('delivered', { key: first!.key }),
      status('failed', { key: first!.key, error: { code: '131026', message: 'undeliverable' } }),
      status('sent', { remoteId: 'again', target: first!.remote_id, key: first!.key }),
    )
    expect((await briefly(there.town.store))[0]).toBe('whatsapp delivered')
  })

  it('that failed later tells the code', async () => {
    const there = await street(await open())
    await answer(there)
    await run(there.desk)
    const [first] = await states(there.town.store)
    await there.town.hear(
      status('failed', { target: first!.remote_id, error: { code: '131026', message: 'undeliverable' } }),
    )
    expect((await briefly(there.town.store))[0]).toBe('whatsapp failed undeliverable')
  })
})

onBothEngines('After the answer', (open) => {
  it('those who join later get it once', async () => {
    const there = await street(await open())
    await answer(there)
    await run(there.desk)
    await there.town.hear(report(7001, { by: 'late-comer', account: '1001' }))
    const late = await answer(there, { audience: 'late' })
    expect(late.plan.counts).toEqual({ 'whatsapp-session': 1 })
    await run(there.desk)
    expect(there.whatsapp.taken.map(({ to }) => to).toSorted()).toEqual(['abu-ali', 'late-comer', 'mona'])
    const again = await createPlan(there.desk, { case: there.id, audience: 'late', actor: officer })
    expect(again.counts).toEqual({})
  })

  it('a wrong merge undone shows who got the wrong answer, and corrects exactly those, once', async () => {
    const store = await open()
    const there = await street(store)
    const [stranger] = await there.town.hear(report(7002, { by: 'stranger', account: '1001' }))
    const other = (await there.town.caseOf(stranger!))!
    await mergeCases(there.town.pipeline.desk, { case: there.id, from: [other], version: 1, actor: officer })
    await answer(there)
    await run(there.desk)
    const merge = await store.read
      .selectFrom('events')
      .select('id')
      .where('kind', '=', 'merged')
      .executeTakeFirstOrThrow()
    await undoEvent(there.town.pipeline.desk, { event: merge.id as EventId, actor: officer })

    expect(await wronglyAnswered(store.read, there.id)).toEqual([])
    expect(await wronglyAnswered(store.read, other)).toHaveLength(1)
    const { plan } = await answer({ desk: there.desk, id: other }, { audience: 'wrong', texts: undefined as never })
    expect(plan).toMatchObject({ kind: 'correction', counts: { 'whatsapp-session': 1 } })
    there.town.clock += minute
    await run(there.desk)
    expect(there.whatsapp.taken.at(-1)).toMatchObject({ to: 'stranger', text: expect.stringContaining('نعتذر') })
    expect(await wronglyAnswered(store.read, other)).toEqual([])
  })

  it('a split shows those who were taken out', async () => {
    const there = await street(await open())
    await answer(there)
    await run(there.desk)
    const { created } = await splitCase(there.town.pipeline.desk, {
      case: there.id,
      posts: [there.posts[2]!, there.posts[3]!],
      version: 1,
      actor: officer,
    })
    expect(await wronglyAnswered(there.town.store.read, created.id)).toHaveLength(2)
  })
})
