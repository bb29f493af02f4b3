import { describe, expect, it } from 'vitest'
import { admin } from '../../http/harness.ts'
import { place, planned, post } from './place.ts'

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
