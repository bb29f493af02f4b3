// What becomes of an answer whose window closes under it, and of one that X had heard already.
import { expect, it } from 'vitest'
import type { CaseId, DeliveryId } from '../../src/model.ts'
import {
  createDeliverer,
  createPlan,
  decideUnknown,
  type ReplyDesk,
  reconcile,
  sendPlan,
} from '../../src/replies/index.ts'
import { usualPolicy } from '../../src/replies/policy.ts'
import { type Store, write } from '../../src/store/index.ts'
import { putTemplate, savePolicy } from '../../src/store/wording.ts'
import { minute, officer, report, type Town, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { type Played, played } from './channel.ts'

const hour = 60 * minute
const texts = { ar: 'تم إصلاح الحفرة.' }
const template = {
  id: 't1',
  channel: 'whatsapp',
  name: 'case_update',
  language: 'ar',
  category: 'utility',
  body: 'بخصوص {reference}: {text}',
  variables: JSON.stringify(['reference', 'text']),
  updated_at: 0,
  updated_by: null,
} as const

type Street = { readonly town: Town; readonly desk: ReplyDesk; readonly id: CaseId; readonly channel: Played }

const street = async (store: Store, name: 'whatsapp' | 'x', withTemplate = true): Promise<Street> => {
  const channel = played(name)
  const town = townOn(store, { on: { status: reconcile(() => town.clock) } })
  const [post] = await town.hear(
    name === 'x'
      ? report(7001, { by: '555', channel: 'x', account: '3003', surface: 'mention', summoned: true })
      : report(7001, { by: 'mona', account: '1001' }),
  )
  await write(store, async (tx) => {
    await savePolicy(tx, { ...usualPolicy, delaySeconds: 0 })
    if (withTemplate) await putTemplate(tx, { ...template })
  })
  const desk = { store, connectors: [channel.connector], clock: () => town.clock }
  return { town, desk, channel, id: (await town.caseOf(post!))! }
}
const answer = async ({ desk, id }: Street) => {
  const plan = await createPlan(desk, { case: id, texts, actor: officer })
  await sendPlan(desk, { plan: plan.id, actor: officer })
}
const run = async ({ desk }: Street) => {
  const deliverer = createDeliverer(desk, { paced: false })
  while ((await deliverer.turn()) > 0);
}
const only = async ({ town }: Street) =>
  town.store.read
    .selectFrom('deliveries')
    .select(['id', 'state', 'reason', 'route', 'key', 'remote_id'])
    .executeTakeFirstOrThrow()
const closed = { kind: 'refused', code: '131047', reason: 'window-closed' } as const
const asApproved = { route: 'whatsapp-template', template: { name: 'case_update', language: 'ar' } }

onBothEngines('The window', (open) => {
  it('that the channel says has closed (131047) lets the approved template speak, once', async () => {
    const there = await street(await open(), 'whatsapp')
    there.channel.next(closed)
    await answer(there)
    await run(there)
    expect(there.channel.taken).toMatchObject([asApproved])
    expect(there.channel.taken[0]!.template!.variables.join(' ')).toContain(texts.ar)
    expect(await only(there)).toMatchObject({ state: 'sent', route: 'whatsapp-template' })
  })

  it('that has closed says so where there is no template, and is not tried again', async () => {
    const there = await street(await open(), 'whatsapp', false)
    there.channel.next(closed)
    await answer(there)
    await run(there)
    there.town.clock += hour
    await run(there)
    expect(there.channel.taken).toEqual([])
    expect(await only(there)).toMatchObject({ state: 'refused', reason: 'window-closed' })
  })

  it('whose template is refused with 131047 too ends there', async () => {
    const there = await street(await open(), 'whatsapp')
    there.channel.next(closed, closed)
    await answer(there)
    await run(there)
    expect(there.channel.taken).toEqual([])
    expect(await only(there)).toMatchObject({ state: 'refused', reason: 'window-closed' })
  })

  it('that a later status tells of (131047 after it was taken) lets the template speak', async () => {
    const there = await street(await open(), 'whatsapp')
    await answer(there)
    await run(there)
    const { key, remote_id } = await only(there)
    await there.town.hear({
      kind: 'status',
      channel: 'whatsapp',
      account: '1001',
      remoteId: remote_id!,
      target: remote_id!,
      type: 'status',
      status: 'failed',
      key,
      error: { code: '131047', message: 'Re-engagement message' },
    })
    await run(there)
    expect(there.channel.taken.map(({ route }) => route)).toEqual(['whatsapp-session', 'whatsapp-template'])
    expect(await only(there)).toMatchObject({ state: 'sent', route: 'whatsapp-template' })
  })

  it('that closes between planning and sending is not knocked at: the template speaks at once', async () => {
    const there = await street(await open(), 'whatsapp')
    await answer(there)
    there.town.clock += 25 * hour
    await run(there)
    expect(there.channel.taken).toMatchObject([asApproved])
    expect(await only(there)).toMatchObject({ state: 'sent', route: 'whatsapp-template' })
  })

  it('that opened again before sending is used as it is', async () => {
    const there = await street(await open(), 'whatsapp')
    await answer(there)
    there.town.clock += 25 * hour
    await there.town.hear({
      ...report(7001, { by: 'mona', account: '1001' }),
      createdAt: new Date(there.town.clock).toISOString(),
    })
    await run(there)
    expect(there.channel.taken).toMatchObject([{ route: 'whatsapp-session' }])
  })
})

onBothEngines('X, asked again by a person', (open) => {
  const lost = { kind: 'unknown', reason: 'timeout' } as const
  const duplicate = { kind: 'refused', code: '403', reason: 'duplicate' } as const

  it('answers "told before" where the lost words had arrived: sent, and said no second time', async () => {
    const there = await street(await open(), 'x')
    there.channel.next(lost, duplicate)
    await answer(there)
    await run(there)
    const { id, state } = await only(there)
    expect(state).toBe('unknown')
    await decideUnknown(there.desk, { delivery: id as DeliveryId, actor: officer, ended: 'not-sent' })
    await run(there)
    there.town.clock += hour
    await run(there)
    expect(there.channel.taken).toEqual([])
    expect(await only(there)).toMatchObject({ state: 'sent', reason: 'told-before' })
  })

  it('takes the words where they had not arrived', async () => {
    const there = await street(await open(), 'x')
    there.channel.next(lost)
    await answer(there)
    await run(there)
    const { id } = await only(there)
    await decideUnknown(there.desk, { delivery: id as DeliveryId, actor: officer, ended: 'not-sent' })
    await run(there)
    expect(there.channel.taken).toHaveLength(1)
    expect(await only(there)).toMatchObject({ state: 'sent', reason: null })
  })
})
