// The simulated WhatsApp keeps the rules of the real one.
import { describe, expect, it } from 'vitest'
import { citizen, newStage, phone, text } from './stage.ts'

const stage = newStage()

describe('WhatsApp', () => {
  it('sends within the window, and tells by steps what became of it, with our key', async () => {
    await stage.simulator.say(citizen)
    const { status, json } = await stage.post(`/v26.0/${phone}/messages`, text('96599000001', 'تم', 'row-9'))
    expect({ status, json }).toMatchObject({
      status: 200,
      json: { messages: [{ id: expect.stringMatching(/^wamid\./) }] },
    })
    await stage.simulator.idle()
    const told = stage
      .bodies()
      .slice(1)
      .map((body) => body.entry[0].changes[0].value.statuses[0])
    expect(told).toMatchObject(
      ['sent', 'delivered', 'read'].map((step) => ({ status: step, biz_opaque_callback_data: 'row-9' })),
    )
    expect(stage.simulator.ledger().sent).toMatchObject([
      { route: 'session', to: '96599000001', text: 'تم', key: 'row-9' },
    ])
  })
  it('refuses words to whoever wrote more than a day ago, or never; a template goes', async () => {
    expect(await stage.post(`/v26.0/${phone}/messages`, text('96599000001'))).toMatchObject({
      status: 400,
      json: { error: { code: 131047 } },
    })
    await stage.simulator.say(citizen)
    stage.simulator.skew(25 * 3_600_000)
    expect(await stage.post(`/v26.0/${phone}/messages`, text('96599000001'))).toMatchObject({
      status: 400,
      json: { error: { code: 131047 } },
    })
    const template = {
      messaging_product: 'whatsapp',
      to: '96599000001',
      type: 'template',
      template: { name: 'case_update', language: { code: 'ar' } },
    }
    expect((await stage.post(`/v26.0/${phone}/messages`, template)).status).toBe(200)
  })
  it('keeps a file for five minutes at an address', async () => {
    await stage.simulator.say({ ...citizen, media: [{ kind: 'image' }] })
    const { image } = stage.bodies()[0].entry[0].changes[0].value.messages[0]
    const { json } = await stage.get(`/v26.0/${image.id}`)
    expect(json).toMatchObject({ mime_type: 'image/png', url: expect.stringContaining(stage.simulator.url) })
    expect((await fetch((json as { url: string }).url)).status).toBe(200)
    stage.simulator.skew(6 * 60_000)
    expect((await fetch((json as { url: string }).url)).status).toBe(404)
  })
  it('hides the number of whoever hides it', async () => {
    await stage.simulator.say({ ...citizen, noPhone: true })
    await stage.simulator.say(citizen)
    const [hidden, shown] = stage.product.heard.map(({ body }) => body)
    expect([hidden, shown].map((body) => body!.includes('"96599000001"'))).toEqual([false, true])
    expect(hidden).toContain('from_user_id')
  })
  it('tells of edits, deletions and reactions', async () => {
    const { id } = await stage.simulator.say(citizen)
    await stage.simulator.edit(id, 'ق 4')
    await stage.simulator.react(id, '👍')
    await stage.simulator.remove(id)
    const types = stage.bodies().map((body) => body.entry[0].changes[0].value.messages[0].type)
    expect(types).toEqual(['text', 'edit', 'reaction', 'revoke'])
  })
})
