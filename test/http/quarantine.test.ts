import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { requeue } from '../../src/ops/requeue.ts'
import { onBothEngines } from '../store/engines.ts'
import { admin, newHouse } from './harness.ts'

const body = (id: string) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { phone_number_id: '1000' },
              messages: [
                { from: '96550001111', id, timestamp: '1767225600', type: 'text', text: { body: 'حفرة كبيرة' } },
              ],
            },
          },
        ],
      },
    ],
  })

onBothEngines('What was set aside', (open) => {
  it('is listed with its reason and without its words, and read again when a newer connector understands it', async () => {
    const house = await newHouse(await open())
    const { pipeline } = house.server
    const of = { channel: 'whatsapp', account: '1000', reason: 'not a WhatsApp delivery' }
    await pipeline.setAside('not json', of)
    await pipeline.setAside(body('wamid.q'), of)
    const listed = await house.ask('GET', '/api/v1/quarantine?limit=1', { as: admin })
    expect(listed.body.items).toMatchObject([{ what: 'body', channel: 'whatsapp', reason: 'not a WhatsApp delivery' }])
    expect(listed.text).not.toContain('حفرة')
    const rest = await house.ask('GET', `/api/v1/quarantine?limit=1&cursor=${listed.body.next}`, { as: admin })
    expect(rest.body.items).toHaveLength(1)
    expect(rest.body.items[0].id).not.toBe(listed.body.items[0].id)

    const again = () => house.ask('POST', '/api/v1/quarantine/requeue', { as: admin, body: {} })
    expect((await again()).body).toEqual({ read: 1, events: 1, unread: 1, retried: 0 })
    await pipeline.drain()
    expect((await house.ask('GET', '/api/v1/posts', { as: admin })).body.items).toMatchObject([{ remoteId: 'wamid.q' }])
    expect((await again()).body).toEqual({ read: 0, events: 0, unread: 1, retried: 0 })
    expect((await house.ask('GET', '/api/v1/quarantine', { as: admin })).body.items).toHaveLength(1)
  })

  it('is listed where a signed delivery tells of a kind nobody knows yet, beside what it tells of that is known', async () => {
    const house = await newHouse(await open())
    const delivery = JSON.parse(body('wamid.known'))
    const { messages } = delivery.entry[0].changes[0].value
    const unknown = { ...messages[0], id: 'wamid.new', type: 'hologram', text: undefined, hologram: { body: 'ثلاثي' } }
    messages.push(unknown)
    const raw = JSON.stringify(delivery)
    const signature = `sha256=${createHmac('sha256', 'new-secret').update(raw).digest('hex')}`
    const deliver = () =>
      house.ask('POST', '/webhooks/whatsapp', { body: raw, headers: { 'x-hub-signature-256': signature } })
    const listed = async () => (await house.ask('GET', '/api/v1/quarantine', { as: admin })).body.items
    const posts = async () => {
      await house.server.pipeline.drain()
      const { items } = (await house.ask('GET', '/api/v1/posts', { as: admin })).body
      return items.map((post: { readonly remoteId: string }) => post.remoteId).sort()
    }
    expect([(await deliver()).status, (await deliver()).status]).toEqual([200, 200])
    expect(await listed()).toMatchObject([{ what: 'body', channel: 'whatsapp', reason: 'unknown: hologram' }])
    expect(await posts()).toEqual(['wamid.known'])
    const { connectors, ...parts } = house.server
    expect(await requeue({ ...parts, connectors }, null)).toMatchObject({ read: 0, events: 0, unread: 1 })

    // The next version knows the type.
    const { webhook } = connectors.whatsapp
    const parse = (bytes: Uint8Array) =>
      webhook!.parse(Buffer.from(String(bytes).replace('"hologram"', '"text"').replace('"hologram"', '"text"')))
    const whatsapp = { ...connectors.whatsapp, webhook: { ...webhook!, parse } }
    expect(await requeue({ ...parts, connectors: { ...connectors, whatsapp } }, null)).toMatchObject({
      read: 1,
      events: 1,
      unread: 0,
    })
    expect([await posts(), await listed()]).toEqual([['wamid.known', 'wamid.new'], []])
    const receipt = await house.server.store.read
      .selectFrom('inbox')
      .select('receipt_id')
      .where('kind', '=', 'post')
      .execute()
    expect(new Set(receipt.map(({ receipt_id }) => receipt_id)).size).toBe(1)
  })

  it('of one channel alone is read when only that is asked for', async () => {
    const house = await newHouse(await open())
    await house.server.pipeline.setAside(body('wamid.c'), { channel: 'whatsapp', account: '1000', reason: 'odd' })
    const ask = (channel: string) => house.ask('POST', '/api/v1/quarantine/requeue', { as: admin, body: { channel } })
    expect((await ask('x')).body).toMatchObject({ read: 0, unread: 0 })
    expect((await ask('whatsapp')).body).toMatchObject({ read: 1, events: 1 })
  })

  it('is counted by its place on the channel, where a delivery that is read holds what nobody has heard of', async () => {
    const house = await newHouse(await open())
    const deliver = (id: string, more: object) => {
      const delivery = JSON.parse(body(id))
      Object.assign(delivery.entry[0].changes[0].value.messages[0], more)
      const raw = JSON.stringify(delivery)
      const signature = `sha256=${createHmac('sha256', 'new-secret').update(raw).digest('hex')}`
      return house.ask('POST', '/webhooks/whatsapp', { body: raw, headers: { 'x-hub-signature-256': signature } })
    }
    await deliver('wamid.plain', {})
    await Promise.all(['wamid.odd1', 'wamid.odd2'].map((id) => deliver(id, { hologram: { owner: '96550001111' } })))
    const listed = await house.ask('GET', '/api/v1/connectors', { as: admin })
    const [whatsapp, ...others] = listed.body.items
    expect(whatsapp.unknown).toMatchObject([{ path: 'entry[].changes[].value.messages[].hologram', deliveries: 2 }])
    expect(others.flatMap(({ unknown }: { unknown: unknown[] }) => unknown)).toEqual([])
    expect(listed.text).not.toContain('96550001111')
    // What is read as it is meant is no matter for the quarantine.
    expect((await house.ask('GET', '/api/v1/quarantine', { as: admin })).body.items).toEqual([])
  })
})
