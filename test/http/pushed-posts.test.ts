import { expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { admin, newHouse } from './harness.ts'
import { get, matters, post, pushed, send } from './matters.ts'

onBothEngines('pushed posts', (open) => {
  it('become cases, once, however often they are pushed', async () => {
    const house = await newHouse(await open())
    const lines = matters()
    const first = await pushed(house, lines)
    expect(first.body).toMatchObject({ new: lines.length, seen: 0, skipped: [] })
    const again = await pushed(house, lines)
    expect(again.body).toMatchObject({ new: 0, seen: lines.length })
    expect(again.body.posts).toEqual(first.body.posts)
    const { body } = await get(house, '/stats/overview')
    expect(body).toMatchObject({ posts: lines.length, waiting: 0 })
  })

  it('are checked one by one: a bad one is named, the others are stored', async () => {
    const house = await newHouse(await open())
    const lines = [post('انقطاع الكهرباء في سلوى'), { id: 'x', text: 'no time' }, 'not a post', post('', {})]
    const { body } = await pushed(house, lines as never)
    expect(body.new).toBe(1)
    expect(body.skipped.map(({ index }: { index: number }) => index)).toEqual([1, 2, 3])
    expect(body.skipped[0].reason).toMatch(/^created_at/)
    const alone = await send(house, '/posts', { id: 'x', text: 'no time' })
    expect(alone.status).toBe(400)
    expect(alone.body).toMatchObject({ code: 'invalid-request', field: 'created_at' })
    expect(alone.body.fix.en).toContain('write the time of the post')
  })

  it('come as lines too, and a broken one is named by its number', async () => {
    const house = await newHouse(await open())
    const body = `${JSON.stringify(post('انقطاع الكهرباء في سلوى'))}\r\n\r\n{"id":\n`
    const headers = { 'content-type': 'application/x-ndjson' }
    const answer = await house.ask('POST', '/api/v1/posts', { as: admin, body, headers })
    expect(answer.body).toMatchObject({
      new: 1,
      skipped: [{ index: 1, reason: expect.stringMatching(/^line 3: is not JSON/) }],
    })
  })
})
