// Giving a topic to another agency, through the whole server: seen first, for new cases only unless it is asked for, never over a
// person's own choice, and taken back by giving it back.
import { beforeAll, expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { admin, type House, newHouse } from './harness.ts'

const api = '/api/v1'
const topic = 'power-outage'

onBothEngines('A topic given to another agency', (open) => {
  let house: House
  let maha: string
  let serial = 0
  const ask = (as: string, method: string, path: string, body?: unknown) =>
    house.ask(method, `${api}${path}`, { as, ...(body === undefined ? {} : { body }) })
  const give = (agency: string, from: string, follow = false, as = maha) =>
    ask(as, 'PUT', `/topics/${topic}/agency`, { agency, from, open: follow })
  const would = async () => (await ask(maha, 'GET', `/topics/${topic}/open`)).body

  /** The case that somebody's words open. */
  const hear = async (text: string): Promise<string> => {
    const id = String(++serial)
    const said = { id, channel: 'whatsapp', kind: 'dm', author: `a-${id}`, text, created_at: new Date().toISOString() }
    await ask(admin, 'POST', '/posts', [said])
    await house.server.pipeline.drain()
    const { items } = (await ask(maha, 'GET', '/posts?limit=200')).body
    return items.find((one: { text: string }) => one.text === text).caseId
  }
  const agencyOf = async (id: string) => (await ask(maha, 'GET', `/cases/${id}`)).body.golden.agency?.id
  const agencies = (...ids: readonly string[]) => Promise.all(ids.map(agencyOf))

  let [early, chosen, road] = ['', '', '']
  beforeAll(async () => {
    house = await newHouse(await open())
    await house.user('مها', 'supervisor')
    await house.user('جابر', 'agent')
    await house.user('نوف', 'supervisor', { agencies: ['mew'] })
    maha = await house.signIn('مها')
    early = await hear('الكهرباء مقطوعة في السرة قطعة ٢ من الصبح')
    chosen = await hear('انقطاع الكهرباء في المنقف قطعة ٤ من أمس')
    road = await hear('حفرة كبيرة في شارع 10 بالرميثية قطعة 5')
    const choose = (agency: string) => ask(maha, 'POST', `/cases/${chosen}/assign`, { agency })
    await choose('mpw')
    await choose('mew')
  })

  it('is a supervisor’s of the whole house to give', async () => {
    for (const name of ['جابر', 'نوف'])
      expect((await give('mpw', 'mew', true, await house.signIn(name))).status).toBe(403)
    expect(await agencies(early, chosen, road)).toEqual(['mew', 'mew', 'part'])
  })

  it('shows first which open cases could follow, and which a person has placed', async () => {
    expect(await would()).toMatchObject({ open: 1, byHand: 1, examples: [{ id: early }] })
  })

  it('takes new cases along and leaves the others, whatever is said in them later', async () => {
    expect((await give('mpw', 'mew')).body).toEqual({ topic, agency: 'mpw', moved: 0 })
    const late = await hear('ماكو كهربا في الجهراء قطعة ٣ من ساعة')
    expect(await agencies(early, chosen, road, late)).toEqual(['mew', 'mew', 'part', 'mpw'])
    expect(await hear('الكهرباء مقطوعة في السرة قطعة ٢ للحين')).toBe(early)
    expect(await agencyOf(early)).toBe('mew')
    const { topics } = (await ask(maha, 'GET', '/reference')).body
    expect(topics.find(({ id }: { id: string }) => id === topic)).toMatchObject({ agency: 'mpw', usual: 'mew' })
    expect((await give('mew', 'mpw')).status).toBe(200)
  })

  it('takes open ones along where it is asked for, and back, but none whose agency a person chose', async () => {
    expect((await give('mpw', 'mew', true)).body.moved).toBe(1)
    expect(await agencies(early, chosen, road)).toEqual(['mpw', 'mew', 'part'])
    await hear('الكهرباء مقطوعة في السرة قطعة ٢ ولا أحد يرد')
    expect(await agencyOf(early)).toBe('mpw')
    expect((await give('mew', 'mpw', true)).body.moved).toBe(2)
    expect(await agencies(early, chosen)).toEqual(['mew', 'mew'])
  })

  it('leaves each case its way back, and the house its record', async () => {
    await give('mpw', 'mew', true)
    const { items } = (await ask(maha, 'GET', `/cases/${early}/events`)).body
    const event = items.find(({ kind, undoable }: Record<string, unknown>) => kind === 'assigned' && undoable)
    expect((await ask(maha, 'POST', `/cases/${early}/undo`, { event: event.id })).status).toBe(200)
    expect(await agencyOf(early)).toBe('mew')
    const log = (await ask(admin, 'GET', '/audit')).body.items.find(
      ({ action }: { action: string }) => action === 'topic-given',
    )
    expect(log).toMatchObject({ subject: topic, data: { from: 'mew', to: 'mpw', open: true } })
  })

  it('is not taken from where somebody else just put it', async () => {
    const lost = await give('moi', 'mew')
    expect([lost.status, lost.body.code]).toEqual([409, 'conflict'])
    expect(lost.body.detail).toContain('another agency by now')
  })

  it('is off the lists where the house retires it, and its cases keep it', async () => {
    const retire = (retired: boolean, as = maha) => ask(as, 'PUT', `/topics/${topic}/retired`, { retired })
    const retiredOnes = async () => {
      const { topics } = (await ask(maha, 'GET', '/reference')).body
      return topics.filter((one: { retired: boolean }) => one.retired).map(({ id }: { id: string }) => id)
    }
    expect((await retire(true, await house.signIn('جابر'))).status).toBe(403)
    await retire(true)
    await retire(true)
    expect(await retiredOnes()).toEqual([topic])
    expect((await ask(maha, 'GET', `/cases/${early}`)).body.golden.topic.id).toBe(topic)
    await retire(false)
    expect(await retiredOnes()).toEqual([])
    const { items } = (await ask(admin, 'GET', '/audit')).body
    const [back, off] = items.filter(({ subject }: { subject: string }) => subject === topic)
    expect([off.action, back.action]).toEqual(['topic-retired', 'topic-restored'])
  })

  it('is a topic that is known, and an agency that is', async () => {
    expect((await give('atlantis', 'mpw')).body.field).toBe('agency')
    expect((await ask(maha, 'GET', '/topics/weather-on-mars/open')).status).toBe(404)
  })
})
