// Replies over the API: who approves, what stops, what a person decides, what everybody may read, who else is told.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeliveryOutcome, OutgoingReply } from '../../connectors/connector.ts'
import { createHooks } from '../../src/outreach/index.ts'
import { createDeliverer } from '../../src/replies/index.ts'
import { verifyAudit } from '../../src/store/audit.ts'
import { admin, type House, newHouse } from '../http/harness.ts'

type Place = { readonly house: House; readonly caseId: string; readonly taken: OutgoingReply[]; run(): Promise<void> }

let serial = 0
/** A house whose WhatsApp takes everything, with one case of some reporters. */
const place = async (
  reporters: number,
  outcome?: () => DeliveryOutcome,
  env: Readonly<Record<string, string>> = {},
): Promise<Place> => {
  const taken: OutgoingReply[] = []
  const house = await newHouse(undefined, env)
  const { server } = house
  const connectors = server.replies.connectors.map((one) =>
    one.channel === 'whatsapp'
      ? {
          ...one,
          accounts: ['1000'],
          reply: async (reply: OutgoingReply): Promise<DeliveryOutcome> => {
            taken.push(reply)
            return outcome?.() ?? { kind: 'sent', remoteId: `out.${taken.length}` }
          },
        }
      : one,
  )
  Object.assign(server.replies, { connectors, publicUrl: 'https://sada.example' })
  serial++
  const events = Array.from({ length: reporters }, (_, n) => ({
    kind: 'post' as const,
    channel: 'whatsapp' as const,
    account: '1000',
    remoteId: `w.${serial}.${n}`,
    type: 'text',
    surface: 'dm',
    text: 'الكهرباء مقطوعة في السالمية قطعة 10 شارع 4 من الفجر',
    author: { remoteId: `9655000${serial}${n}` },
    createdAt: new Date(server.clock()).toISOString(),
  }))
  await server.pipeline.receive(events, { account: '1000' })
  await server.pipeline.drain()
  const { body } = await house.ask('GET', '/api/v1/cases', { as: admin })
  const deliverer = createDeliverer(server.replies)
  const run = async () => {
    for (let idle = 0; idle < 2; ) {
      idle = (await deliverer.turn()) === 0 ? idle + 1 : 0
      house.later(7_000)
    }
  }
  return { house, caseId: body.items[0].id, taken, run }
}
const policy = ({ house }: Place, body: object) => house.ask('PUT', '/api/v1/reply-policy', { as: admin, body })
const planned = ({ house, caseId }: Place, text = 'عادت الكهرباء.', as = admin) =>
  house.ask('POST', `/api/v1/cases/${caseId}/replies/plan`, { as, body: { text } })
const send = async (there: Place, as = admin) => {
  const { planId } = (await planned(there, 'عادت الكهرباء.', as)).body
  const answer = await there.house.ask('POST', `/api/v1/cases/${there.caseId}/replies`, { as, body: { planId } })
  return { planId, ...answer }
}
const post = ({ house }: Place, path: string, body: object = {}, as = admin) =>
  house.ask('POST', `/api/v1${path}`, { as, body })

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

