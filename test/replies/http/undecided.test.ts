import { describe, expect, it } from 'vitest'
import type { DeliveryOutcome } from '../../../connectors/connector.ts'
import { admin } from '../../http/harness.ts'
import { place, policy, post, send } from './place.ts'

describe('What only a person can tell', () => {
  it('is listed, decided once, and sent again only by his word', async () => {
    const outcomes: DeliveryOutcome[] = [
      { kind: 'unknown', reason: 'timeout' },
      { kind: 'unknown', reason: 'timeout' },
    ]
    const there = await place(2, () => outcomes.shift() ?? { kind: 'sent', remoteId: `again.${Math.random()}` })
    await policy(there, { delaySeconds: 0 })
    await send(there)
    await there.run()
    const { body } = await there.house.ask('GET', '/api/v1/deliveries/unknown', { as: admin })
    expect(body.items).toHaveLength(2)
    const [one, two] = body.items.map(({ id }: { id: string }) => id)
    expect((await post(there, `/deliveries/${one}/decide`, { ended: 'sent' })).body).toEqual({ id: one, state: 'sent' })
    expect((await post(there, `/deliveries/${one}/decide`, { ended: 'not-sent' })).status).toBe(409)
    expect((await post(there, `/deliveries/${two}/decide`, { ended: 'not-sent' })).body.state).toBe('retry')
    await there.run()
    expect(there.taken).toHaveLength(3)
    expect((await there.house.ask('GET', '/api/v1/deliveries/unknown', { as: admin })).body.items).toEqual([])
  })

  it('is that a failed delivery may be tried again, alone or with its channel', async () => {
    let refuses = true
    const there = await place(2, () =>
      refuses
        ? { kind: 'refused', code: '131042', reason: 'payment' }
        : { kind: 'sent', remoteId: `p.${Math.random()}` },
    )
    await policy(there, { delaySeconds: 0 })
    const { body } = await send(there)
    await there.run()
    const before = await there.house.ask('GET', `/api/v1/replies/${body.id}`, { as: admin })
    expect(before.body.counts).toEqual({ refused: 2 })
    refuses = false
    expect((await post(there, `/deliveries/${before.body.deliveries[0].id}/retry`)).body).toEqual({ retried: 1 })
    await there.run()
    expect((await post(there, `/replies/${body.id}/retry`, { channel: 'x' })).body).toEqual({ retried: 0 })
    expect((await post(there, `/replies/${body.id}/retry`, { channel: 'whatsapp' })).body).toEqual({ retried: 1 })
    await there.run()
    const after = await there.house.ask('GET', `/api/v1/replies/${body.id}`, { as: admin })
    expect(after.body.counts).toEqual({ sent: 2 })
    expect((await post(there, `/deliveries/${before.body.deliveries[0].id}/retry`)).status).toBe(409)
  })
})
