// The real connectors against the simulator, faults and all: what its ledger says must be what we heard and sent.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChannelEvent, OutgoingReply } from '../../connectors/connector.ts'
import { createConnectors, eventKey, webhookSecrets } from '../../connectors/index.ts'
import { type Simulator, startSimulator } from '../../connectors/simulator/index.ts'
import { type Product, startProduct } from './simulator/product.ts'

let simulator: Simulator
let product: Product
beforeAll(async () => {
  simulator = await startSimulator({ seed: 11 })
  product = await startProduct(simulator.environment)
  simulator.connect(product.url)
})
afterAll(async () => {
  await simulator.close()
  await product.close()
})

const signal = new AbortController().signal
const connectors = () => createConnectors(simulator.environment)

/** Checks and reads what the stand-in was sent, as the running product would. */
const heard = (): readonly ChannelEvent[] => {
  const secrets = webhookSecrets(simulator.environment)
  return product.heard.flatMap(({ channel, headers, body }) => {
    const name = channel as 'whatsapp' | 'instagram' | 'x'
    const webhook = connectors()[name].webhook!
    const bytes = Buffer.from(body)
    expect(webhook.verify({ query: {}, headers, body: bytes }, secrets[name])).toBe(true)
    const parsed = webhook.parse(bytes)
    return parsed.kind === 'events' ? parsed.events : []
  })
}

describe('hearing', () => {
  it('takes each post once, however it is delivered', async () => {
    for (const kind of ['duplicate', 'delay', 'reorder'] as const) simulator.fault({ on: 'webhook', kind, times: 3 })
    const said = []
    for (let count = 0; count < 12; count += 1) {
      const channel = (['whatsapp', 'instagram', 'x'] as const)[count % 3]!
      said.push(
        simulator.say({
          channel,
          from: `@p${count}`,
          kind: channel === 'instagram' ? 'comment' : channel === 'x' ? 'mention' : 'dm',
          text: `@moi_sim ${count}`,
        }),
      )
    }
    const ids = (await Promise.all(said)).map(({ id }) => id)
    await simulator.idle()
    const posts = heard().filter(({ kind }) => kind === 'post')
    const once = new Map(posts.map((event) => [`${event.channel} ${eventKey(event)}`, event.remoteId]))
    expect(posts.length).toBeGreaterThan(ids.length)
    expect([...once.values()].toSorted()).toEqual(ids.toSorted())
  })

  it('reads the mentions through every fault of the way, without a gap', async () => {
    const said = new Set<string>()
    for (let count = 0; count < 230; count += 1)
      said.add((await simulator.say({ channel: 'x', from: `@q${count}`, text: `@moi_sim poll ${count}` })).id)
    for (const kind of ['429', '503', 'reset', 'truncated'] as const)
      simulator.fault({ on: 'api', channel: 'x', kind, method: 'GET' })
    const { x } = connectors()
    const got = new Set<string>()
    let cursor: string | null = null
    let failures = 0
    for (let more = true; more; ) {
      try {
        const page = await x.poll!(cursor, signal)
        for (const { remoteId } of page.events) got.add(remoteId)
        cursor = page.cursor
        more = page.more
      } catch {
        failures += 1
      }
    }
    expect(failures).toBe(4)
    expect([...said].filter((id) => !got.has(id))).toEqual([])
    expect((await x.poll!(cursor, signal)).events).toEqual([])
  })

  it('fetches the words of a mention, and the file of a photo', async () => {
    const mention = await simulator.say({ channel: 'instagram', from: '@m', kind: 'mention', text: 'يا وزارة' })
    expect(await connectors().instagram.fetchPost!(mention.id, signal)).toMatchObject({
      text: 'يا وزارة',
      surface: 'mention',
    })
    await simulator.say({ channel: 'whatsapp', from: '+96599000005', media: [{ kind: 'image' }] })
    await simulator.idle()
    const photo = heard().find(({ channel, media }) => channel === 'whatsapp' && media !== undefined)
    const file = await connectors().whatsapp.fetchMedia!(photo!.media![0]!.remoteId!, signal)
    expect(file).toMatchObject({ mimeType: 'image/png' })
  })
})

describe('answering', () => {
  const env = () => simulator.environment
  const sentOf = (text: string) => simulator.ledger().sent.filter((one) => one.text === text)

  it.each([
    'reset-after-accept',
    'reset',
    'truncated',
    '500',
  ] as const)('says of %s that the outcome is unknown, and the ledger tells which it was', async (kind) => {
    const { authorId } = await simulator.say({ channel: 'whatsapp', from: '+96599000007', text: 'هلا' })
    simulator.fault({ on: 'api', channel: 'whatsapp', kind, method: 'POST' })
    const reply: OutgoingReply = {
      route: 'whatsapp-session',
      account: env().WHATSAPP_PHONE_NUMBER_ID!,
      to: authorId,
      text: `w ${kind}`,
      key: `key ${kind}`,
    }
    expect(await connectors().whatsapp.reply!(reply, signal)).toMatchObject({ kind: 'unknown' })
    await simulator.idle()
    const told = heard().filter(({ key }) => key === `key ${kind}`)
    // What was accepted is settled by its own statuses, which carry our key; of the rest nothing is ever told.
    expect(sentOf(`w ${kind}`)).toHaveLength(kind === 'reset-after-accept' ? 1 : 0)
    expect(told.map(({ status }) => status)).toEqual(kind === 'reset-after-accept' ? ['sent', 'delivered', 'read'] : [])
  })

  it('is refused where the platform refuses, with a reason one can act on', async () => {
    const { whatsapp, x } = connectors()
    const old = await simulator.say({
      channel: 'whatsapp',
      from: '+96599000008',
      text: 'هلا',
      at: Date.now() - 25 * 3_600_000,
    })
    const session: OutgoingReply = {
      route: 'whatsapp-session',
      account: env().WHATSAPP_PHONE_NUMBER_ID!,
      to: old.authorId,
      text: 'تم',
      key: 'k',
    }
    expect(await whatsapp.reply!(session, signal)).toMatchObject({ kind: 'refused', reason: 'window-closed' })
    const found = await simulator.say({ channel: 'x', from: '@z', text: 'الماي مقطوع' })
    expect(
      await x.reply!({ route: 'x-reply', account: env().X_ACCOUNT_ID!, to: found.id, text: 'تم', key: 'k' }, signal),
    ).toMatchObject({ kind: 'refused', reason: 'forbidden' })
  })

  it('comes back as an echo and never as a post', async () => {
    const comment = await simulator.say({ channel: 'instagram', from: '@e', kind: 'comment', text: 'هلا' })
    const reply: OutgoingReply = {
      route: 'instagram-comment',
      account: env().INSTAGRAM_ACCOUNT_ID!,
      to: comment.id,
      text: 'جواب الوزارة',
      key: 'k',
    }
    expect(await connectors().instagram.reply!(reply, signal)).toMatchObject({ kind: 'sent' })
    await simulator.idle()
    expect(heard().filter(({ text }) => text === 'جواب الوزارة')).toMatchObject([{ kind: 'echo' }])
  })
})
