import { describe, expect, it } from 'vitest'
import { admin } from '../../http/harness.ts'
import { place, planned, policy, post, send } from './place.ts'

describe('A reply that should not go', () => {
  it('can be taken back while it waits, and the case has no answer then', async () => {
    const there = await place(2)
    await policy(there, { delaySeconds: 600 })
    const { body } = await send(there)
    await there.run()
    expect(there.taken).toEqual([])
    expect(await post(there, `/replies/${body.id}/cancel`)).toMatchObject({ status: 200, body: { cancelled: 2 } })
    there.house.later(700_000)
    await there.run()
    expect(there.taken).toEqual([])
    const after = await there.house.ask('GET', `/api/v1/replies/${body.id}`, { as: admin })
    expect(after.body).toMatchObject({ counts: { cancelled: 2 }, stopped: { by: expect.any(String) } })
    const late = await post(there, `/cases/${there.caseId}/replies/plan`, { audience: 'late' })
    expect(late.status).toBe(422)
  })

  it('is held by the kill switch, which refuses new ones too, and goes on afterwards', async () => {
    const there = await place(2)
    await policy(there, { delaySeconds: 0 })
    await send(there)
    const plan = (await planned(there)).body.planId
    await policy(there, { stopped: true })
    await there.run()
    expect(there.taken).toEqual([])
    expect(await post(there, `/cases/${there.caseId}/replies`, { planId: plan })).toMatchObject({
      status: 409,
      body: { en: 'Replies are stopped.' },
    })
    await policy(there, { stopped: false })
    await there.run()
    expect(there.taken).toHaveLength(2)
  })

  it('of a second person at the same moment is refused: one answer goes out', async () => {
    const there = await place(2)
    await policy(there, { delaySeconds: 0 })
    const plans = [(await planned(there)).body.planId, (await planned(there, 'رد آخر')).body.planId]
    const both = await Promise.all(plans.map((planId) => post(there, `/cases/${there.caseId}/replies`, { planId })))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    await there.run()
    expect(there.taken).toHaveLength(2)
  })
})
