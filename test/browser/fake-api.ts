// Plays the API over an invented world, and serves the built dashboard under the policy of the real server.
import { existsSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { CasePostWire, CaseWire, EventWire, LiveWire, ReplyWire } from '../../src/http/contract.ts'
import { answerConnectors } from './fake-connectors.ts'
import { answerDesk } from './fake-desk.ts'
import { answer, answerReads, problem } from './fake-reads.ts'
import { answerRules } from './fake-rules.ts'
import { createWorld, type World } from './fake-seeds.ts'
import { iso, me } from './fake-world.ts'
import { answerWrites } from './fake-writes.ts'

const built = join(import.meta.dirname, '../../dist/dashboard')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')
const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 65"><path fill="#20343a" d="M0 0h90v65H0z"/><path fill="#0c1619" d="M8 22h26v43H8zm34-12h20v55H42zm26 20h16v35H68z"/><circle cx="74" cy="13" r="5" fill="#e9b872"/></svg>'

export type Failing = { readonly path: RegExp; readonly status: number; times: number }
export type Fake = {
  readonly url: string
  readonly world: World
  /** What the API was asked to change, in order. */
  readonly asked: string[]
  /** Tells every listener that something happened. */
  readonly tell: (kind: string, caseId: string | null, postId?: string | null) => void
  readonly change: (id: string, change: Partial<CaseWire>) => void
  readonly add: (given: CaseWire, posts: CasePostWire[]) => void
  /** The next requests whose path matches fail. */
  readonly failing: Failing[]
  signedIn: boolean
  readonly stop: () => Promise<void>
}

const serveFiles = (app: Hono) => {
  app.get('/media/:id', (c) => c.body(picture, 200, { 'content-type': 'image/svg+xml' }))
  app.get('/*', (c) => {
    const asked = join(built, c.req.path)
    const file = c.req.path !== '/' && existsSync(asked) ? asked : join(built, 'index.html')
    return c.body(readFileSync(file), 200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
  })
}

const openDoors = (api: Hono, fake: { signedIn: boolean; failing: Failing[] }) => {
  const wrong = problem(401, 'wrong-password', 'الاسم أو كلمة المرور غير صحيحة.', 'The name or the password is wrong.')
  api.use('*', async (c, next) => {
    const due = fake.failing.find((one) => one.times > 0 && one.path.test(c.req.path))
    if (due !== undefined) {
      due.times -= 1
      return answer(c, problem(due.status, 'internal', 'حدث خطأ في الخادم.', 'Something failed on our side.'))
    }
    const open = /\/(?:session|setup|demo)$/.test(c.req.path)
    return fake.signedIn || open
      ? next()
      : answer(c, problem(401, 'not-signed-in', 'سجّل الدخول أولًا.', 'Sign in first.'))
  })
  const enter = async (right: boolean) => {
    fake.signedIn = right
    return right
  }
  api.get('/me', (c) => c.json(me))
  api.get('/setup', (c) => c.json({ needed: false, demo: false }))
  api.post('/session', async (c) => {
    const { password } = await c.req.json<{ password: string }>()
    return (await enter(password === 'open sesame please')) ? c.json(me) : answer(c, wrong)
  })
  api.delete('/session', (c) => {
    fake.signedIn = false
    return c.body(null, 204)
  })
  api.post('/setup', async (c) => ((await enter(true)) ? c.json(me) : c.body(null, 400)))
  api.post('/demo', async (c) => ((await enter(true)) ? c.json(me) : c.body(null, 400)))
}

type Listener = (message: LiveWire) => void
const broadcast = (api: Hono, listeners: Set<Listener>) => {
  api.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const gone = Promise.withResolvers<void>()
      let id = 0
      const hear = (message: LiveWire) => {
        id += 1
        stream.writeSSE({ event: message.kind, id: String(id), data: JSON.stringify(message) })
      }
      listeners.add(hear)
      stream.onAbort(() => {
        listeners.delete(hear)
        gone.resolve()
      })
      await stream.writeSSE({ event: 'hello', id: '0', data: '' })
      await gone.promise
    }),
  )
}

export const startFake = async (more?: number): Promise<Fake> => {
  const world = createWorld(Date.now(), more)
  const events: EventWire[] = []
  const replies: ReplyWire[] = []
  const asked: string[] = []
  const listeners = new Set<Listener>()
  const tell: Fake['tell'] = (kind, caseId, postId = null) => {
    for (const hear of listeners) hear({ kind, caseId, postId, at: iso(Date.now()) })
  }
  const state = { signedIn: true, failing: [] as Failing[] }
  const api = new Hono()
  openDoors(api, state)
  broadcast(api, listeners)
  answerReads(api, { world, events, replies })
  answerWrites(api, { world, events, replies, asked, tell })
  answerConnectors(api, asked)
  answerDesk(api, { world, events, replies })
  answerRules(api, { world, events, replies, asked })
  const app = new Hono()
  app.use('*', async (c, next) => {
    await next()
    c.header('content-security-policy', policy)
  })
  app.route('/api/v1', api)
  serveFiles(app)
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    world,
    asked,
    tell,
    change: (id: string, change: Partial<CaseWire>) => {
      const given = world.cases.get(id)
      if (given !== undefined) world.cases.set(id, { ...given, ...change })
    },
    add: (given: CaseWire, posts: CasePostWire[]) => {
      world.cases.set(given.id, given)
      world.posts.set(given.id, posts)
    },
    stop: () =>
      new Promise<void>((resolve) => {
        if ('closeAllConnections' in server) server.closeAllConnections()
        server.close(() => resolve())
      }),
  })
}
