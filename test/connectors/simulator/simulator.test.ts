import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Say, type Simulator, startSimulator } from '../../../connectors/simulator/index.ts'
import { type Product, startProduct } from './product.ts'

let simulator: Simulator
let product: Product
beforeEach(async () => {
  simulator = await startSimulator({ seed: 7 })
  product = await startProduct(simulator.environment)
  simulator.connect(product.url)
})
afterEach(async () => {
  await simulator.close()
  await product.close()
})

const channels = ['whatsapp', 'instagram', 'x'] as const
const token = { authorization: 'Bearer t', 'content-type': 'application/json' }
const post = async (path: string, body: unknown) => {
  const answer = await fetch(`${simulator.url}${path}`, { method: 'POST', headers: token, body: JSON.stringify(body) })
  return { status: answer.status, json: (await answer.json()) as Record<string, never>, headers: answer.headers }
}
const get = async (path: string) => {
  const answer = await fetch(`${simulator.url}${path}`, { headers: token })
  return { status: answer.status, json: (await answer.json()) as never }
}
const phone = '106540352242922'
const instagram = '17841400455970028'
const text = (to: string, body = 'تم', key?: string) => ({
  messaging_product: 'whatsapp',
  to,
  type: 'text',
  text: { body },
  biz_opaque_callback_data: key,
})
const citizen: Say = { channel: 'whatsapp', from: '+96599000001', text: 'الماي مقطوع' }
const bodies = () => product.heard.map(({ body }) => JSON.parse(body))

