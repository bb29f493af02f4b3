// What another system is told.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHooks } from '../../../src/outreach/index.ts'
import { verifyAudit } from '../../../src/store/audit.ts'
import { admin } from '../../http/harness.ts'
import { place, policy, post, send } from './place.ts'

describe('Another system', () => {
  const calls: { headers: Record<string, string | string[] | undefined>; body: string }[] = []
  let status = 200
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    calls.push({ headers: request.headers, body })
    response.writeHead(status).end()
  })
  beforeAll(() => once(server.listen(0), 'listening'))
  afterAll(() => void server.close())
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/sada`
  const valid = (secret: string, { headers, body }: (typeof calls)[number]) => {
    const told = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(told).digest('base64')}`
  }

  it('is told what happens to cases, signed, again after a failure, and without anything about a person', async () => {
    const there = await place(2, undefined, { SADA_INTERNAL_ORIGINS: new URL(url()).origin })
    await policy(there, { delaySeconds: 0 })
    const { store, clock, config } = there.house.server
    const hooks = createHooks(store, clock, config.innerOrigins)
    await hooks.turn()
    const made = await post(there, '/hooks', { url: url(), events: ['case.replied', 'case.closed'] })
    expect(made.status).toBe(201)
    const { secret, id } = made.body
    expect((await there.house.ask('GET', '/api/v1/hooks', { as: admin })).text).not.toContain(secret)
    status = 500
    await send(there)
    await hooks.turn()
    expect(calls).toHaveLength(1)
    status = 200
    await hooks.turn()
    expect(calls).toHaveLength(1)
    there.house.later(6_000)
    await hooks.turn()
    expect(calls.map((call) => valid(secret, call))).toEqual([true, true])
    expect(valid(`whsec_${Buffer.from('another').toString('base64')}`, calls[0]!)).toBe(false)
    expect(calls[0]!.headers['webhook-id']).toBe(calls[1]!.headers['webhook-id'])
    expect(JSON.parse(calls[1]!.body)).toMatchObject({
      type: 'case.replied',
      data: { case: { id: there.caseId, posts: 2 }, deliveries: 2 },
    })
    expect(calls[1]!.body).not.toMatch(/9655000|الكهرباء/)
    expect((await post(there, `/hooks/${id}/test`)).body).toEqual({ status: 200 })
    status = 410
    await there.house.ask('POST', `/api/v1/cases/${there.caseId}/status`, { as: admin, body: { status: 'closed' } })
    await hooks.turn()
    const [hook] = (await there.house.ask('GET', '/api/v1/hooks', { as: admin })).body.items
    expect(hook).toMatchObject({ stoppedAt: expect.any(String), last: { status: 410 } })
    expect((await verifyAudit(store.read)).ok).toBe(true)
  })
})
