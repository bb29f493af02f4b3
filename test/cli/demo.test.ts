// `sada demo`, as somebody who has just cloned the project runs it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { pictureOf } from '../../src/demo/pictures.ts'
import { world } from '../../src/demo/play.ts'
import type { CaseWire, OverviewWire, PostWire } from '../../src/http/contract.ts'
import { eventually } from '../journey/product.ts'

const main = join(import.meta.dirname, '../../src/main.ts')

it('the sample world ends now, keeps its distances, and its pictures are drawn', async () => {
  const now = Date.parse('2030-01-01T00:00:00Z')
  const times = world(now).map(({ createdAt }) => Date.parse(createdAt!))
  expect(times.length).toBeGreaterThan(200)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.at(-1)).toBe(now)
  expect(now - times[0]!).toBeGreaterThan(5 * 86_400_000)
  const withImage = world(now).filter(({ media }) => media?.[0]?.kind === 'image')
  for (const { remoteId } of withImage)
    expect((await pictureOf(remoteId))?.subarray(8, 12).toString(), remoteId).toBe('WEBP')
})

it('the link it prints is signed in, cases form while one watches, and nothing is left afterwards', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'sada-demo-test-'))
  const child = spawn(process.execPath, [main, 'demo', '--port', '0'], {
    env: { PATH: process.env.PATH, TMPDIR: temporary } as NodeJS.ProcessEnv,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)))
  const link = await eventually(
    async () => /http\S+\/demo#\S+/.exec(said)?.[0],
    (found) => found !== undefined || child.exitCode !== null,
  )
  if (link === undefined) throw new Error(`the demo printed no link:\n${said}`)
  const { origin, hash } = new URL(link)
  const entered = await fetch(`${origin}/api/v1/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.slice(1) }),
  })
  expect(await entered.json()).toMatchObject({ demo: true, role: 'admin' })
  const cookie = entered.headers.getSetCookie()[0]!.split(';')[0]!
  const get = async <T>(path: string) => (await (await fetch(`${origin}${path}`, { headers: { cookie } })).json()) as T
  expect((await fetch(`${origin}/api/v1/cases`)).status).toBe(401)
  const counts = await eventually(
    () => get<OverviewWire>('/api/v1/stats/overview'),
    ({ posts }) => posts >= 60,
  )
  expect(counts.posts).toBeGreaterThanOrEqual(60)
  expect(Object.keys(counts.byChannel).sort()).toEqual(['instagram', 'whatsapp', 'x'])
  const cases = (await get<{ items: CaseWire[] }>('/api/v1/cases?sort=size')).items
  expect(cases[0]!.golden.posts).toBeGreaterThan(1)
  const posts = (await get<{ items: PostWire[] }>('/api/v1/posts?channel=whatsapp&limit=200')).items
  const picture = posts.flatMap(({ media }) => media).find(({ url }) => url !== null)!
  const shown = await fetch(`${origin}${picture.url}`, { headers: { cookie } })
  expect(shown.headers.get('content-type')).toBe('image/webp')
  expect(shown.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)

  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  expect(readdirSync(temporary)).toEqual([])
})
