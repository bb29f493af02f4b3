// F1: nothing but what is configured or public is asked, and nothing that unfolds without end is read.

import { type ChildProcess, spawn } from 'node:child_process'
import dns from 'node:dns'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isPublicAddress, reach } from '../../connectors/outbound.ts'
import { callHook } from '../../src/outreach/index.ts'

let canary: Server
let touched = 0
let origin = ''
let port = 0

/** In a process of its own, so that what it takes to make a bomb is not counted with what it takes to meet one. */
const bomber = `
  const { createServer } = require('node:http')
  const { Readable } = require('node:stream')
  const { createGzip } = require('node:zlib')
  const zeros = Buffer.alloc(1 << 20)
  const nothing = (bytes) => Readable.from((function* () { for (let left = bytes; left > 0; left -= zeros.length) yield zeros })())
  createServer((request, response) => {
    response.on('error', () => {})
    if (request.url !== '/bomb') return nothing(Infinity).on('error', () => {}).pipe(response)
    response.writeHead(200, { 'content-encoding': 'gzip' })
    nothing(10 * 1024 ** 3).pipe(createGzip({ level: 1 })).pipe(response)
  }).listen(0, '127.0.0.1', function () { console.log(this.address().port) })
`
let far: ChildProcess
let farOrigin = ''

beforeAll(async () => {
  canary = createServer((request, response) => {
    touched++
    const { pathname } = new URL(request.url!, origin)
    if (pathname === '/redirect')
      return void response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()
    if (pathname === '/folded')
      return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"said":"مرحبا"}'))
    if (pathname === '/torn')
      return void response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync('x'.repeat(9999)).subarray(0, 20))
    if (pathname === '/strange') return void response.writeHead(200, { 'content-encoding': 'zip64' }).end('x')
    if (pathname === '/silent') return
    response.end(JSON.stringify({ method: request.method, length: request.headers['content-length'] ?? null }))
  })
  await once(canary.listen(0, '127.0.0.1'), 'listening')
  port = (canary.address() as AddressInfo).port
  origin = `http://127.0.0.1:${port}`
  far = spawn(process.execPath, ['-e', bomber], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(far.stdout!, 'data')
  farOrigin = `http://127.0.0.1:${Number(String(said))}`
})
afterAll(() => {
  far.kill()
  canary.closeAllConnections()
  canary.close()
})

const signal = () => AbortSignal.timeout(120_000)
const any = { hosts: ['*'] }

/** Every spelling of here, of neighbours, and of what clouds tell about themselves. */
const spellings = [
  '127.0.0.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0x7f.1',
  '127.1',
  '127.0.1',
  '0',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:7f00:0001]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[fe80::1]',
  '[fd00::1]',
  '[fec0::1]',
  '169.254.169.254',
  '[fd00:ec2::254]',
  '10.0.0.1',
  '172.16.5.4',
  '192.168.1.1',
  '100.64.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  'localhost',
  'localhost.',
] as const

describe('The way out', () => {
  it.each(spellings)('is closed towards %s', async (host) => {
    const before = touched
    for (const address of [`https://${host}/`, `https://${host}:${port}/`, `http://${host}:${port}/`])
      await expect(reach(address, { signal: signal() }, any), address).rejects.toThrow()
    expect(touched).toBe(before)
    expect(await callHook({ url: `https://${host}/` }, {}, '{}', [])).toBe(0)
  })

  it.each([
    'file:///etc/passwd',
    'ftp://graph.facebook.com/',
    'gopher://graph.facebook.com/',
    'data:text/plain,x',
    'javascript:1',
    'not an address',
    'https://graph.facebook.com@127.0.0.1/',
    'https://user:word@graph.facebook.com/',
    'https://graph.facebook.com:8443/',
    'http://graph.facebook.com/',
    'https://graph.facebook.com.evil.example/',
    'https://evil-fbcdn.net/',
    'https://fbcdn.net.evil.example/',
  ])('is closed for %s', async (address) => {
    const where = { hosts: ['graph.facebook.com', '.fbcdn.net'] }
    await expect(reach(address, { signal: signal() }, where)).rejects.toThrow(/address/)
  })

  it('judges a name where the connection looks it up: one that points inside, or there the second time, is not asked', async () => {
    const before = touched
    let looks = 0
    const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((
      _name: string,
      options: { all: boolean },
      done: (...said: unknown[]) => void,
    ) => {
      looks++
      done(null, [
        { address: '157.240.1.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])
      return options
    }) as never)
    syncBuiltinESMExports()
    await expect(reach('https://rebound.example/', { signal: signal() }, any)).rejects.toThrow(/private network/)
    lookup.mockRestore()
    syncBuiltinESMExports()
    expect([looks, touched]).toEqual([1, before])
  })

  it('leads to what is configured, and nowhere it points to', async () => {
    const configured = [origin]
    const answer = await reach(`${origin}/x`, { method: 'POST', body: 'سلام', signal: signal() }, { configured })
    // The control: the canary does hear what is let through.
    expect(await answer.json()).toEqual({ method: 'POST', length: '8' })
    const turned = await reach(`${origin}/redirect`, { signal: signal() }, { configured })
    expect(turned.status).toBe(302)
    await turned.body?.cancel()
    await expect(reach(`http://localhost:${port}/`, { signal: signal() }, { configured })).rejects.toThrow()
    expect(await (await reach(`${origin}/folded`, { signal: signal() }, { configured })).json()).toEqual({
      said: 'مرحبا',
    })
    for (const path of ['torn', 'strange'])
      await expect(
        reach(`${origin}/${path}`, { signal: signal() }, { configured }).then((it) => it.text()),
        path,
      ).rejects.toThrow()
  })

  it.each([
    'bomb',
    'endless',
  ])('stops at the cap of 8 MB while ten gigabytes unfold, in 32 MB more: %s', async (path) => {
    const read = async (mostBytes: number) => {
      const answer = await reach(`${farOrigin}/${path}`, { signal: signal(), mostBytes }, { configured: [farOrigin] })
      let size = 0
      for await (const chunk of answer.body!) {
        size += chunk.byteLength
        most = Math.max(most, process.memoryUsage().rss)
      }
      return size
    }
    let most = 0
    // Once beforehand, and swept: code compiled and pools opened are not what a bomb takes.
    await expect(read(1 << 20)).rejects.toThrow(/too large/)
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
    const before = process.memoryUsage().rss
    most = before
    await expect(read(8 << 20)).rejects.toThrow(/too large/)
    const more = Math.round((most - before) / 2 ** 20)
    console.log(`${path}: memory +${more} MB`)
    expect(more).toBeLessThanOrEqual(32)
    // The control: what is under the cap is read.
    expect(
      await (await reach(`${origin}/`, { signal: signal(), mostBytes: 1000 }, { configured: [origin] })).text(),
    ).toMatch(/GET/)
  })

  it('waits no longer than it was told', async () => {
    const asked = { signal: AbortSignal.timeout(300) }
    // Nobody ever answers there: who went on waiting would wait for ever.
    await expect(reach(`${origin}/silent`, asked, { configured: [origin] })).rejects.toThrow(/aborted/)
  })

  it('knows public addresses', () => {
    expect(isPublicAddress('157.240.1.1', 4)).toBe(true)
    expect(isPublicAddress('2a03:2880:f12f:83::face:b00c', 6)).toBe(true)
  })
})
