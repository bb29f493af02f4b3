// The simulated X keeps the rules of the real one.
import { describe, expect, it } from 'vitest'
import type { Say } from '../../../connectors/simulator/index.ts'
import { newStage } from './stage.ts'

const stage = newStage()

describe('X', () => {
  const mention: Say = { channel: 'x', from: '@ali', text: '@moi_sim الماي مقطوع' }
  it('gives mentions newest first, page by page, and only what is newer than asked', async () => {
    const ids: string[] = []
    for (let count = 0; count < 7; count += 1)
      ids.push((await stage.simulator.say({ ...mention, text: `@moi_sim ${count}` })).id)
    const first = (await stage.get('/2/users/1/mentions?max_results=5')).json as {
      data: { id: string }[]
      meta: { next_token: string; newest_id: string }
    }
    expect(first.data.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 5))
    const second = (await stage.get(`/2/users/1/mentions?max_results=5&pagination_token=${first.meta.next_token}`))
      .json as typeof first
    expect(second.data.map(({ id }) => id)).toEqual(ids.toReversed().slice(5))
    expect((await stage.get(`/2/users/1/mentions?since_id=${first.meta.newest_id}`)).json).toEqual({
      meta: { result_count: 0 },
    })
  })
  it('finds by search what names nobody, and forgets it after a week', async () => {
    const { id, delivered } = await stage.simulator.say({ channel: 'x', from: '@b', text: 'الماي مقطوع بسلوى' })
    expect(delivered).toBeNull()
    const found = () =>
      stage.get(`/2/tweets/search/recent?query=${encodeURIComponent('(الماي OR الكهرباء) lang:ar -is:retweet')}`)
    expect((await found()).json).toMatchObject({ data: [{ id }] })
    stage.simulator.skew(8 * 24 * 3_600_000)
    expect((await found()).json).toEqual({ meta: { result_count: 0 } })
  })
  it('lets only an author be answered who called on the account, and no text be said twice', async () => {
    const called = await stage.simulator.say(mention)
    const found = await stage.simulator.say({ channel: 'x', from: '@b', text: 'الماي مقطوع' })
    const answer = (to: string) => stage.post('/2/tweets', { text: 'تم', reply: { in_reply_to_tweet_id: to } })
    expect(await answer(called.id)).toMatchObject({ status: 201, json: { data: { text: 'تم' } } })
    expect(await answer(called.id)).toMatchObject({
      status: 403,
      json: { detail: expect.stringContaining('duplicate') },
    })
    expect(await answer(found.id)).toMatchObject({
      status: 403,
      json: { detail: expect.stringContaining('not allowed') },
    })
  })
  it('says in the headers how much may still be asked', async () => {
    const { headers } = await stage.post('/2/tweets', { text: 'تم' })
    expect(Number(headers.get('x-rate-limit-reset'))).toBeGreaterThan(Date.now() / 1000)
    const [limit, remaining] = ['limit', 'remaining'].map((name) => Number(headers.get(`x-rate-limit-${name}`)))
    expect(remaining).toBe(limit! - 1)
  })
  it('answers for a deleted post that there is none', async () => {
    const { id } = await stage.simulator.say(mention)
    await stage.simulator.remove(id)
    expect((await stage.get(`/2/tweets/${id}`)).json).toMatchObject({
      errors: [{ resource_id: id, type: expect.stringContaining('resource-not-found') }],
    })
  })
})
