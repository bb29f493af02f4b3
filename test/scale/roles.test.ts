// One program in two roles: somebody answers, any number work, and either may go at any moment.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { eventually } from '../journey/product.ts'
import { newPostgres } from '../store/engines.ts'
import { ended, folder, main, startDoor, startWorker, token } from './processes.ts'

it('Two doors and two workers on one PostgreSQL: a worker killed is not missed, and each door tells of all', async () => {
  const url = await newPostgres()
  const [{ at: here }, { at: there, child: second }] = [await startDoor(url), await startDoor(url)]
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
  const first = await startWorker(url)
  await eventually(waiting, (seen) => seen.waiting === 0)
  await eventually(
    async () => heard,
    (text) => text.includes('event: opened'),
  )
  expect(heard).toContain('event: opened')

  const other = await startWorker(url)
  first.kill('SIGKILL')
  for (let n = 2; n <= 12; n++) await say(n)
  // What it had in hand is its own until the lease ends.
  const seen = await eventually(waiting, ({ waiting: left }) => left === 0)
  expect(seen).toMatchObject({ waiting: 0, posts: 12 })

  // A door may go, its orderly end refusing nobody: the other answers.
  expect(await ended(second)).toBe(0)
  await say(13)
  expect(await ended(other)).toBe(0)
}, 240_000)

it('Work alone is refused on SQLite, where one process does everything', async () => {
  const child = spawn(process.execPath, [main, 'work'], {
    env: { PATH: process.env.PATH, SADA_DATA_DIR: folder } as NodeJS.ProcessEnv,
    stdio: 'ignore',
  })
  expect(await once(child, 'exit')).toEqual([2, null])
})
