// An upgrade one process after another: the platforms never hear anything but 200, and nothing they told is lost.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { message, number } from '../connectors/whatsapp/deliveries.ts'
import { eventually } from '../journey/product.ts'
import { newPostgres } from '../store/engines.ts'
import { ended, folder, startDoor, startWorker } from './processes.ts'

const whatsapp = {
  WHATSAPP_APP_SECRET: 'secret-of-the-upgrade',
  WHATSAPP_VERIFY_TOKEN: 'verify',
  WHATSAPP_ACCESS_TOKEN: 'access',
  WHATSAPP_PHONE_NUMBER_ID: number,
}

/** What a balancer does: a door that takes no connection is passed over for the next. */
const balance = async (doors: readonly string[]) => {
  let turn = 0
  const open = new Set<Socket>()
  const reach = (from: Socket, left: number) => {
    const to = connect(Number(new URL(doors[turn++ % doors.length]!).port), '127.0.0.1')
    let taken = false
    to.on('connect', () => {
      taken = true
      from.pipe(to).pipe(from)
    })
    to.on('error', () => (taken || left === 0 ? from.destroy() : reach(from, left - 1)))
    from.on('error', () => to.destroy())
  }
  const server = createServer((from) => {
    open.add(from)
    from.on('close', () => open.delete(from))
    reach(from, 2 * doors.length)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const text = (n: number) => ({ type: 'text', text: { body: `حفرة كبيرة في شارع سالم المبارك بالسالمية رقم ${n}` } })
const bodyOf = (n: number) =>
  JSON.stringify(message({ id: `wamid.${n}`, timestamp: String(Math.floor(Date.now() / 1000)), ...text(n) }))

const webhook = async (at: string, n: number): Promise<number> => {
  const body = bodyOf(n)
  const signature = createHmac('sha256', whatsapp.WHATSAPP_APP_SECRET).update(body).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${signature}`,
    connection: 'close',
  }
  const answer = await fetch(`${at}/webhooks/whatsapp`, { method: 'POST', headers, body })
  await answer.text()
  return answer.status
}

const cutOff = new Set<unknown>(['ECONNRESET', 'UND_ERR_SOCKET'])
/**
 * The system itself cuts off whoever waits to be let in as a door closes, and is told again, as platforms tell: once a door at
 * most. Every other answer counts.
 */
const teller = (at: string, doors: number) => {
  let cuts = 0
  return async (n: number): Promise<number | string> => {
    for (;;)
      try {
        return await webhook(at, n)
      } catch (error) {
        const { cause } = error as { readonly cause?: NodeJS.ErrnoException }
        if (!cutOff.has(cause?.code) || cuts++ >= doors) return String(cause ?? error)
      }
  }
}

it('An upgrade of workers and doors, one after another, refuses no webhook', async () => {
  const url = await newPostgres()
  const door = () => startDoor(url, whatsapp)
  const doors = [await door(), await door()]
  const addresses = doors.map(({ at }) => at)
  const workers = [await startWorker(url), await startWorker(url)]
  const tell = teller(await balance(addresses), doors.length)
  const answers: (number | string)[] = []
  let stopping = false
  const telling = (async () => {
    for (let n = 0; !stopping; n++) {
      answers.push(await tell(n))
      await sleep(10)
    }
  })()
  for (const [i, worker] of workers.entries()) {
    expect(await ended(worker)).toBe(0)
    workers[i] = await startWorker(url)
  }
  for (const [i, { child }] of doors.entries()) {
    expect(await ended(child)).toBe(0)
    doors[i] = await door()
    addresses[i] = doors[i].at
  }
  stopping = true
  await telling
  expect(answers.filter((answer) => answer !== 200)).toEqual([])
  expect(answers.length).toBeGreaterThan(100)
  const store = await openStore(url, { dataDir: folder })
  const kept = () =>
    store.read
      .selectFrom('posts')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  const { n } = await eventually(kept, ({ n: seen }) => Number(seen) === answers.length)
  expect(Number(n)).toBe(answers.length)
  await store.close()
  for (const process of [...doors.map(({ child }) => child), ...workers]) expect(await ended(process)).toBe(0)
}, 240_000)
