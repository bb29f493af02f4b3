// What the house calls its topics and agencies, through the whole server: on every screen, in exports and in replies, until taken back.
import { beforeAll, expect, it } from 'vitest'
import { aboutCase } from '../../src/replies/index.ts'
import type { CaseRow } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'
import { admin, type House, newHouse } from './harness.ts'

const api = '/api/v1'

onBothEngines('The names of topics and agencies', (open) => {
  let house: House
  let maha: string
  let id: string
  const ask = (as: string, method: string, path: string, body?: unknown) =>
    house.ask(method, `${api}${path}`, { as, ...(body === undefined ? {} : { body }) })
  const call = (what: string, body: unknown, as = maha) => ask(as, 'PUT', `/${what}/name`, body)
  const seen = async () => {
    const { topic, agency } = (await ask(maha, 'GET', `/cases/${id}`)).body.golden
    return [topic.ar, topic.en, agency.ar, agency.en]
  }
  const inReply = async () => {
    const row = await house.server.store.read
      .selectFrom('cases')
      .selectAll()
      .where('id', '=', id as CaseRow['id'])
      .executeTakeFirstOrThrow()
    return (await aboutCase(house.server.store.read, row, { publicUrl: null })).topic
  }

  let usual: readonly string[]
  beforeAll(async () => {
    house = await newHouse(await open())
    await house.user('مها', 'supervisor')
    await house.user('جابر', 'agent')
    await house.user('نوف', 'supervisor', { agencies: ['mew'] })
    maha = await house.signIn('مها')
    const text = 'الكهرباء مقطوعة في السرة قطعة ٢ من الصبح'
    const said = { id: '1', channel: 'whatsapp', kind: 'dm', author: 'a', text, created_at: new Date().toISOString() }
    await ask(admin, 'POST', '/posts', [said])
    await house.server.pipeline.drain()
    id = (await ask(maha, 'GET', '/posts')).body.items[0].caseId
    usual = await seen()
  })

  it('are a supervisor’s of the whole house to change', async () => {
    for (const name of ['جابر', 'نوف'])
      expect((await call('topics/power-outage', { ar: 'طفية' }, await house.signIn(name))).status).toBe(403)
    expect(await seen()).toEqual(usual)
  })

  it('are said everywhere as the house says them, a language left out as before', async () => {
    const changed = await call('topics/power-outage', { ar: 'انقطاع التيار', en: 'Power cut' })
    expect([changed.status, changed.body.was]).toEqual([200, { ar: '', en: '' }])
    await call('agencies/mew', { en: 'Power and Water' })
    expect(await seen()).toEqual(['انقطاع التيار', 'Power cut', usual[2], 'Power and Water'])
    expect(await inReply()).toEqual({ ar: 'انقطاع التيار', en: 'Power cut' })
    const { topics, agencies } = (await ask(maha, 'GET', '/reference')).body
    const named = (list: readonly { id: string; en: string }[], one: string) => list.find(({ id }) => id === one)?.en
    expect([named(topics, 'power-outage'), named(agencies, 'mew')]).toEqual(['Power cut', 'Power and Water'])
  })

  it('are taken back by what the change answered', async () => {
    const { was } = (await call('topics/power-outage', { en: 'Blackout' })).body
    expect((await seen()).slice(0, 2)).toEqual([usual[0], 'Blackout'])
    await call('topics/power-outage', was)
    expect((await seen()).slice(0, 2)).toEqual(['انقطاع التيار', 'Power cut'])
    await call('topics/power-outage', {})
    await call('agencies/mew', {})
    expect(await seen()).toEqual(usual)
    const { items } = (await ask(admin, 'GET', '/audit?action=renamed')).body
    expect(items[0]).toMatchObject({ subject: 'mew', data: { kind: 'agencies', before: { en: 'Power and Water' } } })
  })

  it('are of what is known, and not longer than a screen holds', async () => {
    const unknown = async (what: string) => {
      const { status, body } = await call(what, { en: 'x' })
      return [status, body.field]
    }
    expect(await unknown('topics/mew')).toEqual([404, 'topic'])
    expect(await unknown('agencies/power-outage')).toEqual([404, 'agency'])
    expect((await call('topics/power-outage', { en: 'x'.repeat(81) })).body.field).toBe('en')
  })
})
