import { expect, it } from 'vitest'
import { admin } from '../../http/harness.ts'
import { place, policy, post, send } from './place.ts'

it('who was split off after the answer is counted with what he was told, until he is told better', async () => {
  const there = await place(2)
  await policy(there, { delaySeconds: 0 })
  await send(there)
  await there.run()
  const get = (path: string) => there.house.ask('GET', `/api/v1${path}`, { as: admin })
  expect((await get(`/cases/${there.caseId}/replies/wrong`)).body).toEqual({ items: [] })
  const { version } = (await get(`/cases/${there.caseId}`)).body
  const [, second] = (await get(`/cases/${there.caseId}/posts`)).body.items
  const { created } = (await post(there, `/cases/${there.caseId}/split`, { posts: [second.id], version })).body
  const wrong = `/cases/${created.id}/replies/wrong`
  expect((await get(wrong)).body.items).toEqual([
    { text: expect.stringContaining('عادت الكهرباء.'), at: expect.any(String), accounts: 1 },
  ])
  const { planId } = (await post(there, `/cases/${created.id}/replies/plan`, { audience: 'wrong' })).body
  await post(there, `/cases/${created.id}/replies`, { planId })
  await there.run()
  expect((await get(wrong)).body).toEqual({ items: [] })
})
