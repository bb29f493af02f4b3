import { describe, expect, it } from 'vitest'
import { admin } from '../../http/harness.ts'
import { place, planned, policy, post, send } from './place.ts'

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
