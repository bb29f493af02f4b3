// On a port, deliveries are taken before the application: whoever sends them must not be able to tell.
import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listen } from '../../src/http/listen.ts'
import { type Door, webhookDoor } from '../../src/http/webhook-door.ts'
import { type House, newHouse } from './harness.ts'

const body = JSON.stringify({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: [{ field: 'messages', value: { messages: [{ id: 'wamid.1', from: '96550001111' }] } }] }],
})
const sign = (text: string) => `sha256=${createHmac('sha256', 'new-secret').update(text).digest('hex')}`
const large = `"${'x'.repeat(3 * 1024 * 1024)}"`

const taken: string[] = []
const counting =
  (door: Door): Door =>
  (incoming, outgoing) => {
    const took = door(incoming, outgoing)
    if (took) taken.push(incoming.url!)
    return took
  }

let house: House
let ways: readonly [Listening, Listening]
beforeAll(async () => {
  house = await newHouse()
  const door = counting(webhookDoor(house.server))
  const open = (way: Door) => listen({ app: house.app, door: way }, '127.0.0.1', 0)
  ways = [await open(door), await open(() => false)]
})
afterAll(async () => {
  await Promise.all(ways.map((way) => way.close(0)))
})

const told = async ({ port }: Listening, path: string, text: string, signature: string) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
  })
  const said = await answer.text()
  const { requestId = answer.headers.get('x-request-id'), ...problem } = said.startsWith('{') ? JSON.parse(said) : {}
  const {
    date,
    'x-request-id': name,
    connection,
    'keep-alive': kept,
    'content-length': length,
    ...headers
  } = Object.fromEntries(answer.headers)
  return { status: answer.status, text: said.startsWith('{') ? problem : said, headers, named: requestId === name }
}

describe('a delivery on a port', () => {
  it.each([
    ['signed', '/webhooks/whatsapp', body, sign(body), 200],
    ['signed, with a query', '/webhooks/whatsapp?from=meta', body, sign(body), 200],
    ['signed, and unreadable', '/webhooks/whatsapp', 'not json', sign('not json'), 200],
    ['signed by another', '/webhooks/whatsapp', body, sign(`${body} `), 401],
    ['too large', '/webhooks/whatsapp', large, sign(large), 413],
    ['for a channel without a secret', '/webhooks/instagram', body, sign(body), 503],
    ['for no channel', '/webhooks/telegram', body, sign(body), 404],
    ['at an odd spelling of the address', '/Webhooks//whatsapp/', body, sign(body), 200],
  ])('is answered by the door as by the application: %s', async (_name, path, text, signature, status) => {
    const [door, app] = await Promise.all(ways.map((way) => told(way, path, text, signature)))
    expect(door).toEqual(app)
    expect(door).toMatchObject({ status, named: true })
  })

  it('is taken by the door where it is its own, and by nobody else', () => {
    expect([...new Set(taken)].sort()).toEqual(['/webhooks/whatsapp', '/webhooks/whatsapp?from=meta'])
  })

  it('that breaks off is told to nobody, and leaves the door standing', async () => {
    const socket = connect(ways[0].port, '127.0.0.1')
    socket.write('POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{')
    await sleep(50)
    socket.destroy()
    expect(await told(ways[0], '/webhooks/whatsapp', body, sign(body))).toMatchObject({ status: 200 })
  })
})
