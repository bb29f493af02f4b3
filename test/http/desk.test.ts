// A person's desk and what people do together at a case, through the whole server, on both engines.
import { beforeAll, describe, expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { admin, type House, newHouse } from './harness.ts'

const api = '/api/v1'

onBothEngines('The desk', (open) => {
  let house: House
  let maha: string
  let jaber: string
  const ids = { maha: '', jaber: '' }
  const said = async (id: string, text: string, kind = 'dm') => {
    const body = [{ id, channel: 'whatsapp', kind, author: `a-${id}`, text, created_at: new Date().toISOString() }]
    await house.ask('POST', `${api}/posts`, { as: admin, body })
    await house.server.pipeline.drain()
  }
  const ask = (as: string, method: string, path: string, body?: unknown) =>
    house.ask(method, `${api}${path}`, { as, ...(body === undefined ? {} : { body }) })
  const cases = async () => (await ask(maha, 'GET', '/cases')).body.items

  beforeAll(async () => {
    house = await newHouse(await open())
    ids.maha = await house.user('مها', 'supervisor')
    ids.jaber = await house.user('جابر', 'analyst')
    maha = await house.signIn('مها')
    jaber = await house.signIn('جابر')
    await said('1', 'الكهرباء مقطوعة في السرة قطعة 4 من الصبح')
    await said('2', 'حفرة كبيرة في شارع 10 بالرميثية قطعة 5')
    await said('3', 'صباح الورد')
  })

  it('keeps views of the list for their owner alone', async () => {
    const saved = await ask(maha, 'POST', '/me/views', { name: 'كهرباء السرة', query: 'area=surra' })
    expect(saved.status).toBe(201)
    expect((await ask(maha, 'GET', '/me/views')).body.items).toEqual([saved.body])
    expect((await ask(jaber, 'GET', '/me/views')).body.items).toEqual([])
    expect((await ask(jaber, 'DELETE', `/me/views/${saved.body.id}`)).status).toBe(404)
    expect((await ask(maha, 'DELETE', `/me/views/${saved.body.id}`)).status).toBe(204)
    expect((await ask(maha, 'GET', '/me/views')).body.items).toEqual([])
  })

  it('corrects a case, keeps the correction when more is said, and undoes it', async () => {
    const [one] = (await cases()).filter(
      (given: { golden: { area: { id: string } } }) => given.golden.area?.id === 'surra',
    )
    const edited = await ask(jaber, 'POST', `/cases/${one.id}/edit`, { title: 'انقطاع السرة', version: one.version })
    expect(edited.body).toMatchObject({
      golden: { title: 'انقطاع السرة', area: { id: 'surra' } },
      corrected: ['title'],
    })
    await said('4', 'الكهرباء مقطوعة عندنا بالسرة قطعة 4 من الصبح')
    const after = (await ask(maha, 'GET', `/cases/${one.id}`)).body
    expect([after.golden.title, after.golden.posts]).toEqual(['انقطاع السرة', 2])
    const stale = await ask(maha, 'POST', `/cases/${one.id}/edit`, { title: 'غير ذلك', version: one.version })
    expect([stale.status, stale.body.code]).toEqual([409, 'version-conflict'])
    const wrong = await ask(maha, 'POST', `/cases/${one.id}/edit`, { area: 'nowhere', version: after.version })
    expect([wrong.status, wrong.body.field]).toEqual([422, 'area'])
    const events = (await ask(maha, 'GET', `/cases/${one.id}/events`)).body.items
    const event = events.find(({ kind }: { kind: string }) => kind === 'edited')
    await ask(maha, 'POST', `/cases/${one.id}/undo`, { event: event.id })
    const back = (await ask(maha, 'GET', `/cases/${one.id}`)).body
    expect([back.golden.title, back.corrected]).toEqual([one.golden.title, undefined])
  })

  it('tells whoever is mentioned, and forgets it once read', async () => {
    const [one] = await cases()
    const noted = await ask(maha, 'POST', `/cases/${one.id}/note`, { text: '@جابر راجعها', mentions: [ids.jaber] })
    expect(noted.status).toBe(200)
    const alerts = (await ask(jaber, 'GET', '/me/alerts')).body.items
    expect(alerts).toContainEqual(expect.objectContaining({ kind: 'mention', by: 'مها', seen: false, aloud: true }))
    expect((await ask(maha, 'GET', '/me/alerts')).body.items).toEqual([])
    const read = (await ask(jaber, 'POST', '/me/alerts/seen', {})).body.items
    expect(read.every(({ seen }: { seen: boolean }) => seen)).toBe(true)
    const stranger = await ask(maha, 'POST', `/cases/${one.id}/note`, { text: 'x', mentions: ['nobody'] })
    expect([stranger.status, stranger.body.field]).toEqual([422, 'mentions'])
  })

  it('keeps quiet in quiet hours', async () => {
    const all = { alerts: ['mention'], browser: false, welcomed: true }
    const inKuwait = (hours: number) => new Date(Date.now() + (3 + hours) * 3_600_000).toISOString().slice(11, 16)
    await ask(jaber, 'PUT', '/me/preferences', { ...all, quiet: { from: inKuwait(-2), to: inKuwait(2) } })
    const [one] = await cases()
    await ask(maha, 'POST', `/cases/${one.id}/note`, { text: '@جابر', mentions: [ids.jaber] })
    expect((await ask(jaber, 'GET', '/me/alerts')).body.items[0].aloud).toBe(false)
    await ask(jaber, 'PUT', '/me/preferences', { ...all, quiet: null })
    expect((await ask(jaber, 'GET', '/me/alerts')).body.items[0].aloud).toBe(true)
  })

  it('changes many at once, and says which could not be and why', async () => {
    const all = await cases()
    const wanted = [...all.map(({ id }: { id: string }) => id), 'no-such-case']
    const assigned = (await ask(jaber, 'POST', '/cases/many', { cases: wanted, owner: ids.jaber })).body
    expect(assigned.changed).toHaveLength(all.length)
    expect(assigned.refused).toEqual([expect.objectContaining({ id: 'no-such-case' })])
    const wrong = (await ask(jaber, 'POST', '/cases/many', { cases: wanted.slice(0, 1), status: 'adopted' })).body
    expect(wrong.refused).toHaveLength(1)
    const done = (await ask(jaber, 'POST', '/cases/many', { cases: wanted.slice(0, 1), status: 'in-progress' })).body
    expect(done.changed).toEqual(wanted.slice(0, 1))
  })

  it('gives every agency that is asked a clock of its own', async () => {
    const [one] = await cases()
    const ours = one.agency
    const { agencies } = (await ask(maha, 'GET', '/reference')).body
    const other = agencies.find(({ id }: { id: string }) => id !== ours).id
    const path = `/cases/${one.id}/agencies`
    const asked = (await ask(maha, 'POST', path, { agency: other, does: 'ask', hours: 2 })).body.items
    expect(Date.parse(asked[0].dueAt) - Date.now()).toBeGreaterThan(1.9 * 3_600_000)
    expect((await ask(maha, 'POST', path, { agency: other, does: 'done' })).body.items[0].doneAt).not.toBeNull()
    expect((await ask(maha, 'POST', path, { agency: other, does: 'leave' })).body.items).toEqual([])
    expect((await ask(maha, 'POST', path, { agency: other, does: 'done' })).status).toBe(404)
    if (ours !== null) expect((await ask(maha, 'POST', path, { agency: ours, does: 'ask' })).status).toBe(422)
  })

  it('shows a case as it was before its second echo, and with it', async () => {
    const [one] = (await cases()).filter(({ golden }: { golden: { posts: number } }) => golden.posts === 2)
    const posts = (await ask(maha, 'GET', `/cases/${one.id}/posts`)).body.items
    const joined = Date.parse(posts[1].why.at)
    const at = (time: number) => ask(maha, 'GET', `/cases/${one.id}/past?at=${new Date(time).toISOString()}`)
    expect((await at(joined - 1)).body.posts).toHaveLength(1)
    expect((await at(joined + 1)).body.posts.map(({ id }: { id: string }) => id)).toEqual(
      posts.map(({ id }: { id: string }) => id),
    )
    expect((await ask(maha, 'GET', `/cases/${one.id}/bridge`)).body).toEqual({ bridge: null })
  })

  it('shows the record as people had corrected it by then, though they took it back since', async () => {
    const [one] = (await cases()).filter(({ golden }: { golden: { posts: number } }) => golden.posts === 2)
    const posts = (await ask(maha, 'GET', `/cases/${one.id}/posts`)).body.items
    const at = async (time: number) =>
      (await ask(maha, 'GET', `/cases/${one.id}/past?at=${new Date(time).toISOString()}`)).body.golden
    const { version } = (await ask(maha, 'GET', `/cases/${one.id}`)).body
    const moved = { title: 'عطل محوّل السرة', area: 'salmiya' }
    const edited = (await ask(maha, 'POST', `/cases/${one.id}/edit`, { ...moved, version })).body
    expect(await at(Date.parse(posts[1].why.at) + 1)).toMatchObject({
      title: 'انقطاع السرة',
      area: { id: 'surra' },
      topic: one.golden.topic,
      posts: 2,
    })
    expect(await at(Date.now() + 1_000)).toMatchObject({ title: moved.title, area: { id: moved.area } })
    await ask(maha, 'POST', `/cases/${one.id}/edit`, { title: null, area: null, version: edited.version })
  })

  it('sets spam aside, leaves it out of the count, and brings it back', async () => {
    const lane = async (side: string) => (await ask(maha, 'GET', `/posts?caseId=none&lane=${side}`)).body.items
    const count = async () => (await ask(maha, 'GET', '/stats/overview')).body.noCase
    const [post] = await lane('waiting')
    const before = await count()
    expect((await ask(maha, 'POST', `/posts/${post.id}/spam`, { spam: true })).status).toBe(200)
    expect([(await lane('waiting')).length, (await lane('spam')).length, await count()]).toEqual([0, 1, before - 1])
    await ask(maha, 'POST', `/posts/${post.id}/spam`, { spam: false })
    expect([(await lane('waiting')).length, (await lane('spam')).length, await count()]).toEqual([1, 0, before])
    const [inCase] = (await ask(maha, 'GET', `/cases/${(await cases())[0].id}/posts`)).body.items
    expect((await ask(maha, 'POST', `/posts/${inCase.id}/spam`, { spam: true })).status).toBe(409)
  })

  it('promises hours by kind, counts from when a case was opened, and lets a supervisor change them', async () => {
    const [one] = (await cases()).filter(({ kind }: { kind: string }) => kind === 'complaint')
    expect(Date.parse(one.dueAt) - Date.parse(one.openedAt)).toBe(24 * 3_600_000)
    const hours = { emergency: 1, complaint: 4, inquiry: 24, suggestion: 168 }
    expect((await ask(jaber, 'PUT', '/rules/service', { hours })).status).toBe(403)
    expect((await ask(maha, 'PUT', '/rules/service', { hours })).body).toEqual({ hours })
    const after = (await ask(maha, 'GET', `/cases/${one.id}`)).body
    expect(Date.parse(after.dueAt) - Date.parse(after.openedAt)).toBe(4 * 3_600_000)
  })

  it('knows who is at a case, and who is writing there', async () => {
    const [one] = await cases()
    const path = `/cases/${one.id}/presence`
    await ask(maha, 'POST', path, { writing: true })
    expect((await ask(jaber, 'POST', path, { writing: false })).body.others).toEqual([{ name: 'مها', writing: true }])
    house.later(60_000)
    expect((await ask(jaber, 'POST', path, { writing: false })).body.others).toEqual([])
  })

  it('counts the map and the trends of what was said', async () => {
    const map = (await ask(maha, 'GET', '/stats/map?hours=2')).body
    expect(map.areas.map(({ id }: { id: string }) => id).sort()).toEqual(['rumaithiya', 'surra'])
    expect(map.hours.at(-1).open).toEqual({ rumaithiya: 1, surra: 1 })
    const trends = (await ask(maha, 'GET', '/stats/trends?hours=2&by=area')).body
    const surra = trends.groups.find(({ name }: { name: { id: string } }) => name.id === 'surra')
    expect([surra.posts, surra.authors, surra.cases]).toEqual([2, 2, 1])
    expect([trends.merged, trends.postsPerCase]).toEqual([{ count: 1, of: 3 }, 1.5])
    const only = (await ask(maha, 'GET', '/stats/trends?hours=2&by=area&key=surra')).body
    expect(only.hours.reduce((sum: number, { posts }: { posts: number }) => sum + posts, 0)).toBe(2)
  })

  it('counts what people made cases of in the lane, and the emergencies that were misread', async () => {
    const figures = async () => (await ask(maha, 'GET', '/stats/lane')).body
    await said('lane-1', 'مساء الخير')
    const lane = (await ask(maha, 'GET', '/posts?caseId=none&lane=waiting')).body.items
    const [post] = lane.filter(({ text }: { text: string }) => text === 'مساء الخير')
    expect(await figures()).toEqual({ opened: 0, emergencies: 0 })
    const made = (await ask(maha, 'POST', `/posts/${post.id}/case`, { kind: 'emergency' })).body
    expect(await figures()).toEqual({ opened: 1, emergencies: 1 })
    const events = (await ask(maha, 'GET', `/cases/${made.id}/events`)).body.items
    await ask(maha, 'POST', `/cases/${made.id}/undo`, { event: events[0].id })
  })

  it('switches moved lines on for what comes next, audits it, and goes back to the learned ones', async () => {
    const ofSalwa = async () =>
      (await cases()).filter(({ golden }: { golden: { area: { id: string } | null } }) => golden.area?.id === 'salwa')
    const echo = (id: string) => said(id, 'المجاري طافحة في سلوى قطعة 3 من يومين')
    await echo('lab-1')
    expect((await ask(jaber, 'GET', '/lab')).status).toBe(403)
    const lines = { accept: 1, review: 0.1 }
    expect((await ask(maha, 'PUT', '/lab/lines', { lines })).body).toEqual({ on: lines })
    await echo('lab-2')
    const held = await ofSalwa()
    expect(held).toHaveLength(2)
    const review = (await ask(maha, 'GET', '/review')).body.items
    expect(
      review.flatMap(({ suggestions }: { suggestions: { case: { id: string } }[] }) =>
        suggestions.map((one) => one.case.id),
      ),
    ).toContain(held.at(-1).id)
    const backwards = await ask(maha, 'PUT', '/lab/lines', { lines: { accept: 0.6, review: 0.9 } })
    expect([backwards.status, backwards.body.field]).toEqual([400, 'lines.review'])
    expect((await ask(maha, 'PUT', '/lab/lines', { lines: null })).body).toEqual({ on: null })
    await echo('lab-3')
    expect(await ofSalwa()).toHaveLength(2)
    const audit = (await ask(admin, 'GET', '/audit')).body.items
    expect(audit.filter(({ action }: { action: string }) => action === 'lines-moved')).toHaveLength(2)
    const { on, joins, aspects } = (await ask(maha, 'GET', '/lab?accept=0.5&review=0.1')).body
    expect([on, joins]).toEqual([null, 2])
    expect(aspects.length).toBeGreaterThan(0)
    expect(aspects.every(({ agreed, differed }: Record<string, number>) => agreed! + differed! > 0)).toBe(true)
  })
})

describe('Second opinions', () => {
  it('are asked of a twentieth, of somebody else, once; and tell whether the two agree', async () => {
    const { isSampled } = await import('../../src/http/second-opinions.ts')
    const { newHouse: again } = await import('./harness.ts')
    const ids = Array.from({ length: 4_000 }, (_, i) => `review-${i}`)
    const share = ids.filter(isSampled).length / ids.length
    expect(share).toBeGreaterThan(0.035)
    expect(share).toBeLessThan(0.065)
    const house = await again()
    const { write } = await import('../../src/store/index.ts')
    const { askSecondOpinion, giveSecondOpinion, openSecondOpinions } = await import(
      '../../src/store/second-opinions.ts'
    )
    const first = { review: 'r1' as never, by: 'مها', answer: 'same', at: 1 }
    await write(house.server.store, (tx) => askSecondOpinion(tx, first))
    expect(await openSecondOpinions(house.server.store, 'مها', 5)).toEqual([])
    expect(await openSecondOpinions(house.server.store, 'جابر', 5)).toEqual([{ review_id: 'r1' }])
    const give = (by: string) => write(house.server.store, (tx) => giveSecondOpinion(tx, { ...first, by }))
    expect(await give('مها')).toBeNull()
    expect(await give('جابر')).toEqual({ first_answer: 'same', first_by: 'مها' })
    expect(await give('سالم')).toBeNull()
  })
})
