import { describe, expect, it } from 'vitest'
import { place, planned, policy, post, send } from './place.ts'

describe('A large reply', () => {
  it('waits for a second person, and is one reply however many say yes', async () => {
    const there = await place(3)
    await policy(there, { approvalAbove: 2, delaySeconds: 0 })
    const [asker, other, third] = [
      await there.house.token('supervisor'),
      await there.house.token('supervisor'),
      await there.house.token('supervisor'),
    ]
    expect((await planned(there)).body).toMatchObject({ needsApproval: true, counts: { 'whatsapp-session': 3 } })
    const asked = await send(there, asker)
    expect(asked).toMatchObject({ status: 202, body: { state: 'asked', going: 3, mine: true } })
    await there.run()
    expect(there.taken).toEqual([])
    const path = `/plans/${asked.planId}/approve`
    expect(await post(there, path, {}, asker)).toMatchObject({
      status: 409,
      body: { fix: { ar: 'اطلب ذلك من مشرف آخر.' } },
    })
    expect((await post(there, path, {}, await there.house.token('agent'))).status).toBe(403)
    expect((await there.house.ask('GET', '/api/v1/plans', { as: other })).body.items).toHaveLength(1)
    const both = await Promise.all([post(there, path, {}, other), post(there, path, {}, third)])
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(1)
    await there.run()
    expect(there.taken).toHaveLength(3)
    expect((await there.house.ask('GET', '/api/v1/plans', { as: other })).body.items).toEqual([])
    expect(both[0]!.body).toMatchObject({ approvedBy: 'supervisor' })
  })

  it('does not pass the hourly cap, and passes when the hour is over', async () => {
    const there = await place(3)
    await policy(there, { hourlyCap: 4, delaySeconds: 0 })
    expect((await send(there)).status).toBe(200)
    const second = await send(there)
    expect(second).toMatchObject({ status: 409, body: { current: { told: 3, going: 3, hourlyCap: 4 } } })
    there.house.later(3_700_000)
    expect((await send(there)).status).toBe(200)
  })
})
