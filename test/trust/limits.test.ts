// W3: slow, large and deep requests. The long form has 1,000 slow sockets, the short one 200.

import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, startProduct } from '../journey/product.ts'

const slow = process.env.SADA_LONG ? 1_000 : 200
/** The long form asks for the figure itself. Traffic that the slow held up would wait until they are cut: ten seconds and more. */
const mostMs = process.env.SADA_LONG ? 250 : 5_000
const token = 'admin-token-of-the-limits-test'
const secret = 'secret-of-the-limits-test'

let product: Product
beforeAll(async () => {
  product = await startProduct({
    SADA_ADMIN_TOKEN: token,
    WHATSAPP_APP_SECRET: secret,
    WHATSAPP_PHONE_NUMBER_ID: '1',
    SADA_BACKUPS: 'off',
  })
})
afterAll(() => product.stop())

const open: Socket[] = []
const socket = async (first: string): Promise<Socket> => {
  const { hostname, port } = new URL(product.url)
  const one = connect(Number(port), hostname)
  one.on('error', () => {})
  open.push(one)
  await once(one, 'connect')
  one.write(first)
  return one
}
afterAll(() => {
  for (const one of open) one.destroy()
})

const figure = async (name: string) => {
  const text = await (await fetch(`${product.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text()
  return Number(new RegExp(`^sada_${name} (.*)$`, 'm').exec(text)![1])
}
const p99 = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1]!

const signedPost = async (body: string) => {
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature }
  const response = await fetch(`${product.url}/webhooks/whatsapp`, { method: 'POST', body, headers })
  await response.text()
  return response.status
}

const traffic = async (): Promise<readonly number[]> => {
  const times: number[] = []
  // Within the life of a slow socket, also on a busy machine.
  for (const end = Date.now() + 8_000; times.length < 300 && Date.now() < end; ) {
    const began = performance.now()
    expect(await signedPost('{"object":"whatsapp_business_account","entry":[]}')).toBe(200)
    times.push(performance.now() - began)
    await sleep(5)
  }
  return times
}

describe(`With ${slow} slow sockets`, () => {
  it(`good traffic is answered within ${mostMs} ms at the 99th of 100, memory grows by 100 MB at most, and the slow are cut`, async () => {
    // Warm first: what good traffic takes by itself is not what the slow ones take.
    const alone = p99(await traffic())
    const before = await figure('resident_memory_bytes')
    const kinds = [
      'POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{',
      'GET / HTTP/1.1\r\nhost: x\r\nx-slow: ',
      'POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n',
    ]
    const sockets = await Promise.all(Array.from({ length: slow }, (_, i) => socket(kinds[i % kinds.length]!)))
    const cut = Promise.all(sockets.map((one) => (one.closed ? null : once(one, 'close'))))
    for (const one of sockets) one.resume()
    const drip = setInterval(() => {
      for (const one of sockets) if (one.writable) one.write('1')
    }, 1_000)
    // The control: they are there.
    expect(await figure('open_files')).toBeGreaterThan(slow / 2)
    const times = await traffic()
    const grown = ((await figure('resident_memory_bytes')) - before) / 2 ** 20
    const began = Date.now()
    await Promise.race([cut, sleep(100_000, 'not cut')])
    clearInterval(drip)
    const left = sockets.filter((one) => !one.closed).length
    console.log(
      `${slow} slow sockets: p99 ${Math.round(p99(times))} ms (${Math.round(alone)} without them), memory +${Math.round(grown)} MB, ${left} left after ${Math.round((Date.now() - began) / 1000)} s more`,
    )
    expect(left).toBe(0)
    // What a busy machine takes by itself is not theirs.
    expect(p99(times)).toBeLessThanOrEqual(mostMs + alone)
    expect(grown).toBeLessThanOrEqual(100)
  })
})

describe('A request', () => {
  const first = async (raw: string): Promise<string> => {
    const one = await socket(raw)
    const [data] = (await once(one, 'data')) as [Buffer]
    one.destroy()
    return String(data).split('\r\n')[0]!
  }

  it('may carry 3 MB, told or not; and no more headers than anybody needs', async () => {
    const much = 4 * 1024 * 1024
    const line = 'POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\n'
    expect(await first(`${line}content-length: ${much}\r\n\r\n${'x'.repeat(much)}`)).toMatch(/413/)
    expect(
      await first(`${line}transfer-encoding: chunked\r\n\r\n${much.toString(16)}\r\n${'x'.repeat(much)}\r\n0\r\n\r\n`),
    ).toMatch(/413/)
    expect(await first(`${line}x-much: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/431/)
    // The control: less than that is looked at, and refused for its signature.
    expect(await first(`${line}content-length: 2\r\n\r\n{}`)).toMatch(/401/)
  })

  it('that is signed and nested without end is set aside in no time, and the process lives', async () => {
    const began = performance.now()
    for (const body of ['['.repeat(1_000_000), '{"a":'.repeat(300_000), `[${'1,'.repeat(1_000_000)}1]`])
      expect(await signedPost(body)).toBe(200)
    // A hundred times what it takes; one that looked back at what was opened would take hours.
    expect(performance.now() - began).toBeLessThan(60_000)
    expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
    expect(await figure('quarantined')).toBeGreaterThanOrEqual(3)
  })

  it('of a page comes back with a policy that lets nothing else in, and no third party anywhere', async () => {
    const { headers } = await fetch(`${product.url}/api/v1/setup`)
    const policy = headers.get('content-security-policy') ?? ''
    for (const part of [
      "default-src 'none'",
      "require-trusted-types-for 'script'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(part)
    expect(policy).not.toMatch(/https?:|\*|unsafe/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(readFileSync(new URL('../../dashboards/index.html', import.meta.url), 'utf8')).not.toMatch(
      /(?:src|href)="https?:/,
    )
  })
})

describe('An orderly end', () => {
  it('comes by itself, also while somebody is slow', async () => {
    const other = await startProduct({ SADA_BACKUPS: 'off' })
    const { hostname, port } = new URL(other.url)
    const one = connect(Number(port), hostname)
    one.on('error', () => {})
    await once(one, 'connect')
    one.write('POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{')
    const { code, ms } = await other.stop()
    console.log(`ended in ${ms} ms with a slow client`)
    // By its own clock: a server that takes longer ends itself, with 1.
    expect(code).toBe(0)
  })
})
