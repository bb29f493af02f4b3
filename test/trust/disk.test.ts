// R1: a disk that is full, read-only or broken. No 200 without a commit, reads go on, and all is well again without a restart.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { admin, type House, newHouse } from '../http/harness.ts'
import { eventually } from '../journey/product.ts'

const root = mkdtempSync(join(tmpdir(), 'sada-disk-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let serial = 0
const message = (text: string) =>
  JSON.stringify({
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
              messages: [
                {
                  from: `9655000${1000 + serial}`,
                  id: `wamid.${++serial}`,
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
const signed = (body: string, secret: string) => ({
  'content-type': 'application/json',
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
})

/** While `broken` names a fault, every statement that changes the store fails as SQLite fails then. */
const broken: { code: string | null } = { code: null }
const probe = new SQLite(':memory:').prepare('select 1')
const statement = Object.getPrototypeOf(probe) as Record<'run' | 'all', (...parameters: unknown[]) => unknown>
for (const name of ['run', 'all'] as const) {
  const original = statement[name]
  statement[name] = function (this: { source: string }, ...parameters: unknown[]) {
    if (broken.code !== null && /^\s*(insert|update|delete|commit)/i.test(this.source))
      throw broken.code.startsWith('SQLITE')
        ? new SQLite.SqliteError('a disk fault of this test', broken.code)
        : Object.assign(new Error('a disk fault of this test'), { code: broken.code })
    return original.apply(this, parameters)
  }
}

const deliver = (house: House, body: string) =>
  house.ask('POST', '/webhooks/whatsapp', { body, headers: signed(body, 'new-secret') })
const stored = async ({ server }: House) =>
  (await server.store.read.selectFrom('inbox').select('key').where('kind', '=', 'post').execute()).length

describe('With a broken disk', () => {
  it.each([
    'SQLITE_FULL',
    'SQLITE_READONLY',
    'SQLITE_IOERR_WRITE',
    'SQLITE_IOERR_FSYNC',
    'SQLITE_CANTOPEN',
    'ENOSPC',
    'EIO',
    'EROFS',
    'EMFILE',
  ])('%s: writes answer 503 and when to come again, reads go on, and it heals by itself', async (code) => {
    const house = await newHouse(await openStore('sqlite::memory:'))
    const reader = await house.token('supervisor')
    const ready = async () => (await house.ask('GET', '/readyz')).body
    expect((await deliver(house, message('انقطاع الماء في سلوى'))).status).toBe(200)
    expect(await ready()).toMatchObject({ status: 'ready', writes: 'taken' })
    const before = await stored(house)
    broken.code = code
    try {
      const refused = await deliver(house, message('حفرة في الطريق'))
      expect(refused.status).toBe(503)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      const push = {
        as: admin,
        body: [{ id: 'p1', channel: 'whatsapp', text: 'حفرة', created_at: '2026-11-28T09:00:00Z' }],
      }
      expect((await house.ask('POST', '/api/v1/posts', push)).status).toBe(503)
      for (const as of [admin, reader])
        for (const path of ['/api/v1/posts', '/api/v1/cases', '/api/v1/review', '/readyz'])
          expect([path, (await house.ask('GET', path, { as })).status]).toEqual([path, 200])
      expect(await ready()).toMatchObject({ status: 'ready', writes: 'refused' })
    } finally {
      broken.code = null
    }
    expect(await stored(house)).toBe(before)
    expect(await ready()).toMatchObject({ status: 'ready', writes: 'taken' })
    // Who looked meanwhile is in the log as soon as it can be written.
    const looks = () =>
      house.server.store.read.selectFrom('audit').select('action').where('action', '=', 'posts-listed').execute()
    expect(await eventually(looks, ({ length }) => length === 2)).toHaveLength(2)
    expect((await deliver(house, message('حفرة في الطريق'))).status).toBe(200)
    expect(await stored(house)).toBe(before + 1)
    await house.server.store.close()
  })
})

const main = join(import.meta.dirname, '../../src/main.ts')
const secret = 'secret-of-the-disk-test'

/** A shell in a namespace of its own, where it may mount a small disk; null where this machine does not allow that. */
const canMount =
  spawnSync('unshare', ['-rmp', '--fork', 'sh', '-c', `mount -t tmpfs -o size=1m none ${root}`], { stdio: 'ignore' })
    .status === 0

/** With the shell goes all that it started, also after a failure. */
const shells: ChildProcess[] = []
afterAll(() => {
  for (const shell of shells) shell.kill('SIGKILL')
})

const onSmallDisk = async (folder: string) => {
  const shell: ChildProcess = spawn('unshare', ['-rmp', '--fork', '--kill-child', 'sh'], {
    env: {
      PATH: process.env.PATH,
      SADA_DATA_DIR: folder,
      WHATSAPP_APP_SECRET: secret,
      WHATSAPP_PHONE_NUMBER_ID: '1000',
      SADA_ADMIN_TOKEN: admin,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  shells.push(shell)
  const parts: string[] = []
  for (const stream of [shell.stdout!, shell.stderr!]) stream.on('data', (data) => parts.push(String(data)))
  let done = 0
  const tell = async (command: string) => {
    const mark = `done-${++done}`
    shell.stdin!.write(`${command}\necho ${mark}\n`)
    await eventually(
      async () => parts.join('').includes(mark),
      (seen) => seen,
    )
  }
  await tell(`mount -t tmpfs -o size=40m none ${folder}`)
  await tell(`${process.execPath} ${main} serve --port 0 & SERVER=$!`)
  const url = await eventually(
    async () => /Sada listens at (\S+)/.exec(parts.join(''))?.[1] ?? '',
    (seen) => seen !== '',
  )
  const end = async () => {
    await tell('kill $SERVER; wait $SERVER; echo "ended $?"')
    shell.stdin!.end('exit\n')
    return /ended (\d+)/.exec(parts.join(''))?.[1]
  }
  return { url, tell, end, said: () => parts.join('') }
}

describe.skipIf(!canMount)('A server whose disk fills up', () => {
  it('refuses what it cannot keep, shows what it has, and takes more within 5 seconds of space', async () => {
    const server = await onSmallDisk(mkdtempSync(join(root, 'full-')))
    const as = { authorization: `Bearer ${admin}` }
    const send = async () => {
      const body = message(`بلاغ ${'كلام '.repeat(400)}`)
      const response = await fetch(`${server.url}/webhooks/whatsapp`, {
        method: 'POST',
        body,
        headers: signed(body, secret),
      })
      return { status: response.status, after: response.headers.get('retry-after') }
    }
    const posts = async () => {
      const response = await fetch(`${server.url}/api/v1/posts?limit=1`, { headers: as })
      return response.status
    }
    let taken = 0
    expect((await send()).status).toBe(200)
    taken++
    await server.tell(
      'dd if=/dev/zero of=$SADA_DATA_DIR/ballast bs=64k 2>/dev/null; dd if=/dev/zero of=$SADA_DATA_DIR/more bs=1k 2>/dev/null',
    )
    let refused = 0
    for (let i = 0; i < 60 && refused < 5; i++) {
      const { status, after } = await send()
      expect([200, 503]).toContain(status)
      if (status === 200) taken++
      else {
        expect(Number(after)).toBeGreaterThan(0)
        refused++
      }
      expect(await posts()).toBe(200)
    }
    expect(refused).toBe(5)
    await server.tell('rm $SADA_DATA_DIR/ballast $SADA_DATA_DIR/more')
    // Ten tries a second: on a busy machine each takes longer, and there are no more of them.
    let tries = 0
    await eventually(send, ({ status }) => {
      tries++
      if (status === 200) taken++
      return status === 200
    })
    expect(tries).toBeLessThan(50)
    // Not a single one was acknowledged and lost: all are decided now.
    const count = async () => {
      const response = await fetch(`${server.url}/api/v1/stats/overview`, { headers: as })
      return Object.values(((await response.json()) as { byChannel: Record<string, number> }).byChannel)
    }
    expect(await eventually(count, ([posts]) => posts === taken)).toEqual([taken])
    expect(await server.end()).toBe('0')
  })
})
