import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { userOfSigned } from '../../src/http/data-deletion.ts'
import { verifyAudit } from '../../src/store/audit.ts'
import { admin, type House, newHouse } from '../http/harness.ts'

const open: House[] = []
const house = async (env: Readonly<Record<string, string>> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-people-'))
  const one = await newHouse(undefined, { SADA_DATA_DIR: folder, INSTAGRAM_APP_SECRET: 'instagram-secret', ...env })
  open.push(one)
  return one
}
afterEach(async () => {
  for (const { server } of open.splice(0)) {
    await server.pipeline.drain()
    await server.store.close()
  }
})

const number = '96550001234'
const post = (id: string, more: object = {}) => ({
  id,
  channel: 'generic',
  author: number,
  text: 'حفرة كبيرة في شارع عمان بالسالمية قطعة ٤ من أسبوع',
  created_at: '2026-11-20T09:00:00Z',
  ...more,
})
const heard = async ({ ask, server }: House, ...posts: object[]) => {
  await ask('POST', '/api/v1/posts', { as: admin, body: posts })
  await server.pipeline.drain()
  const { body } = await ask('GET', '/api/v1/posts', { as: admin })
  return body.items as { id: string; caseId: string; author: { id: string } | null; text: string }[]
}
const actions = async ({ ask }: House, query = '') =>
  (await ask('GET', `/api/v1/audit?limit=200${query}`, { as: admin })).body.items.map(
    ({ action, actor }: { action: string; actor: { name: string } }) => `${actor.name ?? 'machine'} ${action}`,
  ) as string[]

describe('the audit log', () => {
  it('tells who saw, revealed, changed and exported, and is found by what one looks for', async () => {
    const one = await house()
    const agent = await one.token('agent')
    const supervisor = await one.token('supervisor')
    const [said] = await heard(one, post('a'))
    await one.ask('GET', `/api/v1/cases/${said!.caseId}/posts`, { as: agent })
    await one.ask('GET', `/api/v1/cases/${said!.caseId}/posts`, { as: agent })
    await one.ask('POST', `/api/v1/cases/${said!.caseId}/note`, { as: agent, body: { text: 'تابعنا' } })
    await one.ask('POST', `/api/v1/authors/${said!.author!.id}/reveal`, {
      as: supervisor,
      body: { reason: `اتصل من ${number}` },
    })
    const all = await actions(one)
    expect(all.filter((line) => line === 'agent thread-seen')).toHaveLength(1)
    expect(all).toEqual(expect.arrayContaining(['agent case-noted', 'supervisor author-revealed']))
    expect(await actions(one, `&subject=${said!.caseId}&action=thread-seen`)).toEqual(['agent thread-seen'])
    const text = (await one.ask('GET', '/api/v1/audit/export?format=csv', { as: admin })).text
    expect(text).toContain('author-revealed')
    expect(text).not.toContain(number)
    expect((await one.ask('GET', '/api/v1/audit/verify', { as: admin })).body).toMatchObject({ ok: true, broken: null })
    expect(await actions(one, '&action=exported')).toEqual(['SADA_ADMIN_TOKEN exported'])
  })

  it('gives the second page of the same question, and refuses the cursor to another', async () => {
    const one = await house()
    for (const role of ['viewer', 'agent'] as const)
      await one.ask('POST', '/api/v1/tokens', { as: admin, body: { name: role, role } })
    const { body } = await one.ask('GET', '/api/v1/audit?limit=1&action=token-made', { as: admin })
    const second = await one.ask('GET', `/api/v1/audit?limit=1&action=token-made&cursor=${body.next}`, { as: admin })
    expect([second.body.items[0].seq < body.items[0].seq, second.body.next]).toEqual([true, null])
    expect((await one.ask('GET', `/api/v1/audit?limit=1&cursor=${body.next}`, { as: admin })).status).toBe(400)
  })
})

