// R1: the process really has no descriptor left. What is answered 200 is kept, reads go on, and it is well again without a restart.
import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { eventually, startProduct } from '../journey/product.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const secret = 'secret-of-the-descriptors-test'
const token = 'admin-token-of-the-descriptors-test'
const canLimit = spawnSync('prlimit', ['--version'], { stdio: 'ignore' }).status === 0

type Call = {
  readonly method: string
  readonly path: string
  readonly body?: string
  readonly headers: Readonly<Record<string, string>>
}
const call = (url: string, agent: Agent, { method, path, body, headers }: Call, patience = 60_000): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method, agent, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode!))
    })
    asked.on('error', reject)
    asked.setTimeout(patience, () => asked.destroy(new Error('no answer')))
    asked.end(body)
  })

const webhook = (n: number): Call => {
  const message = { from: '96550000001', id: `wamid.files.${n}`, timestamp: '1795860000', type: 'text' }
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '96522220000', phone_number_id: '1000' },
    messages: [{ ...message, text: { body: `حفرة في سلوى قطعة ${n}` } }],
  }
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  })
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature }
  return { method: 'POST', path: '/webhooks/whatsapp', body, headers }
}
const list: Call = { method: 'GET', path: '/api/v1/posts?limit=1', headers: { authorization: `Bearer ${token}` } }

describe.skipIf(!canLimit)('A server without a descriptor left', () => {
  it('keeps what it answers 200, goes on reading, and takes new connections within 5 seconds of having some', async () => {
    const product = await startProduct(
      { WHATSAPP_APP_SECRET: secret, WHATSAPP_PHONE_NUMBER_ID: '1000', SADA_ADMIN_TOKEN: token, SADA_BACKUPS: 'off' },
      folder,
    )
    const { pid } = JSON.parse(readFileSync(join(folder, 'sada.db.serve.json'), 'utf8')) as { pid: number }
    const limit = (files: number) => spawnSync('prlimit', ['--pid', `${pid}`, `--nofile=${files}:4096`])
    const known = new Agent({ keepAlive: true, maxSockets: 1 })
    expect(await call(product.url, known, webhook(0))).toBe(200)
    limit(8)
    let taken = 1
    const seen = new Set<number>()
    for (let n = 1; n <= 20; n++) {
      const status = await call(product.url, known, webhook(n))
      seen.add(status)
      if (status === 200) taken++
      expect(await call(product.url, known, list)).toBe(200)
    }
    expect([...seen].filter((status) => ![200, 503].includes(status))).toEqual([])
    // The control: nobody else gets in.
    await expect(call(product.url, new Agent(), list, 5_000)).rejects.toThrow()
    limit(1_024)
    let tries = 0
    const again = () => {
      tries++
      return call(product.url, new Agent(), webhook(100), 5_000).catch(() => 0)
    }
    expect(await eventually(again, (status) => status === 200)).toBe(200)
    taken++
    // Ten tries a second where the machine is quick.
    expect(tries).toBeLessThan(50)
    const posts = async () => {
      const answer = await fetch(`${product.url}/api/v1/stats/overview`, { headers: list.headers })
      return ((await answer.json()) as { posts: number }).posts
    }
    expect(await eventually(posts, (count) => count === taken)).toBe(taken)
    console.log(`without descriptors: ${taken - 2} of 20 taken, answers ${[...seen]}`)
    known.destroy()
    expect((await product.stop()).code).toBe(0)
  })
})
