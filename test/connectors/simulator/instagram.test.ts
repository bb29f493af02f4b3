// The simulated Instagram keeps the rules of the real one.
import { describe, expect, it } from 'vitest'
import { instagram, newStage } from './stage.ts'

const stage = newStage()

describe('Instagram', () => {
  it('tells of a mention by its ids alone; its words are asked for through the account', async () => {
    const { id } = await stage.simulator.say({ channel: 'instagram', from: '@a', kind: 'mention', text: 'يا وزارة' })
    expect(stage.product.heard[0]!.body).not.toContain('وزارة')
    expect((await stage.get(`/v26.0/${id}?fields=id,text`)).status).toBe(400)
    expect(await stage.get(`/v26.0/${instagram}?fields=mentioned_comment.comment_id(${id}){id,text}`)).toMatchObject({
      json: { mentioned_comment: { text: 'يا وزارة' } },
    })
  })
  it('answers a comment in public, and once in private within seven days', async () => {
    const { id } = await stage.simulator.say({ channel: 'instagram', from: '@a', kind: 'comment', text: 'هلا' })
    expect((await stage.post(`/v26.0/${id}/replies`, { message: 'تم' })).status).toBe(200)
    const direct = () =>
      stage.post(`/v26.0/${instagram}/messages`, { recipient: { comment_id: id }, message: { text: 'تم' } })
    expect((await direct()).status).toBe(200)
    expect(await direct()).toMatchObject({ status: 400, json: { error: { code: 10900 } } })
    const late = await stage.simulator.say({
      channel: 'instagram',
      from: '@b',
      kind: 'comment',
      text: 'هلا',
      at: Date.now() - 8 * 24 * 3_600_000,
    })
    expect(
      await stage.post(`/v26.0/${instagram}/messages`, { recipient: { comment_id: late.id }, message: { text: 'تم' } }),
    ).toMatchObject({ status: 400, json: { error: { code: 10903 } } })
  })
  it('sends its own replies back: as a comment, and as an echo', async () => {
    const { id } = await stage.simulator.say({ channel: 'instagram', from: '@a', kind: 'comment', text: 'هلا' })
    await stage.post(`/v26.0/${id}/replies`, { message: 'تم' })
    await stage.post(`/v26.0/${instagram}/messages`, { recipient: { comment_id: id }, message: { text: 'تم' } })
    await stage.simulator.idle()
    expect(stage.bodies().slice(1)).toMatchObject([
      { entry: [{ changes: [{ value: { from: { id: instagram } } }] }] },
      { entry: [{ messaging: [{ message: { is_echo: true } }] }] },
    ])
  })
  it('holds a conversation within a day and a thousand bytes', async () => {
    const { authorId } = await stage.simulator.say({ channel: 'instagram', from: '@a', text: 'هلا' })
    const send = (words: string) =>
      stage.post(`/v26.0/${instagram}/messages`, { recipient: { id: authorId }, message: { text: words } })
    expect((await send('ا'.repeat(500))).status).toBe(200)
    expect((await send('ا'.repeat(501))).status).toBe(400)
    stage.simulator.skew(25 * 3_600_000)
    expect(await send('تم')).toMatchObject({ status: 400, json: { error: { code: 10, error_subcode: 2534022 } } })
  })
  it('tells nobody of a deleted comment: asking for it fails from then on', async () => {
    const { id } = await stage.simulator.say({ channel: 'instagram', from: '@a', kind: 'comment', text: 'هلا' })
    expect(await stage.simulator.remove(id)).toBeNull()
    expect(await stage.get(`/v26.0/${id}?fields=id`)).toMatchObject({
      status: 400,
      json: { error: { code: 100, error_subcode: 33 } },
    })
    expect((await stage.post(`/v26.0/${id}/replies`, { message: 'تم' })).status).toBe(400)
  })
})
