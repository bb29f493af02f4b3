// One address may ask so much before it has said who it is; and whoever asks from elsewhere, or has said it, is not held up.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { anonymousPace, createPaces } from '../../src/http/limits.ts'
import { openStore } from '../../src/store/index.ts'
import { admin, type House, newHouse } from './harness.ts'

const from = (house: House, address: string, path: string, headers: Readonly<Record<string, string>> = {}) =>
  house.app.request(path, { headers: { host: 'localhost', ...headers } }, {
    incoming: { socket: { remoteAddress: address } },
  } as never)

describe('The pace of an address', () => {
  const pace = { atOnce: 5, perSecond: 2 }

  it('lets so many through at once, and then the rest evenly', () => {
    let at = 0
    const { take } = createPaces(pace, () => at)
    expect(Array.from({ length: 7 }, () => take('a'))).toEqual([0, 0, 0, 0, 0, 500, 500])
    expect(take('b')).toBe(0)
    at = 500
    expect([take('a'), take('a')]).toEqual([0, 500])
    at = 60_000
    expect(Array.from({ length: 6 }, () => take('a') === 0)).toEqual([true, true, true, true, true, false])
  })

  it('is remembered for so many addresses and no more, the newest first', () => {
    const paces = createPaces(pace, () => 0)
    for (let n = 0; n < 50_000; n++) paces.take(`10.${n}`)
    expect(paces.size()).toBeLessThanOrEqual(20_000)
    for (let n = 0; n < 5; n++) paces.take('10.49999')
    expect(paces.take('10.49999')).toBeGreaterThan(0)
  })
})

describe('Who has not said who he is', () => {
  afterEach(() => vi.useRealTimers())

  it('is asked to come again after so many requests from one address', async () => {
    const house = await newHouse(await openStore('sqlite::memory:'))
    // However long the requests take, these come at once.
    vi.useFakeTimers({ toFake: ['performance'] })
    const paths = ['/p/none', '/data-deletion/none', '/api/v1/setup', '/api/v1/cases']
    const answers: Response[] = []
    for (let n = 0; n < 5 * anonymousPace.atOnce && answers.at(-1)?.status !== 429; n++)
      answers.push(await from(house, '185.1.2.3', paths[n % paths.length]!))
    const refused = answers.at(-1)!
    expect(answers).toHaveLength(anonymousPace.atOnce + 1)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ code: 'too-many', fix: { ar: expect.stringMatching(/انتظر/) } })
    // The controls: another address, one who says who he is, a probe, and the dashboard itself.
    expect((await from(house, '185.1.2.4', '/p')).status).toBe(200)
    expect((await from(house, '185.1.2.3', '/api/v1/cases', { authorization: `Bearer ${admin}` })).status).toBe(200)
    expect((await from(house, '185.1.2.3', '/healthz')).status).toBe(200)
    expect((await from(house, '185.1.2.3', '/assets/none.js')).status).not.toBe(429)
    await house.server.store.close()
  })
})
