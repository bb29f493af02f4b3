// One program in two roles: somebody answers, any number work, and either may go at any moment.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { eventually } from '../journey/product.ts'
import { newPostgres } from '../store/engines.ts'

const main = join(import.meta.dirname, '../../src/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'sada-roles-'))
const token = 'admin-token-of-the-roles'
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const start = async (url: string, args: readonly string[], ready: RegExp) => {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH: process.env.PATH,
      SADA_DATA_DIR: folder,
      SADA_DATABASE_URL: url,
      SADA_ADMIN_TOKEN: token,
    } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)))
  const found = await eventually(
    async () => ready.exec(said),
    (match) => match !== null || child.exitCode !== null,
    60_000,
  )
  if (found === null) throw new Error(`sada ${args.join(' ')} did not start:\n${said}`)
  return { child, found }
}

it('Two doors and two workers on one PostgreSQL: a worker killed is not missed, and each door tells of all', async () => {
  const url = await newPostgres()
  const door = () => start(url, ['serve', '--port', '0', '--web-only'], /Sada listens at (\S+)/)
  const worker = () => start(url, ['work'], /Sada works/)
  const [{ found: one }, { found: two, child: second }] = [await door(), await door()]
  const [here, there] = [one![1]!, two![1]!]
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const say = async (id: number) => {
    const text = `حفرة كبيرة في شارع سالم المبارك بالسالمية رقم ${id}`
    const body = JSON.stringify({ id: `p${id}`, channel: 'whatsapp', text, created_at: new Date().toISOString() })
    expect((await fetch(`${here}/api/v1/posts`, { method: 'POST', headers, body })).status).toBeLessThan(300)
  }
  const waiting = async () =>
    (await (await fetch(`${there}/api/v1/stats/overview`, { headers })).json()) as { waiting: number; posts: number }
  const listening = await fetch(`${there}/api/v1/events`, { headers })
  let heard = ''
  void (async () => {
    for await (const part of listening.body!) heard += Buffer.from(part).toString()
  })().catch(() => {})

  await say(1)
  // Nobody works yet: it is safe and waits.
  expect((await waiting()).waiting).toBe(1)
  const { child: first } = await worker()
  await eventually(waiting, (seen) => seen.waiting === 0)
  await eventually(
    async () => heard,
    (text) => text.includes('event: opened'),
  )
  expect(heard).toContain('event: opened')

  const { child: other } = await worker()
  first.kill('SIGKILL')
  for (let n = 2; n <= 12; n++) await say(n)
  // What it had in hand is its own until the lease ends.
  const seen = await eventually(waiting, ({ waiting: left }) => left === 0, 60_000)
  expect(seen).toMatchObject({ waiting: 0, posts: 12 })

  // A door may go, its orderly end refusing nobody: the other answers.
  second.kill('SIGTERM')
  expect(await once(second, 'exit')).toEqual([0, null])
  await say(13)
  other.kill('SIGTERM')
  expect(await once(other, 'exit')).toEqual([0, null])
}, 240_000)

it('Work alone is refused on SQLite, where one process does everything', async () => {
  const child = spawn(process.execPath, [main, 'work'], {
    env: { PATH: process.env.PATH, SADA_DATA_DIR: folder } as NodeJS.ProcessEnv,
    stdio: 'ignore',
  })
  expect(await once(child, 'exit')).toEqual([2, null])
})
