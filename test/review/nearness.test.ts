// A second figure beside a question, from a service of embeddings: there when it comes, missed by nobody when it does not.
import type { IncomingMessage, RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { showReviews } from '../../src/http/show/reviews.ts'
import { createNearness, type Nearness } from '../../src/review/index.ts'
import { embeddingRoute } from '../../src/review/nearness.ts'
import { openStore } from '../../src/store/index.ts'
import { report, townOn } from '../pipeline/town.ts'
import { serviceThat } from '../service.ts'
import { someStore } from '../store/engines.ts'

type Asked = { readonly model: string; readonly input: readonly string[] }
const bodyOf = async (request: IncomingMessage): Promise<Asked> => {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text) as Asked
}
/** Water points one way, power another; told in no order, as the protocol allows. */
const meaningOf = (text: string) => [text.includes('الماء') ? 1 : 0, text.includes('الكهرباء') ? 1 : 0, 0.1]
const asked: Asked[] = []
const service =
  (model = 'any'): RequestListener =>
  async (request, response) => {
    const body = await bodyOf(request)
    asked.push(body)
    const data = body.input.map((text, index) => ({ index, embedding: meaningOf(text) })).reverse()
    response.end(JSON.stringify({ model, data }))
  }

const failures: unknown[] = []
/** Waits for the service however busy the machine is. */
const nearnessOf = (url: string): Nearness =>
  createNearness({ url, model: 'any', key: null }, (error) => failures.push(error), 60_000)
const [water, tap, power] = ['انقطع الماء', 'الماء مقطوع من الصبح 51234567', 'انقطعت الكهرباء']

describe('The nearness of two texts', () => {
  it('is the cosine of their vectors, and of the nearest of several', async () => {
    const nearness = nearnessOf(await serviceThat(service()))
    expect(nearness.nearest(water, [tap])).toBeNull()
    await nearness.learn([water, tap, power])
    expect(nearness.nearest(water, [power, tap])).toEqual({ model: 'any', cosine: expect.closeTo(1, 5) })
    expect(nearness.nearest(water, [power])!.cosine).toBeLessThan(0.1)
  })

  it('is asked for once, with nobody’s number', async () => {
    asked.length = 0
    const nearness = nearnessOf(await serviceThat(service()))
    for (let times = 0; times < 3; times += 1) await nearness.learn([water, tap])
    expect(asked).toHaveLength(1)
    expect(JSON.stringify(asked)).not.toContain('51234567')
  })

  it('never compares what two models said', async () => {
    let model = 'first'
    const nearness = nearnessOf(await serviceThat((request, response) => service(model)(request, response)))
    await nearness.learn([water])
    model = 'second'
    await nearness.learn([tap])
    expect(nearness.nearest(water, [tap])).toBeNull()
    await nearness.learn([water])
    expect(nearness.nearest(water, [tap])).toMatchObject({ model: 'second' })
  })

  it.each<readonly [string, RequestListener]>([
    ['is down', (_, response) => response.writeHead(503).end('{"data":[]}')],
    ['answers no JSON', (_, response) => response.end('<html>')],
    ['answers for fewer than were asked', (_, response) => response.end('{"data":[]}')],
    ['hangs up', (request) => request.socket.destroy()],
  ])('is not known of a service that %s, which is then left alone', async (_, answer) => {
    let calls = 0
    failures.length = 0
    const url = await serviceThat((request, response) => {
      calls += 1
      answer(request, response)
    })
    const nearness = nearnessOf(url)
    for (let times = 0; times < 3; times += 1) await nearness.learn([water, tap])
    expect([nearness.nearest(water, [tap]), calls, failures.length]).toEqual([null, 1, 1])
  })

  it('keeps nobody waiting', async () => {
    const asleep = Promise.withResolvers<void>()
    const url = await serviceThat(async (request, response) => {
      await asleep.promise
      service()(request, response)
    })
    const nearness = createNearness({ url, model: 'any', key: null }, (error) => failures.push(error))
    // Who waited for the answer would wait here until the call is given up, and never learn it.
    await nearness.learn([water, tap])
    expect(nearness.nearest(water, [tap])).toBeNull()
    asleep.resolve()
    await expect.poll(() => nearness.nearest(water, [tap])).not.toBeNull()
  })

  it.each([
    ['http://a:1', 'http://a:1/v1/embeddings'],
    ['http://a:1/v1/', 'http://a:1/v1/embeddings'],
    ['https://a/x/embeddings', 'https://a/x/embeddings'],
  ])('is asked at %s by way of %s', (url, route) => expect(embeddingRoute(url)).toBe(route))
})

describe('A question', () => {
  it('shows the figure with its model, keeps its order, and is the same without a service', async () => {
    const town = townOn(await openStore(await someStore()))
    await town.hear(report(7001, { by: 'a' }), report(7001, { by: 'b', doubt: true }))
    const rows = await town.store.read.selectFrom('reviews').selectAll().execute()
    const shown = async (nearness: Nearness | null) =>
      showReviews({ store: town.store, nearness, windows: [], now: Date.now(), scope: null }, rows)
    const plain = await shown(null)
    expect(plain[0]!.suggestions[0]).not.toHaveProperty('nearness')
    const [question] = await shown(nearnessOf(await serviceThat(service('their-model'))))
    expect(question!.suggestions[0]!.nearness).toEqual({ model: 'their-model', cosine: expect.any(Number) })
    const without = question!.suggestions.map(({ nearness: _, ...suggestion }) => suggestion)
    expect(without).toEqual(plain[0]!.suggestions)
    expect(await shown(nearnessOf('http://127.0.0.1:1'))).toEqual(plain)
  })
})
