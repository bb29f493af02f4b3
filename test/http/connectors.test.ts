import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../connectors/simulator/index.ts'
import { admin, type House, newHouse } from './harness.ts'

let simulator: Simulator
let house: House
beforeAll(async () => {
  simulator = await startSimulator({ seed: 3 })
  house = await newHouse(undefined, { ...simulator.environment, X_MONTHLY_BUDGET: '1', X_SEARCH_QUERY: 'الكهرباء' })
})
afterAll(async () => {
  await house.server.schedule.stop()
  await simulator.close()
})

const list = async () => (await house.ask('GET', '/api/v1/connectors', { as: admin })).body.items
const one = async (id: string) => (await list()).find((item: { id: string }) => item.id === id)
const verb = (id: string, what: string) =>
  house.ask('POST', `/api/v1/connectors/${id}/${what}`, { as: admin, body: {} })

describe('the channels', () => {
  it('are shown with what each can do and what is not connected', async () => {
    const items = await list()
    expect(items.map(({ id, state }: { id: string; state: string }) => [id, state])).toEqual([
      ['whatsapp', 'running'],
      ['instagram', 'running'],
      ['x', 'running'],
      ['generic', 'not-connected'],
    ])
    expect(items[1].tasks.map(({ name }: { name: string }) => name)).toEqual(['pull', 'complete', 'recheck'])
    expect(items[2]).toMatchObject({
      webhook: { path: '/webhooks/x', configured: true },
      budget: { capUsd: 1, state: 'ok' },
    })
  })

  it('are asked at once when a person says so, and the run, the allowance and the money are shown', async () => {
    await simulator.say({ channel: 'x', from: '@a', text: '@moi_sim انقطاع الكهرباء في سلوى قطعة 4' })
    const { status, body } = await verb('x', 'run')
    expect(status).toBe(200)
    const pull = body.tasks.find(({ name }: { name: string }) => name === 'pull')
    expect(pull.runs[0]).toMatchObject({ new: 1, fault: null })
    expect(body.allowances.map(({ endpoint }: { endpoint: string }) => endpoint)).toContain('mentions (app)')
    expect(body.budget.lines).toContainEqual({ what: 'owned-read', count: 1, usd: 0.001 })
  })

  it('rest and go on by a person’s word, with her name', async () => {
    expect((await verb('x', 'pause')).body).toMatchObject({ state: 'paused', paused: { by: 'SADA_ADMIN_TOKEN' } })
    expect((await one('x')).state).toBe('paused')
    expect((await verb('x', 'resume')).body).toMatchObject({ state: 'running', paused: null })
    const log = await house.ask('GET', '/api/v1/audit', { as: admin })
    const actions = log.body.items.map(({ action }: { action: string }) => action)
    expect(actions).toEqual(expect.arrayContaining(['connector-run', 'connector-paused', 'connector-resumed']))
  })

  it('are tested, and a missing permission is named', async () => {
    simulator.fault({ on: 'api', channel: 'x', kind: 'revoked-token', method: 'GET' })
    const { body } = await verb('x', 'test')
    expect(body.ok).toBe(false)
    expect(body.probes[0]).toEqual({ name: 'x.read', ok: false, problem: 'token', permission: 'X_BEARER_TOKEN' })
  })

  it('that fail say so until they do not', async () => {
    simulator.fault({ on: 'api', channel: 'x', kind: '503', method: 'GET', times: 1 })
    const { body } = await verb('x', 'run')
    expect(body.state).toBe('failing')
    expect((await verb('x', 'run')).body.state).toBe('running')
  })

  it('that are not connected, or unknown, say what to do', async () => {
    for (const what of ['run', 'test'])
      expect(await verb('generic', what)).toMatchObject({ status: 409, body: { code: 'not-connected' } })
    expect((await verb('telegram', 'pause')).status).toBe(404)
  })
})
