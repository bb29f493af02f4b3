import { expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { admin, newHouse } from './harness.ts'
import { get, post, pushed } from './matters.ts'

onBothEngines('personal data', (open) => {
  const secrets = ['50123456', '٩٩٨٨٧٧٦٦', '287051512345', 'ali@example.com', '+96550001234', 'ali_q8_real']
  it('is shown to nobody until a reason is given, and that is written down', async () => {
    const house = await newHouse(await open())
    await pushed(house, [
      post('انقطاع الماء في العديلية قطعة 2، كلموني 50123456 أو ٩٩٨٨٧٧٦٦ مدني 287051512345 ali@example.com', {
        author: '+96550001234',
      }),
      post('انقطاع الماء في العديلية قطعة 2 شارع 21 @ministry', { channel: 'x', author: '@ali_q8_real' }),
    ])
    const { items } = (await get(house, '/cases')).body
    const pages = ['/cases', '/posts', '/review', '/stats/overview']
    for (const { id } of items) pages.push(`/cases/${id}`, `/cases/${id}/posts`, `/cases/${id}/events`)
    for (const path of pages) {
      const { text, status } = await get(house, path)
      expect(status, path).toBe(200)
      for (const secret of secrets) expect(text, `${secret} in ${path}`).not.toContain(secret)
    }
    const [shown] = (await get(house, '/posts?channel=whatsapp')).body.items
    expect(shown.author).toMatchObject({ name: '+965••••1234', masked: true })

    const reveal = (as: string, body: object) =>
      house.ask('POST', `/api/v1/authors/${shown.author.id}/reveal`, { as, body })
    expect((await reveal(await house.token('analyst'), { reason: 'طلب اتصال' })).status).toBe(403)
    expect((await reveal(admin, {})).body.field).toBe('reason')
    const revealed = await reveal(await house.token('supervisor'), { reason: 'طلب اتصال' })
    expect(revealed.body).toMatchObject({
      remoteId: '+96550001234',
      aliases: ['+96550001234'],
    })
    const [entry] = (await get(house, '/audit')).body.items
    expect(entry).toMatchObject({ action: 'author-revealed', subject: shown.author.id, data: { reason: 'طلب اتصال' } })
  })
})
