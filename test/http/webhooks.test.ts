import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { admin, type House, newHouse } from './harness.ts'

let number = 0
const message = (text: string, from = '96550001111') => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '96522220000', phone_number_id: '1000' },
            contacts: [{ profile: { name: 'مواطن' }, wa_id: from }],
            messages: [
              {
                from,
                id: `wamid.${++number}`,
                timestamp: String(Math.floor(Date.now() / 1000)),
                type: 'text',
                text: { body: text },
              },
            ],
          },
        },
      ],
    },
  ],
})

const sign = (body: string, secret = 'new-secret') =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
const deliver = (house: House, body: string, signature: string | null = sign(body)) =>
  house.ask('POST', '/webhooks/whatsapp', {
    body,
    headers: {
      'content-type': 'application/json',
      ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
    },
  })
const inbox = async ({ server }: House) =>
  (await server.store.read.selectFrom('inbox').select('key').where('kind', '=', 'post').execute()).length
const receipts = ({ server }: House) =>
  server.store.read.selectFrom('receipts').select(['body', 'fault']).where('fault', 'is not', null).execute()

onBothEngines('a signed delivery', (open) => {
  it('is answered 200 when it is in the inbox, and changes nothing when it comes again', async () => {
    const house = await newHouse(await open())
    const body = JSON.stringify(message('انقطاع الكهرباء في سلوى قطعة 3'))
    const before = await inbox(house)
    expect((await deliver(house, body)).status).toBe(200)
    expect(await inbox(house)).toBe(before + 1)
    for (let times = 0; times < 3; times++) expect((await deliver(house, body)).status).toBe(200)
    expect(await inbox(house)).toBe(before + 1)
    await house.server.pipeline.drain()
    const { items } = (await house.ask('GET', '/api/v1/posts', { as: admin })).body
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ channel: 'whatsapp', account: '1000', author: { name: '+965••••1111' } })
  })

  it('shares its commit with those that come at the same moment, none of them lost', async () => {
    const house = await newHouse(await open())
    const bodies = Array.from({ length: 60 }, (_, i) => JSON.stringify(message(`حفرة في الشارع رقم ${i}`)))
    const answers = await Promise.all(bodies.map((body) => deliver(house, body)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await inbox(house)).toBe(60)
  })

  it('that nobody can read is kept as it came, counted, and answered 200', async () => {
    const house = await newHouse(await open())
    for (const body of ['not json', '[]', '"text"', `{"deep":${'['.repeat(80)}${']'.repeat(80)}}`])
      expect((await deliver(house, body)).status).toBe(200)
    const kept = await receipts(house)
    expect(kept.map(({ body }) => house.server.store.read.keys.open('receipt', body!))).toContain('not json')
    expect(await inbox(house)).toBe(0)
  })
})

describe('a delivery without a right signature', () => {
  const body = JSON.stringify(message('تزوير'))
  const right = sign(body)
  it.each([
    ['none', null],
    ['an empty one', ''],
    ['another secret’s', sign(body, 'guess')],
    ['another body’s', sign(`${body} `)],
    ['a cut one', right.slice(0, -2)],
    ['an old algorithm’s', right.replace('sha256', 'sha1')],
    ['one with a changed digit', right.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
  ])('is refused unread: %s', async (_name, signature) => {
    const house = await shared
    const { status, body: problem } = await deliver(house, body, signature)
    expect(status).toBe(401)
    expect(problem.code).toBe('bad-signature')
    expect(await inbox(house)).toBe(0)
    expect(await receipts(house)).toEqual([])
  })

  it('is the control: either configured secret opens the door', async () => {
    const house = await newHouse()
    expect((await deliver(house, body, right)).status).toBe(200)
    expect((await deliver(house, body, sign(body, 'old-secret'))).status).toBe(200)
  })

  it('is 503 where no secret is configured, and 404 for a channel nobody knows', async () => {
    const house = await shared
    expect((await house.ask('POST', '/webhooks/instagram', { body: '{}' })).status).toBe(503)
    expect((await house.ask('GET', '/webhooks/instagram')).status).toBe(503)
    expect((await house.ask('POST', '/webhooks/telegraph', { body: '{}' })).status).toBe(404)
    expect((await house.ask('POST', '/webhooks/chat-export', { body: '{}' })).status).toBe(404)
  })

  it('is cut at 3 MB, whatever length it announces', async () => {
    const house = await shared
    const large = `"${'x'.repeat(3 * 1024 * 1024)}"`
    const { status, body: problem } = await deliver(house, large, sign(large))
    expect([status, problem.code]).toEqual([413, 'too-large'])
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('x'.repeat(512 * 1024)))
      },
    })
    const chunked = await house.app.request('/webhooks/whatsapp', {
      method: 'POST',
      body: chunks,
      duplex: 'half',
    } as never)
    expect(chunked.status).toBe(413)
  })
})
const shared = newHouse()

describe('an answer to a platform', () => {
  const closed = {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
  const told = ({ headers }: { readonly headers: Headers }) =>
    Object.fromEntries(Object.keys(closed).map((name) => [name, headers.get(name)]))

  it('lets nothing be made of it, taken or refused, and has a name to ask after', async () => {
    const house = await newHouse()
    const body = JSON.stringify(message('حفرة في الطريق'))
    const token = 'hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=<script>'
    const answers = [
      await deliver(house, body),
      await deliver(house, body, 'sha256=00'),
      await house.ask('GET', `/webhooks/whatsapp?${token}`),
      await house.ask('GET', '/webhooks/telegram'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 200, 404])
    for (const answer of answers) expect(told(answer)).toEqual(closed)
    for (const refused of [answers[1]!, answers[3]!])
      expect(refused.body.requestId).toBe(refused.headers.get('x-request-id'))
    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(4)
  })

  it('asks for https where people come by it', async () => {
    const house = await newHouse(undefined, { SADA_PUBLIC_URL: 'https://sada.gov.kw' })
    const transport = async () => (await deliver(house, '{}', 'sha256=00')).headers.get('strict-transport-security')
    expect(await transport()).toContain('max-age')
  })
})

describe('the handshake', () => {
  const ask = async (token: string) =>
    (await shared).ask(
      'GET',
      `/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
    )

  it('gives the challenge back for the right token only', async () => {
    expect(await ask('verify-me')).toMatchObject({ status: 200, text: '1158201444' })
    expect((await ask('verify-you')).status).toBe(403)
    expect((await ask('')).status).toBe(403)
  })

  it('answers X’s challenge with its signature', async () => {
    const answer = await (await shared).ask('GET', '/webhooks/x?crc_token=abc')
    const expected = createHmac('sha256', 'x-secret').update('abc').digest('base64')
    expect(answer.body).toEqual({ response_token: `sha256=${expected}` })
    expect(answer.headers.get('content-type')).toContain('application/json')
  })
})