describe('Words', () => {
  it('are kept as templates by channel, name and language, and fill the plan when the window has closed', async () => {
    const there = await place(2)
    const body = {
      name: 'case_update',
      language: 'ar',
      body: 'بخصوص {reference}: {text}',
      variables: ['reference', 'text'],
    }
    expect((await post(there, '/templates', { ...body, variables: ['link'] })).status).toBe(400)
    expect((await post(there, '/templates', body)).body).toMatchObject({
      category: 'utility',
      updatedBy: expect.any(String),
    })
    await post(there, '/templates', body)
    const list = await there.house.ask('GET', '/api/v1/templates', { as: admin })
    expect(list.body.items).toHaveLength(1)
    there.house.later(25 * 3_600_000)
    const plan = (await planned(there)).body
    expect(plan.counts).toEqual({ 'whatsapp-template': 2 })
    expect(plan.deliveries[0].text).toMatch(/^بخصوص S-\d+-\d+: عادت الكهرباء\.$/)
    const { id } = list.body.items[0]
    expect((await there.house.ask('DELETE', `/api/v1/templates/${id}`, { as: admin })).status).toBe(204)
    expect((await planned(there)).body.counts).toEqual({ 'refused:window-closed': 2 })
  })

  it('are kept as snippets by agency and topic, in any language', async () => {
    const there = await place(1)
    const snippet = { name: 'شكر', agency: 'mew', topic: null, texts: { ar: 'شكرًا لبلاغك {reference}', ur: 'شکریہ' } }
    const { body } = await post(there, '/snippets', snippet)
    expect(body).toMatchObject({ name: 'شكر', texts: { ur: 'شکریہ' } })
    const changed = await there.house.ask('PUT', `/api/v1/snippets/${body.id}`, {
      as: admin,
      body: { ...snippet, name: 'شكر وتقدير' },
    })
    expect(changed.body.name).toBe('شكر وتقدير')
    expect((await post(there, '/snippets', { ...snippet, texts: {} })).status).toBe(400)
    expect((await there.house.ask('DELETE', `/api/v1/snippets/${body.id}`, { as: admin })).status).toBe(204)
    expect((await there.house.ask('GET', '/api/v1/snippets', { as: admin })).body.items).toEqual([])
  })

  it('are drafted by nobody unless a service is named', async () => {
    const there = await place(1)
    expect(await post(there, `/cases/${there.caseId}/replies/draft`)).toMatchObject({
      status: 503,
      body: { code: 'drafts-off' },
    })
  })
})

describe('A public page', () => {
  it('is found by nobody before it is published, names nobody, and is cached', async () => {
    const there = await place(2)
    await policy(there, { delaySeconds: 0 })
    const at = `/api/v1/cases/${there.caseId}/page`
    const body = { published: false, knownIssue: true, summary: { ar: 'عطل في محطة، ويُصلح <الليلة>.' } }
    const page = await there.house.ask('PUT', at, { as: admin, body })
    const { path } = page.body
    expect(path).toMatch(/^\/p\/[0-9a-f]{32}$/)
    expect((await there.house.ask('GET', path)).status).toBe(404)
    expect((await there.house.ask('GET', '/p')).text).toContain('لا توجد مشكلات معلنة الآن')
    expect((await planned(there)).body.deliveries[0].text).not.toContain('https://')

    await there.house.ask('PUT', at, { as: admin, body: { published: true } })
    await send(there)
    const shown = await there.house.ask('GET', path)
    expect(shown.status).toBe(200)
    expect(shown.text).toMatch(/lang="ar" dir="rtl"/)
    expect(shown.text).toContain('عادت الكهرباء.')
    expect(shown.text).toContain('&lt;الليلة&gt;')
    expect(shown.text).toContain('حسابان أبلغا عنها')
    expect(shown.text).toContain('reported by 2 accounts')
    expect(shown.text.indexOf('lang="ar"')).toBeLessThan(shown.text.indexOf('lang="en"'))
    expect(shown.text).not.toMatch(/9655000|من الفجر/)
    expect(shown.headers.get('cache-control')).toBe('public, max-age=60')
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
    const again = await there.house.ask('GET', path, { headers: { 'if-none-match': shown.headers.get('etag')! } })
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await there.house.ask('GET', '/p')).text).toContain(path)
    expect((await planned(there)).body.deliveries[0].text).toContain(`https://sada.example${path}`)

    await there.house.ask('PUT', at, { as: admin, body: { published: false } })
    expect((await there.house.ask('GET', path)).status).toBe(404)
  })

  it('takes no summary and shows no answer that holds a number', async () => {
    const there = await place(1)
    await policy(there, { delaySeconds: 0 })
    const at = `/api/v1/cases/${there.caseId}/page`
    const refused = await there.house.ask('PUT', at, { as: admin, body: { summary: { ar: 'اتصل على 99887766' } } })
    expect(refused).toMatchObject({ status: 422, body: { field: 'summary.ar' } })
    const { path } = (await there.house.ask('PUT', at, { as: admin, body: { published: true } })).body
    const { planId } = (await planned(there, 'المسؤول 99887766')).body
    await post(there, `/cases/${there.caseId}/replies`, { planId })
    expect((await there.house.ask('GET', path)).text).not.toContain('99887766')
  })
})

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
