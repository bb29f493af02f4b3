import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConnectors } from '../../../connectors/index.ts'
import { createInstagram } from '../../../connectors/instagram/index.ts'
import { type Simulator, startSimulator } from '../../../connectors/simulator/index.ts'
import { type Remote, startRemote } from '../remote.ts'

let simulator: Simulator
let remote: Remote
beforeAll(async () => {
  simulator = await startSimulator({ seed: 5 })
  remote = await startRemote()
})
afterAll(async () => {
  await simulator.close()
  await remote.close()
})

const signal = new AbortController().signal
const tag = (text: string) => simulator.say({ channel: 'instagram', from: '@p', kind: 'caption', text })

describe('photos that tag us', () => {
  it('are read to the last page, and then only what is new', async () => {
    const { instagram } = createConnectors(simulator.environment)
    const said = []
    for (let count = 0; count < 120; count += 1) said.push((await tag(`حفرة ${count}`)).id)
    const got: string[] = []
    let cursor: string | null = null
    for (let more = true; more; ) {
      const page = await instagram.poll!(cursor, signal)
      got.push(...page.events.map(({ remoteId }) => remoteId))
      cursor = page.cursor
      more = page.more
    }
    expect(got.toSorted()).toEqual(said.toSorted())
    const { id } = await tag('حفرة جديدة')
    const next = await instagram.poll!(cursor, signal)
    expect(next).toMatchObject({
      events: [{ kind: 'post', remoteId: id, surface: 'caption', text: 'حفرة جديدة' }],
      more: false,
    })
    expect((await instagram.poll!(next.cursor, signal)).events).toEqual([])
  })
  it('are asked for account by account', async () => {
    const two = createInstagram({
      url: remote.url,
      version: 'v26.0',
      accounts: [
        { id: '1', token: 'a' },
        { id: '2', token: 'b' },
      ],
    })
    remote.answer({ json: { data: [], paging: {} } })
    const first = await two.poll!(null, signal)
    expect(first.more).toBe(true)
    expect(await two.poll!(first.cursor, signal)).toMatchObject({ more: false })
    expect(remote.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/v26.0/1/tags', 'Bearer a'],
      ['/v26.0/2/tags', 'Bearer b'],
    ])
  })
  it('wait as long as the platform says', async () => {
    const { poll } = createInstagram({ url: remote.url, version: 'v26.0', accounts: [{ id: '1', token: 'a' }] })
    const usage = JSON.stringify({ 1: [{ type: 'instagram', call_count: 100, estimated_time_to_regain_access: 9 }] })
    remote.answer({ status: 400, json: { error: { code: 4 } }, headers: { 'x-business-use-case-usage': usage } })
    await expect(poll!(null, signal)).rejects.toMatchObject({ kind: 'rate', retryAfterMs: 9 * 60_000 })
  })
  it('are not known to the other login product', () => {
    expect(
      createInstagram({ url: 'https://graph.instagram.com', version: 'v26.0', accounts: [{ id: '1', token: 'IG' }] }),
    ).not.toHaveProperty('poll')
  })
})
