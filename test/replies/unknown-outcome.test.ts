// What nobody knows the end of: settled by the channel, sent again where that is safe, never moved back.
import { expect, it } from 'vitest'
import { createDeliverer } from '../../src/replies/index.ts'
import { createSettle } from '../../src/replies/settle.ts'
import { beginDelivery, claimDeliveries } from '../../src/store/claims.ts'
import { write } from '../../src/store/index.ts'
import { minute } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { answer, briefly, laneOf, run, states, street } from './street.ts'

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