describe('the simulated platforms', () => {
  it.each(channels)('shake hands for %s as the real one does', async (channel) => {
    expect(await simulator.handshake(channel)).toBe(true)
  })

  it.each<Say>([
    citizen,
    { channel: 'instagram', from: '@a', kind: 'comment', text: 'الماي مقطوع' },
    { channel: 'x', from: '@b', text: '@moi_sim الماي مقطوع' },
  ])('sign what a citizen says: %j', async (say) => {
    expect((await simulator.say(say)).delivered).toMatchObject({ status: 200, attempts: 1 })
    expect(product.heard).toMatchObject([
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
    product.answer(503, 503, 200)
    expect((await simulator.say(citizen)).delivered).toMatchObject({ status: 200, attempts: 3 })
    expect(new Set(product.heard.map(({ body }) => body)).size).toBe(1)
  })

  it('refuse whoever brings no token', async () => {
    const answer = await fetch(`${simulator.url}/v26.0/${phone}/messages`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(401)
  })
})

describe('WhatsApp', () => {
  it('sends within the window, and tells by steps what became of it, with our key', async () => {
    await simulator.say(citizen)
    const { status, json } = await post(`/v26.0/${phone}/messages`, text('96599000001', 'تم', 'row-9'))
    expect({ status, json }).toMatchObject({
      status: 200,
      json: { messages: [{ id: expect.stringMatching(/^wamid\./) }] },
    })
    await simulator.idle()
    const told = bodies()
      .slice(1)
      .map((body) => body.entry[0].changes[0].value.statuses[0])
    expect(told).toMatchObject(
      ['sent', 'delivered', 'read'].map((step) => ({ status: step, biz_opaque_callback_data: 'row-9' })),
    )
    expect(simulator.ledger().sent).toMatchObject([{ route: 'session', to: '96599000001', text: 'تم', key: 'row-9' }])
  })
  it('refuses words to whoever wrote more than a day ago, or never; a template goes', async () => {
    expect(await post(`/v26.0/${phone}/messages`, text('96599000001'))).toMatchObject({
      status: 400,
      json: { error: { code: 131047 } },
    })
    await simulator.say(citizen)
    simulator.skew(25 * 3_600_000)
    expect(await post(`/v26.0/${phone}/messages`, text('96599000001'))).toMatchObject({
      status: 400,
      json: { error: { code: 131047 } },
    })
    const template = {
      messaging_product: 'whatsapp',
      to: '96599000001',
      type: 'template',
      template: { name: 'case_update', language: { code: 'ar' } },
    }
    expect((await post(`/v26.0/${phone}/messages`, template)).status).toBe(200)
  })
  it('keeps a file for five minutes at an address', async () => {
    await simulator.say({ ...citizen, media: [{ kind: 'image' }] })
    const { image } = bodies()[0].entry[0].changes[0].value.messages[0]
    const { json } = await get(`/v26.0/${image.id}`)
    expect(json).toMatchObject({ mime_type: 'image/png', url: expect.stringContaining(simulator.url) })
    expect((await fetch((json as { url: string }).url)).status).toBe(200)
    simulator.skew(6 * 60_000)
    expect((await fetch((json as { url: string }).url)).status).toBe(404)
  })
  it('hides the number of whoever hides it', async () => {
    await simulator.say({ ...citizen, noPhone: true })
    expect(product.heard[0]!.body).not.toContain('96599000001"')
    expect(product.heard[0]!.body).toContain('from_user_id')
  })
  it('tells of edits, deletions and reactions', async () => {
    const { id } = await simulator.say(citizen)
    await simulator.edit(id, 'ق 4')
    await simulator.react(id, '👍')
    await simulator.remove(id)
    const types = bodies().map((body) => body.entry[0].changes[0].value.messages[0].type)
    expect(types).toEqual(['text', 'edit', 'reaction', 'revoke'])
  })
})

describe('Instagram', () => {
  it('tells of a mention by its ids alone; its words are asked for through the account', async () => {
    const { id } = await simulator.say({ channel: 'instagram', from: '@a', kind: 'mention', text: 'يا وزارة' })
    expect(product.heard[0]!.body).not.toContain('وزارة')
    expect((await get(`/v26.0/${id}?fields=id,text`)).status).toBe(400)
    expect(await get(`/v26.0/${instagram}?fields=mentioned_comment.comment_id(${id}){id,text}`)).toMatchObject({
      json: { mentioned_comment: { text: 'يا وزارة' } },
    })
  })
  it('answers a comment in public, and once in private within seven days', async () => {
    const { id } = await simulator.say({ channel: 'instagram', from: '@a', kind: 'comment', text: 'هلا' })
    expect((await post(`/v26.0/${id}/replies`, { message: 'تم' })).status).toBe(200)
    const direct = () =>
      post(`/v26.0/${instagram}/messages`, { recipient: { comment_id: id }, message: { text: 'تم' } })
    expect((await direct()).status).toBe(200)
    expect(await direct()).toMatchObject({ status: 400, json: { error: { code: 10900 } } })
    const late = await simulator.say({
      channel: 'instagram',
      from: '@b',
      kind: 'comment',
      text: 'هلا',
      at: Date.now() - 8 * 24 * 3_600_000,
    })
    expect(
      await post(`/v26.0/${instagram}/messages`, { recipient: { comment_id: late.id }, message: { text: 'تم' } }),
    ).toMatchObject({ status: 400, json: { error: { code: 10903 } } })
  })
  it('sends its own replies back: as a comment, and as an echo', async () => {
    const { id } = await simulator.say({ channel: 'instagram', from: '@a', kind: 'comment', text: 'هلا' })
    await post(`/v26.0/${id}/replies`, { message: 'تم' })
    await post(`/v26.0/${instagram}/messages`, { recipient: { comment_id: id }, message: { text: 'تم' } })
    await simulator.idle()
    expect(bodies().slice(1)).toMatchObject([
      { entry: [{ changes: [{ value: { from: { id: instagram } } }] }] },
      { entry: [{ messaging: [{ message: { is_echo: true } }] }] },
    ])
  })
  it('holds a conversation within a day and a thousand bytes', async () => {
    const { authorId } = await simulator.say({ channel: 'instagram', from: '@a', text: 'هلا' })
    const send = (words: string) =>
      post(`/v26.0/${instagram}/messages`, { recipient: { id: authorId }, message: { text: words } })
    expect((await send('ا'.repeat(500))).status).toBe(200)
    expect((await send('ا'.repeat(501))).status).toBe(400)
    simulator.skew(25 * 3_600_000)
    expect(await send('تم')).toMatchObject({ status: 400, json: { error: { code: 10, error_subcode: 2534022 } } })
  })
  it('tells nobody of a deleted comment: asking for it fails from then on', async () => {
    const { id } = await simulator.say({ channel: 'instagram', from: '@a', kind: 'comment', text: 'هلا' })
    expect(await simulator.remove(id)).toBeNull()
    expect(await get(`/v26.0/${id}?fields=id`)).toMatchObject({
      status: 400,
      json: { error: { code: 100, error_subcode: 33 } },
    })
    expect((await post(`/v26.0/${id}/replies`, { message: 'تم' })).status).toBe(400)
  })
})

describe('X', () => {
  const mention: Say = { channel: 'x', from: '@ali', text: '@moi_sim الماي مقطوع' }
  it('gives mentions newest first, page by page, and only what is newer than asked', async () => {
    const ids: string[] = []
    for (let count = 0; count < 7; count += 1)
      ids.push((await simulator.say({ ...mention, text: `@moi_sim ${count}` })).id)
    const first = (await get('/2/users/1/mentions?max_results=5')).json as {
      data: { id: string }[]
      meta: { next_token: string; newest_id: string }
    }
    expect(first.data.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 5))
    const second = (await get(`/2/users/1/mentions?max_results=5&pagination_token=${first.meta.next_token}`))
      .json as typeof first
    expect(second.data.map(({ id }) => id)).toEqual(ids.toReversed().slice(5))
    expect((await get(`/2/users/1/mentions?since_id=${first.meta.newest_id}`)).json).toEqual({
      meta: { result_count: 0 },
    })
  })
  it('finds by search what names nobody, and forgets it after a week', async () => {
    const { id, delivered } = await simulator.say({ channel: 'x', from: '@b', text: 'الماي مقطوع بسلوى' })
    expect(delivered).toBeNull()
    const found = () =>
      get(`/2/tweets/search/recent?query=${encodeURIComponent('(الماي OR الكهرباء) lang:ar -is:retweet')}`)
    expect((await found()).json).toMatchObject({ data: [{ id }] })
    simulator.skew(8 * 24 * 3_600_000)
    expect((await found()).json).toEqual({ meta: { result_count: 0 } })
  })
  it('lets only an author be answered who called on the account, and no text be said twice', async () => {
    const called = await simulator.say(mention)
    const found = await simulator.say({ channel: 'x', from: '@b', text: 'الماي مقطوع' })
    const answer = (to: string) => post('/2/tweets', { text: 'تم', reply: { in_reply_to_tweet_id: to } })
    expect(await answer(called.id)).toMatchObject({ status: 201, json: { data: { text: 'تم' } } })
    expect(await answer(called.id)).toMatchObject({
      status: 403,
      json: { detail: expect.stringContaining('duplicate') },
    })
    expect(await answer(found.id)).toMatchObject({
      status: 403,
      json: { detail: expect.stringContaining('not allowed') },
    })
  })
  it('says in the headers how much may still be asked', async () => {
    const { headers } = await post('/2/tweets', { text: 'تم' })
    expect(Number(headers.get('x-rate-limit-reset'))).toBeGreaterThan(Date.now() / 1000)
  })
  it('answers for a deleted post that there is none', async () => {
    const { id } = await simulator.say(mention)
    await simulator.remove(id)
    expect((await get(`/2/tweets/${id}`)).json).toMatchObject({
      errors: [{ resource_id: id, type: expect.stringContaining('resource-not-found') }],
    })
  })
})

describe('faults on command', () => {
  it('deliver twice, late, out of order, torn, forged or not at all', async () => {
    const say = (words: string) => simulator.say({ ...citizen, text: words })
    simulator.fault({ on: 'webhook', kind: 'duplicate' })
    await say('twice')
    simulator.fault({ on: 'webhook', kind: 'gap' })
    expect((await say('lost')).delivered).toBeNull()
    simulator.fault({ on: 'webhook', kind: 'forged' })
    await say('forged')
    simulator.fault({ on: 'webhook', kind: 'delay', afterMs: 100 })
    const late = say('late')
    await say('early')
    await late
    simulator.fault({ on: 'webhook', kind: 'reorder', times: 3 })
    for (const words of ['a', 'b', 'c']) await say(words)
    await simulator.idle()
    const told = product.heard.map(({ body, signed }) => `${/"body":"(\w+)"/.exec(body)?.[1]}${signed ? '' : '!'}`)
    expect(told.slice(0, 5)).toEqual(['twice', 'twice', 'forged!', 'early', 'late'])
    expect(told.slice(5).toSorted()).toEqual(['a', 'b', 'c'])
  })
  it.each([
    ['429', 429],
    ['500', 500],
    ['503', 503],
    ['revoked-token', 401],
    ['expired-media', 404],
  ] as const)('answer %s', async (kind, status) => {
    await simulator.say(citizen)
    simulator.fault({ on: 'api', kind })
    const answer = await fetch(`${simulator.url}/v26.0/${phone}/messages`, {
      method: 'POST',
      headers: token,
      body: JSON.stringify(text('96599000001')),
    })
    expect(answer.status).toBe(status)
    expect(simulator.ledger().sent).toEqual([])
  })
  it('say how long to wait, or leave it unsaid', async () => {
    const limited = async (retryAfter: number | null) => {
      simulator.fault({ on: 'api', kind: '429', retryAfter })
      return (await fetch(`${simulator.url}/2/tweets/1`, { headers: token })).headers.get('retry-after')
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
    await simulator.say(citizen)
    simulator.fault({ on: 'api', kind })
    const lost = fetch(`${simulator.url}/v26.0/${phone}/messages`, {
      method: 'POST',
      headers: token,
      body: JSON.stringify(text('96599000001')),
      signal: AbortSignal.timeout(500),
    }).then((answer) => answer.json())
    await expect(lost).rejects.toThrow()
    expect(simulator.ledger().sent).toHaveLength(effects)
  })
  it('end when they are called off', async () => {
    await simulator.say(citizen)
    simulator.fault({ on: 'api', kind: '503', times: 100 })
    simulator.calm()
    expect((await post(`/v26.0/${phone}/messages`, text('96599000001'))).status).toBe(200)
  })
})

describe('over HTTP', () => {
  const control = async (path: string, body: unknown) => {
    const answer = await fetch(`${simulator.url}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, json: (await answer.json()) as { id: string } }
  }
  it('a citizen speaks, a fault is ordered, the ledger is read', async () => {
    const { json } = await control('say', citizen)
    await control('act', { id: json.id, kind: 'react' })
    await control('faults', { on: 'api', kind: '503' })
    expect((await fetch(`${simulator.url}/2/tweets/1`, { headers: token })).status).toBe(503)
    const ledger = (await (await fetch(`${simulator.url}/control/ledger`)).json()) as { said: unknown[] }
    expect(ledger.said).toMatchObject([{ id: json.id, text: 'الماي مقطوع' }])
    expect(await (await fetch(simulator.url)).text()).toContain('تكلّم كمواطن')
  })
  it.each([
    [{}, 'say'],
    [{ channel: 'telex', from: 'a' }, 'say'],
    [{ id: 'a' }, 'act'],
  ])('what cannot be done is refused: %j', async (body, path) => {
    expect((await control(path, body)).status).toBe(400)
  })
})
