import { expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { newHouse } from './harness.ts'
import { about, filled, get, post, pushed, send } from './matters.ts'

onBothEngines('what people do to a case', (open) => {
  it('merges, undoes, and a lost race is answered with the case as it is', async () => {
    const { house, cases } = await filled(await open())
    const [into, from] = [about(cases, 'الرميثية'), about(cases, 'الفحيحيل')]
    const merged = await send(house, `/cases/${into.id}/merge`, { from: [from.id], version: into.version })
    expect(merged.body).toMatchObject({ id: into.id, golden: { posts: 2 } })
    const lost = await send(house, `/cases/${into.id}/status`, { status: 'in-progress', version: into.version })
    expect(lost.status).toBe(409)
    expect(lost.body).toMatchObject({
      code: 'version-conflict',
      current: { id: into.id, version: merged.body.version },
    })
    const gone = await send(house, `/cases/${from.id}/status`, { status: 'closed', version: from.version + 1 })
    expect(gone.body).toMatchObject({ status: 409, current: { id: into.id } })

    const history = (await get(house, `/cases/${into.id}/events`)).body.items
    const event = history.find(({ kind }: { kind: string }) => kind === 'merged')
    expect(event).toMatchObject({ undoable: true, actor: { kind: 'token' } })
    expect((await send(house, `/cases/${from.id}/undo`, { event: event.id })).status).toBe(404)
    expect((await send(house, `/cases/${into.id}/undo`, { event: event.id })).status).toBe(200)
    expect((await get(house, `/cases/${from.id}`)).body).toMatchObject({ status: 'open', golden: { posts: 1 } })
    expect((await send(house, `/cases/${into.id}/undo`, { event: event.id })).status).toBe(409)
    const after = (await get(house, `/cases/${into.id}/events`)).body.items
    expect(after.find(({ id }: { id: string }) => id === event.id).undoable).toBe(false)
  })

  it('splits, and says why each post is where it is', async () => {
    const { house, cases } = await filled(await open())
    const [into, from] = [about(cases, 'الرميثية'), about(cases, 'الفحيحيل')]
    const merged = await send(house, `/cases/${into.id}/merge`, { from: [from.id], version: into.version })
    const thread = (await get(house, `/cases/${into.id}/posts`)).body.items
    expect(thread).toHaveLength(2)
    for (const item of thread) expect(item.why).toMatchObject({ decision: expect.any(String), at: expect.any(String) })
    const { version } = merged.body
    const split = await send(house, `/cases/${into.id}/split`, { posts: [thread[1].id], version })
    expect(split.body).toMatchObject({ source: { id: into.id }, created: { golden: { posts: 1 } } })
    const all = await send(house, `/cases/${into.id}/split`, { posts: [thread[0].id], version: version + 1 })
    expect(all.body).toMatchObject({ status: 422, field: 'posts', fix: { ar: expect.stringMatching(/^[^a-z]+$/i) } })
  })

  it('assigns to people and agencies that exist, and sets what may follow', async () => {
    const { house, cases } = await filled(await open())
    const owner = await house.user('سالم', 'agent')
    const { id, version } = about(cases, 'السالمية')
    const given = await send(house, `/cases/${id}/assign`, { owner, agency: 'mew', version })
    expect(given.body).toMatchObject({ owner: { id: owner, name: 'سالم' }, agency: 'mew' })
    const next = given.body.version
    expect((await send(house, `/cases/${id}/assign`, { owner: 'nobody', version: next })).body.field).toBe('owner')
    expect((await send(house, `/cases/${id}/assign`, { agency: 'nasa', version: next })).body.field).toBe('agency')
    expect((await get(house, `/cases?owner=${owner}`)).body.items).toHaveLength(1)
    const allowed = given.body.allowedStatuses as string[]
    expect(allowed).not.toContain('adopted')
    expect((await send(house, `/cases/${id}/status`, { status: 'adopted', version: next })).status).toBe(422)
    const solved = await send(house, `/cases/${id}/status`, { status: 'solved', version: next, note: 'أُصلحت' })
    expect(solved.body).toMatchObject({ status: 'solved', closedAt: expect.any(String) })
    const unseen = await send(house, `/cases/${id}/assign`, { agency: 'mpw' })
    expect(unseen.body, 'without a version the change is made on what the case is now').toMatchObject({ agency: 'mpw' })
    const noted = await send(house, `/cases/${id}/note`, { text: 'اتصل المقاول 99887766' })
    expect(noted.status).toBe(200)
    expect((await get(house, `/cases/${id}/events`)).text).not.toContain('99887766')
  })

  it('makes a case of a post in the lane', async () => {
    const house = await newHouse(await open())
    await pushed(house, [post('صباح الخير جميعا')])
    const [held] = (await get(house, '/posts?caseId=none')).body.items
    expect(held).toMatchObject({ caseId: null, state: 'decided' })
    const made = await send(house, `/posts/${held.id}/case`, {})
    expect(made.body).toMatchObject({ kind: 'complaint', golden: { posts: 1 } })
    expect((await get(house, `/posts/${held.id}`)).body.caseId).toBe(made.body.id)
    expect((await get(house, '/posts?caseId=none')).body.items).toEqual([])
  })
})