describe('revealing', () => {
  it('stops whoever does it too often, until another supervisor lifts it', async () => {
    const one = await house({ SADA_REVEALS_PER_HOUR: '2' })
    const [curious, other] = [await one.token('supervisor'), await one.token('supervisor')]
    const [said] = await heard(one, post('a'))
    const look = async () =>
      (await one.ask('POST', `/api/v1/authors/${said!.author!.id}/reveal`, { as: curious, body: { reason: 'متابعة' } }))
        .status
    expect([await look(), await look(), await look(), await look()]).toEqual([200, 200, 429, 429])
    one.later(2 * 3_600_000)
    expect(await look()).toBe(429)
    const { items } = (await one.ask('GET', '/api/v1/reveal-stops', { as: other })).body
    expect(items).toMatchObject([{ reveals: 2, actor: { name: 'supervisor' } }])
    const lift = (as: string) => one.ask('DELETE', `/api/v1/reveal-stops/${items[0].actor.id}`, { as })
    expect((await lift(curious)).body).toMatchObject({ status: 403, code: 'own-stop' })
    expect((await lift(other)).status).toBe(204)
    expect(await look()).toBe(200)
    const told = await one.server.store.read
      .selectFrom('events')
      .select('kind')
      .where('kind', '=', 'reveals-stopped')
      .execute()
    expect(told).toHaveLength(1)
  })
})

describe('erasing over the API', () => {
  it('takes a person out, and answers what was done', async () => {
    const one = await house()
    const supervisor = await one.token('supervisor')
    await heard(one, post('a'), post('b', { author: '96599990000' }))
    const body = { channel: 'generic', author: number }
    const held = await one.ask('POST', '/api/v1/subjects/export', { as: supervisor, body })
    expect(held.body).toMatchObject({ people: [{ ids: [number] }], posts: [{ text: post('a').text }] })
    const count = await one.ask('POST', '/api/v1/erasures/count', { as: supervisor, body })
    expect(count.body).toEqual({ people: 1, posts: 1 })
    expect((await one.ask('GET', '/api/v1/erasures', { as: supervisor })).body.items).toEqual([])
    const erased = await one.ask('POST', '/api/v1/erasures', { as: supervisor, body })
    expect(erased.body).toMatchObject({ state: 'done', posts: 1, people: 1, by: 'supervisor', clean: true })
    const again = await one.ask('POST', '/api/v1/subjects/export', { as: supervisor, body })
    expect(again.body).toMatchObject({ people: [], posts: [] })
    expect((await heard(one, post('a'))).map(({ text }) => text === '').sort()).toEqual([false, true])
    expect((await one.ask('GET', `/api/v1/erasures/${erased.body.id}`, { as: supervisor })).body.state).toBe('done')
    expect((await one.ask('POST', '/api/v1/erasures', { as: await one.token('analyst'), body })).status).toBe(403)
    expect((await one.ask('POST', '/api/v1/erasures', { as: supervisor, body: { case: 'S-0000-1' } })).status).toBe(404)
    expect(await verifyAudit(one.server.store.read)).toMatchObject({ ok: true })
    expect(readFileSync(one.server.config.erasureLedger, 'utf8')).not.toContain(number)
  })
})

