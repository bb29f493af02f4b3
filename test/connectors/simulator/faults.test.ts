// What goes wrong on command.
import { describe, expect, it } from 'vitest'
import { patience } from '../../patience.ts'
import { citizen, newStage, phone, text, token } from './stage.ts'

const stage = newStage()

describe('faults on command', () => {
  it('deliver twice, late, out of order, torn, forged or not at all', async () => {
    const say = (words: string) => stage.simulator.say({ ...citizen, text: words })
    stage.simulator.fault({ on: 'webhook', kind: 'duplicate' })
    await say('twice')
    stage.simulator.fault({ on: 'webhook', kind: 'gap' })
    expect((await say('lost')).delivered).toBeNull()
    stage.simulator.fault({ on: 'webhook', kind: 'forged' })
    await say('forged')
    stage.simulator.fault({ on: 'webhook', kind: 'delay', afterMs: 2_000 })
    const late = say('late')
    await say('early')
    await late
    stage.simulator.fault({ on: 'webhook', kind: 'reorder', times: 6 })
    for (const words of 'abcdef') await say(words)
    await stage.simulator.idle()
    const told = stage.product.heard.map(
      ({ body, signed }) => `${/"body":"(\w+)"/.exec(body)?.[1]}${signed ? '' : '!'}`,
    )
    expect(told.slice(0, 5)).toEqual(['twice', 'twice', 'forged!', 'early', 'late'])
    expect(told.slice(5)).not.toEqual([...'abcdef'])
    expect(told.slice(5).toSorted()).toEqual([...'abcdef'])
    stage.simulator.fault({ on: 'webhook', kind: 'truncated' })
    await say('torn')
    const { body, signed } = stage.product.heard.at(-1)!
    expect(signed).toBe(true)
    expect(() => JSON.parse(body)).toThrow()
  })
  it.each([
    ['429', 429],
    ['500', 500],
    ['503', 503],
    ['revoked-token', 401],
    ['expired-media', 404],
  ] as const)('answer %s', async (kind, status) => {
    await stage.simulator.say(citizen)
    stage.simulator.fault({ on: 'api', kind })
    const answer = await fetch(`${stage.simulator.url}/v26.0/${phone}/messages`, {
      method: 'POST',
      headers: token,
      body: JSON.stringify(text('96599000001')),
    })
    expect(answer.status).toBe(status)
    expect(stage.simulator.ledger().sent).toEqual([])
  })
  it('say how long to wait, or leave it unsaid', async () => {
    const limited = async (retryAfter: number | null) => {
      stage.simulator.fault({ on: 'api', kind: '429', retryAfter })
      return (await fetch(`${stage.simulator.url}/2/tweets/1`, { headers: token })).headers.get('retry-after')
    }
    expect(await limited(9)).toBe('9')
    expect(await limited(null)).toBeNull()
  })
  it.each([
    ['reset', 0],
    ['truncated', 0],
    ['reset-after-accept', 1],
    ['hang-after-accept', 1],
    ['hang', 0],
  ] as const)('lose the answer (%s); what had its effect stands in the ledger', async (kind, effects) => {
    await stage.simulator.say(citizen)
    stage.simulator.fault({ on: 'api', kind })
    const lost = fetch(`${stage.simulator.url}/v26.0/${phone}/messages`, {
      method: 'POST',
      headers: token,
      body: JSON.stringify(text('96599000001')),
      signal: patience(500),
    }).then((answer) => answer.json())
    await expect(lost).rejects.toThrow()
    expect(stage.simulator.ledger().sent).toHaveLength(effects)
  })
  it('end when they are called off', async () => {
    await stage.simulator.say(citizen)
    stage.simulator.fault({ on: 'api', kind: '503', times: 100 })
    stage.simulator.calm()
    expect((await stage.post(`/v26.0/${phone}/messages`, text('96599000001'))).status).toBe(200)
  })
})
