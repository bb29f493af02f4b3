// B1: a backup of a large store, taken while people write, comes back with equal sums. The long form takes a gigabyte.
import { spawn } from 'node:child_process'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { keepReceipts } from '../../src/store/inbox.ts'
import { openStore, write } from '../../src/store/index.ts'
import { startProduct } from '../journey/product.ts'

const megabytes = process.env.SADA_LONG ? 1_024 : 24
const folder = mkdtempSync(join(tmpdir(), 'sada-large-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'sada.db')
const secret = 'secret-of-the-backup-test'
const environment = {
  WHATSAPP_APP_SECRET: secret,
  WHATSAPP_PHONE_NUMBER_ID: '1000',
  SADA_SECRET_KEY: 'a-secret-of-the-backup-test',
  SADA_BACKUPS: 'off',
}

/** Bodies that were received long ago, sealed as they are. */
const fill = async () => {
  const store = await openStore(`sqlite:${path}`, { secrets: [environment.SADA_SECRET_KEY], dataDir: folder })
  while (statSync(path).size < megabytes * 2 ** 20) {
    const receipts = Array.from({ length: 1_000 }, () => ({
      channel: 'whatsapp',
      account: '1000',
      body: randomBytes(1_000).toString('base64'),
      at: 1,
    }))
    await write(store, (tx) => keepReceipts(tx, receipts))
  }
  await store.close()
}

/** A sum of every table, row by row; not of the two in which each opening leaves its own marks. */
const sums = (file: string): Readonly<Record<string, string>> => {
  const database = new SQLite(file, { readonly: true })
  const tables = database
    .prepare(
      `select name from sqlite_schema where type = 'table' and sql not like 'create virtual%' and name not like 'sqlite%' and name not in ('meta', 'migrations')`,
    )
    .pluck()
    .all() as string[]
  const of = (table: string) => {
    const hash = createHash('sha256')
    for (const row of database.prepare(`select * from "${table}"`).raw().iterate()) hash.update(JSON.stringify(row))
    return hash.digest('hex')
  }
  const all = Object.fromEntries(tables.map((name) => [name, of(name)]))
  database.close()
  return all
}

const send = async (url: string, id: string): Promise<boolean> => {
  const message = { from: '96550000001', id, timestamp: '1795860000', type: 'text', text: { body: 'حفرة في سلوى' } }
  const metadata = { display_phone_number: '96522220000', phone_number_id: '1000' }
  const value = { messaging_product: 'whatsapp', metadata, messages: [message] }
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  })
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature }
  const answer = await fetch(`${url}/webhooks/whatsapp`, { method: 'POST', body, headers })
  await answer.text()
  return answer.status === 200
}

const sada = async (...args: readonly string[]) => {
  const began = performance.now()
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts'), ...args], {
    env: { PATH: process.env.PATH, SADA_DATA_DIR: folder, ...environment } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const parts: string[] = []
  child.stdout.on('data', (data) => parts.push(String(data)))
  const [code] = (await once(child, 'close')) as [number]
  expect(code).toBe(0)
  return { said: parts.join(''), ms: Math.round(performance.now() - began) }
}

describe(`A backup of ${megabytes} MB`, () => {
  it('taken while people write comes back with equal sums: all that was acknowledged before it, nothing nobody sent', async () => {
    await fill()
    const product = await startProduct(environment, folder)
    const [sent, before, acked] = [new Set<string>(), new Set<string>(), new Set<string>()]
    let alive = true
    const sender = async (who: number) => {
      for (let n = 0; alive; n++) {
        const id = `wamid.${who}.${n}`
        sent.add(id)
        if (await send(product.url, id)) acked.add(id)
      }
    }
    const senders = Promise.all(Array.from({ length: 4 }, (_, who) => sender(who)))
    while (acked.size < 20) await new Promise((go) => setTimeout(go, 10))
    for (const id of acked) before.add(id)
    const copy = join(folder, 'copy.db')
    const made = await sada('backup', copy)
    const after = acked.size
    alive = false
    await senders
    expect((await product.stop()).code).toBe(0)
    const then = sums(copy)
    // The controls: people did write meanwhile, and the sums see it.
    expect(after).toBeGreaterThan(before.size)
    expect(sums(path)).not.toEqual(then)

    const tried = await sada('restore', copy, '--drill')
    const back = await sada('restore', copy)
    expect(JSON.parse(back.said)).toMatchObject({ drill: false, sameSum: true, sameRows: true })
    expect(sums(path)).toEqual(then)
    const inbox = new SQLite(path, { readonly: true })
    const keys = inbox.prepare(`select key from inbox where kind = 'post'`).pluck().all() as string[]
    inbox.close()
    const has = (id: string) => keys.some((key) => key.includes(id))
    expect([...before].filter((id) => !has(id))).toEqual([])
    expect(keys).toHaveLength(new Set(keys).size)
    expect(keys.length).toBeLessThanOrEqual(sent.size)
    const size = Math.round(statSync(copy).size / 2 ** 20)
    console.log(
      `${size} MB: checked copy ${made.ms} ms, drill ${tried.ms} ms, restore ${back.ms} ms, at load ${loadavg()[0]!.toFixed(1)}`,
    )
  }, 900_000)
})
