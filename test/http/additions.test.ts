// Names and words that people add, through the whole server: shown before they are switched on, then heard in what comes and in
// what came, in every process, also after a restart; taken back, nothing of them stays.
import { beforeAll, describe, expect, it } from 'vitest'
import { createMatcher } from '../../dedupe/index.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { onBothEngines } from '../store/engines.ts'
import { admin, type House, newHouse } from './harness.ts'

const api = '/api/v1'
const nickname = { kind: 'place', name: 'بومتيح', means: 'mishref' }

onBothEngines('Additions to names and words', (open) => {
  let house: House
  let maha: string
  let jaber: string
  const ask = (as: string, method: string, path: string, body?: unknown) =>
    house.ask(method, `${api}${path}`, { as, ...(body === undefined ? {} : { body }) })
  const say = async (id: string, text: string) => {
    const body = [
      { id, channel: 'whatsapp', kind: 'dm', author: `a-${id}`, text, created_at: new Date().toISOString() },
    ]
    await ask(admin, 'POST', '/posts', body)
    await house.server.pipeline.drain()
  }
  const caseOf = async (text: string) => {
    const { items } = (await ask(maha, 'GET', '/posts?limit=200')).body
    const { caseId } = items.find((one: { text: string }) => one.text === text)
    return caseId === null ? null : (await ask(maha, 'GET', `/cases/${caseId}`)).body
  }
  const areaOf = async (text: string) => (await caseOf(text))?.golden.area?.id ?? null
  const list = async () => (await ask(maha, 'GET', '/additions')).body.items
  const actions = async () =>
    (await ask(admin, 'GET', '/audit')).body.items
      .map(({ action }: { action: string }) => action)
      .filter((action: string) => action.startsWith('addition-'))

  beforeAll(async () => {
    house = await newHouse(await open())
    await house.user('مها', 'supervisor')
    await house.user('جابر', 'analyst')
    await house.user('نوف', 'supervisor', { agencies: ['mew'] })
    maha = await house.signIn('مها')
    jaber = await house.signIn('جابر')
    await say('1', 'الكهرباء مقطوعة ببومتيح قطعة ٢ من الصبح')
    await say('2', 'حفرة كبيرة في شارع 10 بالرميثية قطعة 5')
  })

  it('are a supervisor’s of the whole house', async () => {
    expect((await ask(jaber, 'GET', '/additions')).status).toBe(403)
    const nouf = await house.signIn('نوف')
    expect((await ask(nouf, 'POST', '/additions', nickname)).status).toBe(403)
    expect(await list()).toEqual([])
  })

  it('show which posts and cases they would touch, and change nothing by that', async () => {
    const would = (await ask(maha, 'POST', '/additions/preview', { add: nickname })).body
    expect(would).toMatchObject({ looked: 2, said: 1, changed: 1, cases: 1 })
    const [one] = would.examples
    expect(one.spans.map(({ start, end }: Record<string, number>) => one.post.text.slice(start, end))).toEqual([
      'ببومتيح',
    ])
    expect([one.before.places, one.after.places.map(({ id }: { id: string }) => id)]).toEqual([[], ['mishref']])
    const unsaid = { add: { ...nickname, name: 'بوفلان' } }
    expect((await ask(maha, 'POST', '/additions/preview', unsaid)).body).toMatchObject({ said: 0, examples: [] })
    expect([await list(), await actions(), await areaOf('الكهرباء مقطوعة ببومتيح قطعة ٢ من الصبح')]).toEqual([
      [],
      [],
      null,
    ])
  })

  it('are heard in what came and in what comes, and taken back from both', async () => {
    const made = await ask(maha, 'POST', '/additions', nickname)
    expect([made.status, made.body.again]).toEqual([201, 1])
    await house.server.pipeline.drain()
    expect(await areaOf('الكهرباء مقطوعة ببومتيح قطعة ٢ من الصبح')).toBe('mishref')
    await say('3', 'ماكو كهربا في بومتيح قطعة ٢')
    expect(await areaOf('ماكو كهربا في بومتيح قطعة ٢')).toBe('mishref')
    const [kept] = await list()
    expect(kept).toMatchObject({ name: 'بومتيح', meaning: { id: 'mishref' }, by: 'مها' })
    const would = (await ask(maha, 'POST', '/additions/preview', { remove: kept.id })).body
    expect(would).toMatchObject({ said: 2, changed: 2 })
    const gone = await ask(maha, 'DELETE', `/additions/${kept.id}`)
    expect([gone.status, gone.body.again]).toEqual([200, 2])
    await house.server.pipeline.drain()
    expect(await areaOf('الكهرباء مقطوعة ببومتيح قطعة ٢ من الصبح')).toBe(null)
    expect(await actions()).toEqual(['addition-removed', 'addition-made'])
  })

  it('are known to a process that starts later', async () => {
    const landmark = { kind: 'landmark', name: 'مجمع الفنار الأخضر', point: { lat: 29.2801, lon: 48.0632 } }
    expect((await ask(maha, 'POST', '/additions', landmark)).body.addition.meaning.id).toBe('mishref')
    const { store, clock } = house.server
    const other = createPipeline({ store, matcher: createMatcher(), clock })
    const text = 'حريق في مجمع الفنار الاخضر'
    await other.receive(
      [{ kind: 'post', channel: 'x', remoteId: '900', type: 'tweet', text, author: { remoteId: 'n' }, createdAt: '' }],
      { account: 'ministry' },
    )
    await other.drain()
    expect((await caseOf(text)).golden).toMatchObject({ area: { id: 'mishref' }, place: 'مجمع الفنار الأخضر' })
  })

  it.each([
    [{ ...nickname, means: 'atlantis' }, 422, 'means'],
    [{ kind: 'landmark', name: 'برج', area: 'surra', point: { lat: 29.3, lon: 48.03 } }, 422, 'point'],
    [{ kind: 'landmark', name: 'برج' }, 422, 'area'],
    [{ kind: 'matter', name: 'شفاطة', means: 'mishref' }, 422, 'means'],
    [{ ...nickname, name: 'ب' }, 400, 'name'],
  ])('are refused by the field at fault: %j', async (body, status, field) => {
    const answer = await ask(maha, 'POST', '/additions', body)
    expect([answer.status, answer.body.field]).toEqual([status, field])
  })

  it('are in the list once', async () => {
    const matter = { kind: 'matter', name: 'شفاطة معطلة', means: 'sewage' }
    expect((await ask(maha, 'POST', '/additions', matter)).status).toBe(201)
    expect((await ask(maha, 'POST', '/additions', matter)).status).toBe(409)
    expect((await ask(maha, 'DELETE', '/additions/nothing')).status).toBe(404)
    await say('5', 'شفاطة معطلة في السرة قطعة 4')
    expect((await caseOf('شفاطة معطلة في السرة قطعة 4')).golden.topic.id).toBe('sewage')
  })
})

describe('The list of problems', () => {
  it('names the topic of each', async () => {
    const { problems } = await import('../../src/http/show/names.ts')
    expect(problems.length).toBeGreaterThan(50)
    expect(problems.every(({ topic }) => topic.length > 0)).toBe(true)
  })
})
