// K1 and K2 on the whole product, deciding thread and all: killed in the middle of what it does, and watched by the system's own
// eyes while it answers. The long form kills 200 times and watches 1,000 answers.
import { spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { eventually, startProduct } from '../journey/product.ts'
import { faultsOf } from '../pipeline/town.ts'

const long = process.env.SADA_LONG !== undefined
const root = mkdtempSync(join(tmpdir(), 'sada-product-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const environment = {
  WHATSAPP_APP_SECRET: 'secret-of-the-crash-test',
  WHATSAPP_PHONE_NUMBER_ID: '1000',
  SADA_ADMIN_TOKEN: 'admin-token-of-the-crash-test',
  SADA_BACKUPS: 'off',
}
const message = (id: string) => ({
  from: '96550000001',
  id,
  timestamp: String(Math.floor(Date.now() / 1000)),
  type: 'text',
  text: { body: `انقطاع الماء في سلوى قطعة 3 شارع ${id.length}` },
})
const value = (id: string) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '96522220000', phone_number_id: '1000' },
  messages: [message(id)],
})
const send = async (url: string, id: string): Promise<number> => {
  const changes = [{ field: 'messages', value: value(id) }]
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] })
  const signature = `sha256=${createHmac('sha256', environment.WHATSAPP_APP_SECRET).update(body).digest('hex')}`
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature }
  const response = await fetch(`${url}/webhooks/whatsapp`, { method: 'POST', body, headers })
  await response.text()
  return response.status
}

/** SADA_KILLS: the long form in portions. */
const rounds = Number(process.env.SADA_KILLS ?? (long ? 200 : 3))
/**
 * The long form asks for the figures themselves, of an idle machine. Otherwise a start takes what it gets of it, many times as long:
 * one that waited for the leases of the dead, or looked at all it holds once more, would take minutes.
 */
const mostStart = long ? { ms: 2_000, cpuMs: 6_000 } : { ms: 60_000, cpuMs: 60_000 }

const pidIn = (folder: string): number =>
  (JSON.parse(readFileSync(join(folder, 'sada.db.serve.json'), 'utf8')) as { pid: number }).pid

/** Milliseconds of processor time a process has had, all its threads: work that a busy machine spreads and does not add to. */
const cpuOf = (pid: number): number => {
  if (!existsSync('/proc/self/stat')) return 0
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const storedIn = async (folder: string) => {
  const store = new SQLite(join(folder, 'sada.db'), { readonly: true })
  const posts = store.prepare('select remote_id from posts').pluck().all() as string[]
  const integrity = store.pragma('integrity_check', { simple: true })
  // One decision a post: opened, joined, asked about or held.
  const decided = store
    .prepare(
      `select count(*) from (select post_id from events where kind in ('opened', 'joined', 'review-asked', 'held') and post_id is not null group by post_id, kind having count(*) > 1)`,
    )
    .pluck()
    .get()
  store.close()
  const again = await openStore(`sqlite:${join(folder, 'sada.db')}`)
  const faults = await faultsOf(again)
  await again.close()
  return { posts, integrity, decided, faults }
}

/** Eight senders at once, until told to stop. */
const ingest = (url: () => string, round: number, sent: Set<string>, acked: Set<string>) => {
  let [alive, serial] = [true, 0]
  const sender = async () => {
    while (alive) {
      const id = `wamid.${round}.${serial++}`
      sent.add(id)
      if ((await send(url(), id).catch(() => 0)) === 200) acked.add(id)
    }
  }
  const senders = Promise.all(Array.from({ length: 8 }, sender))
  return () => {
    alive = false
    return senders
  }
}

const settled = async (url: string): Promise<number> => {
  const headers = { authorization: `Bearer ${environment.SADA_ADMIN_TOKEN}` }
  const waiting = async () =>
    ((await (await fetch(`${url}/api/v1/stats/overview`, { headers })).json()) as { waiting: number }).waiting
  // However slow the machine: as long as less and less waits, it goes on.
  for (let left = await waiting(); ; ) {
    const before = left
    left = await eventually(waiting, (now) => now === 0, 60_000)
    if (left === 0 || left >= before) return left
  }
}

describe('The product, killed', () => {
  it(`${rounds} times in the middle of ingest, keeps every acknowledged post once, invents none, and is soon back`, async () => {
    const folder = mkdtempSync(join(root, 'kill-'))
    const [sent, acked] = [new Set<string>(), new Set<string>()]
    const [starts, spent]: [number[], number[]] = [[], []]
    let product = await startProduct(environment, folder)
    for (let round = 0; round < rounds; round++) {
      const before = acked.size
      const end = ingest(() => product.url, round, sent, acked)
      await eventually(
        async () => acked.size - before,
        (count) => count > 10 + ((round * 7) % 40),
      )
      await sleep((round * 13) % 50)
      const ended = product.stop('SIGKILL')
      await sleep(1)
      await Promise.all([end(), ended])
      const began = performance.now()
      product = await startProduct(environment, folder)
      starts.push(Math.round(performance.now() - began))
      spent.push(cpuOf(pidIn(folder)))
    }
    expect(await settled(product.url)).toBe(0)
    expect((await product.stop()).code).toBe(0)
    const { posts, ...found } = await storedIn(folder)
    for (const list of [starts, spent]) list.sort((a, b) => a - b)
    const [median, longest, work] = [starts[Math.floor(rounds / 2)]!, starts.at(-1)!, spent[Math.floor(rounds / 2)]!]
    console.log(
      `${rounds} kills: ${acked.size} acknowledged of ${sent.size} sent, ${posts.length} stored; ready after ${median} ms, ${longest} at most, ${work} of the processor's, at load ${loadavg()[0]!.toFixed(1)}`,
    )
    expect(acked.size).toBeGreaterThan(rounds * 5)
    expect(found).toEqual({ integrity: 'ok', decided: 0, faults: [] })
    const stored = new Set(posts)
    expect([...acked].filter((id) => !stored.has(id))).toEqual([])
    expect(posts.filter((id) => !sent.has(id))).toEqual([])
    expect(stored.size).toBe(posts.length)
    expect(work).toBeLessThan(mostStart.cpuMs)
    expect(median).toBeLessThan(mostStart.ms)
  }, 3_600_000)
})

const canWatch = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { stdio: 'ignore' }).status === 0
const answers = long ? 1_000 : 60

