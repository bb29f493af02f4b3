// The simulator ordered about over HTTP.
import { describe, expect, it } from 'vitest'
import { citizen, newStage, token } from './stage.ts'

const stage = newStage()

describe('over HTTP', () => {
  const control = async (path: string, body: unknown) => {
    const answer = await fetch(`${stage.simulator.url}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, json: (await answer.json()) as { id: string } }
  }
  it('a citizen speaks, a fault is ordered, the ledger is read', async () => {
    const { json } = await control('say', citizen)
    await control('act', { id: json.id, kind: 'react' })
    expect(stage.bodies().at(-1).entry[0].changes[0].value.messages[0]).toMatchObject({ type: 'reaction' })
    await control('faults', { on: 'api', kind: '503' })
    expect((await fetch(`${stage.simulator.url}/2/tweets/1`, { headers: token })).status).toBe(503)
    const ledger = (await (await fetch(`${stage.simulator.url}/control/ledger`)).json()) as { said: unknown[] }
    expect(ledger.said).toMatchObject([{ id: json.id, text: 'الماي مقطوع' }])
    expect(await (await fetch(stage.simulator.url)).text()).toContain('تكلّم كمواطن')
  })
  it.each([
    [{}, 'say'],
    [{ channel: 'telex', from: 'a' }, 'say'],
    [{ id: 'a' }, 'act'],
  ])('what cannot be done is refused: %j', async (body, path) => {
    expect((await control(path, body)).status).toBe(400)
  })
})
