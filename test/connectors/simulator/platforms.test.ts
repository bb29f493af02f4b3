// What the three platforms have in common.
import { describe, expect, it } from 'vitest'
import { type Say, startSimulator } from '../../../connectors/simulator/index.ts'
import { citizen, newStage, phone } from './stage.ts'

const stage = newStage()

const channels = ['whatsapp', 'instagram', 'x'] as const

describe('the simulated platforms', () => {
  it.each(channels)('shake hands for %s as the real one does', async (channel) => {
    expect(await stage.simulator.handshake(channel)).toBe(true)
  })

  it.each<Say>([
    citizen,
    { channel: 'instagram', from: '@a', kind: 'comment', text: 'الماي مقطوع' },
    { channel: 'x', from: '@b', text: '@moi_sim الماي مقطوع' },
  ])('sign what a citizen says: %j', async (say) => {
    expect((await stage.simulator.say(say)).delivered).toMatchObject({ status: 200, attempts: 1 })
    expect(stage.product.heard).toMatchObject([
      { channel: say.channel, signed: true, body: expect.stringContaining('الماي') },
    ])
  })

  it('say the same for the same seed, and other ids for another', async () => {
    const ids = async (seed: number) => {
      const one = await startSimulator({ seed })
      const said = [await one.say(citizen), await one.say({ channel: 'instagram', from: '@a', text: 'هلا' })]
      await one.close()
      return said.map(({ id, authorId }) => `${id} ${authorId}`)
    }
    expect(await ids(3)).toEqual(await ids(3))
    expect((await ids(3))[0]).not.toBe((await ids(4))[0])
  })

  it('try again until the product has acknowledged', async () => {
    stage.product.answer(503, 503, 200)
    expect((await stage.simulator.say(citizen)).delivered).toMatchObject({ status: 200, attempts: 3 })
    expect(new Set(stage.product.heard.map(({ body }) => body)).size).toBe(1)
  })

  it('refuse whoever brings no token', async () => {
    const answer = await fetch(`${stage.simulator.url}/v26.0/${phone}/messages`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(401)
  })
})