/** Answers of each kind, by whether a flush of the log came between the request and the answer. */
const countIn = (trace: string) => {
  const counts = { flushed: 0, unflushed: 0, health: 0 }
  let [asked, flush] = ['', false]
  for (const line of trace.split('\n')) {
    if (/read(?:\(| resumed).*POST \/webhooks/.test(line)) [asked, flush] = ['webhook', false]
    else if (/read(?:\(| resumed).*GET \/healthz/.test(line)) [asked, flush] = ['health', false]
    else if (/(?:fdatasync|fsync)\(\d+<[^>]*sada\.db-wal>/.test(line) && !line.includes('unfinished')) flush = true
    else if (/(?:fdatasync|fsync) resumed/.test(line)) flush = true
    else if (/write[v]?\(.*HTTP\/1\.1 200/.test(line) && asked !== '') {
      if (asked === 'webhook') counts[flush ? 'flushed' : 'unflushed']++
      else if (!flush) counts.health++
      asked = ''
    }
  }
  return counts
}

const watched = async (count: number, more: Readonly<Record<string, string>> = {}) => {
  const folder = mkdtempSync(join(root, 'watch-'))
  const trace = join(folder, 'trace')
  const product = await startProduct({ ...environment, ...more }, folder)
  const calls = 'trace=fdatasync,fsync,read,write,writev'
  const watcher = spawn('strace', ['-f', '-y', '-s', '64', '-e', calls, '-o', trace, '-p', String(pidIn(folder))], {
    stdio: 'ignore',
  })
  await eventually(
    async () => {
      await fetch(`${product.url}/healthz`).then((it) => it.text())
      return readFileSync(trace, { encoding: 'utf8', flag: 'a+' })
    },
    (seen) => seen.includes('GET /healthz'),
  )
  for (let i = 0; i < count; i++) {
    expect(await send(product.url, `wamid.watched.${i}`)).toBe(200)
    if (i % 4 === 0) await fetch(`${product.url}/healthz`).then((it) => it.text())
  }
  // Gone before the product is told to end: a signal that comes while a watcher lets go can be lost.
  const gone = once(watcher, 'exit')
  watcher.kill('SIGINT')
  await gone
  await product.stop()
  return countIn(readFileSync(trace, 'utf8'))
}

describe.skipIf(!canWatch)('The product, watched by strace', () => {
  it(`answers 200 after the flush of the commit, ${answers} of ${answers}`, async () => {
    const counts = await watched(answers)
    console.log(`flush before 200: ${counts.flushed} of ${answers}; control: ${counts.health} answers without one`)
    expect(counts).toMatchObject({ flushed: answers, unflushed: 0 })
    // The control: the same eyes see answers that no flush came before.
    expect(counts.health).toBeGreaterThan(answers / 10)
  })

  const library = join(root, 'no-flush.so')
  const source = 'int fsync(int f) { return 0; } int fdatasync(int f) { return 0; }'
  const made = spawnSync('cc', ['-shared', '-fPIC', '-o', library, '-x', 'c', '-'], { input: source }).status === 0

  it.skipIf(!made)('on a system that swallows flushes is caught: the control', async () => {
    const counts = await watched(20, { LD_PRELOAD: library })
    console.log(`flushes swallowed: ${counts.unflushed} of 20 answers unflushed`)
    expect(counts).toMatchObject({ flushed: 0, unflushed: 20 })
  })
})