describe('retention over the API', () => {
  it('does now what the night does, for supervisors, and tells for how long things are kept', async () => {
    const one = await house()
    const [supervisor, agent] = [await one.token('supervisor'), await one.token('agent')]
    await heard(one, post('a', { text: 'صباح الخير' }))
    const run = (as: string) => one.ask('POST', '/api/v1/retention/run', { as, body: {} })
    expect((await run(agent)).status).toBe(403)
    expect((await run(supervisor)).body).toMatchObject({ posts: 0 })
    one.later(360 * 24 * 3_600_000)
    expect((await one.ask('GET', '/api/v1/retention', { as: admin })).body).toMatchObject({
      'no-case': 365,
      receipts: 7,
    })
    one.later(6 * 24 * 3_600_000)
    expect((await run(admin)).body).toMatchObject({ posts: 1 })
    expect(await actions(one, '&action=retained')).toHaveLength(1)
  })

  it('is set by supervisors, who see first what would go; the night goes by it, and the server’s own comes back', async () => {
    const one = await house()
    const [supervisor, agent] = [await one.token('supervisor'), await one.token('agent')]
    const ask = (as: string, method: string, path: string, body: unknown) =>
      one.ask(method, `/api/v1${path}`, { as, body })
    await heard(one, post('a', { text: 'صباح الخير' }))
    one.later(40 * 24 * 3_600_000)
    const shorter = { 'no-case': 30 }
    expect((await ask(agent, 'POST', '/retention/preview', shorter)).status).toBe(403)
    expect((await ask(supervisor, 'POST', '/retention/preview', shorter)).body).toMatchObject({
      before: { posts: 0, people: 0 },
      after: { posts: 1, people: 1 },
    })
    expect((await ask(supervisor, 'POST', '/retention/run', {})).body).toMatchObject({ posts: 0 })
    expect((await ask(agent, 'PUT', '/retention', shorter)).status).toBe(403)
    expect((await ask(supervisor, 'PUT', '/retention', { 'no-case': 0 })).body.field).toBe('no-case')
    const set = (await ask(supervisor, 'PUT', '/retention', shorter)).body
    expect([set['no-case'], set.usual['no-case'], set.receipts]).toEqual([30, 365, 7])
    expect((await ask(supervisor, 'POST', '/retention/run', {})).body).toMatchObject({ posts: 1 })
    expect((await ask(supervisor, 'PUT', '/retention', { 'no-case': null })).body['no-case']).toBe(365)
    expect(await actions(one, '&action=retention-set')).toHaveLength(2)
  })
})

const signed = (payload: object, secret = 'instagram-secret') => {
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url')
  return `${createHmac('sha256', secret).update(body).digest('base64url')}.${body}`
}
const form = (signed_request: string) => ({
  body: new URLSearchParams({ signed_request }).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
})

describe("Meta's data deletion callback", () => {
  const payload = { algorithm: 'HMAC-SHA256', issued_at: 1_795_000_000, user_id: '17841400000000001' }

  it('erases whom it names, and shows only how far it has come', async () => {
    const one = await house()
    await heard(one, post('a', { channel: 'instagram', author: payload.user_id }))
    const answer = await one.ask('POST', '/webhooks/meta/data-deletion', form(signed(payload)))
    expect(answer.status).toBe(200)
    const { url, confirmation_code: code } = answer.body
    expect(url).toBe(`http://localhost/data-deletion/${code}`)
    await expect.poll(async () => (await one.ask('GET', `/data-deletion/${code}`)).text).toContain('اكتمل طلبك')
    const page = await one.ask('GET', `/data-deletion/${code}`)
    expect(page.text).toContain('has been deleted')
    expect(page.text).not.toContain(payload.user_id)
    const { body } = await one.ask('GET', '/api/v1/posts', { as: admin })
    expect(body.items).toMatchObject([{ text: '' }])
    expect((await one.ask('GET', '/data-deletion/0000')).status).toBe(404)
  })

  it('refuses what its secret did not sign', async () => {
    const one = await house()
    await heard(one, post('a', { channel: 'instagram', author: payload.user_id }))
    const right = signed(payload)
    const wrong = [signed(payload, 'another'), right.slice(1), `${right}.x`, right.split('.')[1]!, '.', '']
    wrong.push(
      right.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      signed({ ...payload, algorithm: 'none' }),
    )
    for (const bad of wrong)
      expect((await one.ask('POST', '/webhooks/meta/data-deletion', form(bad))).status, bad).toBe(401)
    expect(userOfSigned(right, ['instagram-secret'])).toBe(payload.user_id)
    const { body } = await one.ask('GET', '/api/v1/posts', { as: admin })
    expect(body.items[0].text).not.toBe('')
  })
})
