// The one local server: Graph and X side by side, the faults before them, and the control interface.
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono, type Next } from 'hono'
import type { Courier } from './deliver.ts'
import type { Fault, Faults } from './faults.ts'
import { instagramMentioned, instagramObject, instagramReply, instagramSend, instagramTags } from './instagram.ts'
import {
  instagramHashtag,
  instagramMention,
  instagramOwn,
  instagramRecent,
  instagramReplies,
} from './instagram-found.ts'
import type { Limits, XDoor } from './limits.ts'
import { whatsappAccount, whatsappFile, whatsappSend } from './whatsapp.ts'
import type { Platform, World } from './world.ts'
import { xCreate, xMentions, xMessage, xPost, xPosts, xSearch, xToken, xUser } from './x.ts'
import type { XStream } from './x-stream.ts'

type Env = { Bindings: HttpBindings }

export type Parts = {
  readonly world: World
  readonly courier: Courier
  readonly faults: Faults
  readonly limits: Limits
  readonly stream: XStream
  readonly base: () => string
}

const platformOf = (c: Context, world: World): Platform => {
  if (c.req.path.startsWith('/2/')) return 'x'
  const id = c.req.path.split('/')[2] ?? ''
  const { whatsapp, whatsappBusiness } = world.accounts
  return id === whatsapp || id === whatsappBusiness || world.files.has(id) ? 'whatsapp' : 'instagram'
}

/** The connection ends without an answer, half-way through one, or never. */
const cut = (c: Context<Env>, kind: string): Response => {
  const { outgoing } = c.env
  if (kind.startsWith('reset')) outgoing.destroy()
  if (kind === 'truncated') {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '400' })
    outgoing.write('{"data":[{"id":', () => outgoing.destroy())
  }
  // A hang needs nothing: the answer is simply never written.
  return RESPONSE_ALREADY_SENT
}

const graphError = (code: number, message: string) => ({
  error: { message, type: 'OAuthException', code, fbtrace_id: 'SIM' },
})

const refused = (c: Context, fault: Extract<Fault, { on: 'api' }>, channel: Platform) => {
  if (fault.kind === '429') {
    const { retryAfter = 1 } = fault
    if (retryAfter !== null) c.header('retry-after', String(retryAfter))
    if (channel === 'x' && retryAfter !== null)
      c.header('x-rate-limit-reset', String(Math.ceil(Date.now() / 1000) + retryAfter))
    if (channel === 'x') {
      c.header('x-rate-limit-limit', '300')
      c.header('x-rate-limit-remaining', '0')
      return c.json({ title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 }, 429)
    }
    return c.json(graphError(channel === 'whatsapp' ? 130_429 : 4, 'Rate limit hit'), 429)
  }
  if (fault.kind === 'revoked-token')
    return channel === 'x'
      ? c.json({ title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }, 401)
      : c.json(graphError(190, 'Error validating access token: The session has been invalidated'), 401)
  if (fault.kind === 'expired-media') return c.json(graphError(100, 'Unsupported get request.'), 404)
  return c.text('Service Unavailable', fault.kind === '500' ? 500 : 503)
}

const lossy =
  ({ world, faults }: Parts) =>
  async (c: Context<Env>, next: Next) => {
    const channel = platformOf(c, world)
    const asksForToken = c.req.path === '/2/oauth2/token'
    if (!asksForToken && !c.req.header('authorization'))
      return channel === 'x'
        ? c.json({ title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }, 401)
        : c.json(graphError(190, 'An access token is required'), 401)
    const fault = faults.take('api', channel, c.req.method)
    if (fault === null || fault.on !== 'api') return next()
    if (fault.kind === 'hang' || fault.kind === 'reset' || fault.kind === 'truncated') return cut(c, fault.kind)
    if (fault.kind === 'hang-after-accept' || fault.kind === 'reset-after-accept') {
      await next()
      c.res = undefined
      c.res = cut(c, fault.kind)
      return
    }
    return refused(c, fault, channel)
  }

/** https://developers.facebook.com/docs/graph-api/overview/rate-limiting: the headers with every answer, code 4 at the end. */
const counted =
  ({ world, limits }: Parts) =>
  async (c: Context<Env>, next: Next) => {
    if (platformOf(c, world) === 'whatsapp') return next()
    return limits.graph(c) ? c.json(graphError(4, 'Application request limit reached'), 400) : next()
  }

const graph = (app: Hono<Env>, parts: Parts) => {
  const { world, courier, base } = parts
  app.use('/:version{v[0-9.]+}/*', counted(parts))
  app.post('/:version{v[0-9.]+}/:id/messages', async (c): Promise<Response> => {
    const id = c.req.param('id')
    return id === world.accounts.whatsapp ? whatsappSend(c, parts, id) : instagramSend(c, world, courier, id)
  })
  app.post('/:version{v[0-9.]+}/:id/replies', (c) => instagramReply(c, world, courier, c.req.param('id')))
  app.post('/:version{v[0-9.]+}/:id/mentions', (c) => instagramMention(c, world))
  app.get('/:version{v[0-9.]+}/ig_hashtag_search', (c) => instagramHashtag(c, world))
  app.get('/:version{v[0-9.]+}/:id/tags', (c) => instagramTags(c, world))
  app.get('/:version{v[0-9.]+}/:id/replies', (c) => instagramReplies(c, world, c.req.param('id')))
  app.get('/:version{v[0-9.]+}/:id/:edge?', (c): Response => {
    const { id = '', edge } = c.req.param()
    const fields = c.req.query('fields') ?? ''
    if (fields.startsWith('mentioned_')) return instagramMentioned(c, world, fields)
    const account = whatsappAccount(c, world, id, edge) ?? instagramOwn(c, world, id, edge)
    if (account !== null) return account
    if (edge === 'recent_media') return instagramRecent(c, world, id) ?? instagramObject(c, world, id)
    return whatsappFile(c, world, id, base()) ?? instagramObject(c, world, id)
  })
}

const x = (app: Hono<Env>, { world, limits, stream }: Parts) => {
  const within = (door: XDoor) => async (c: Context<Env>, next: Next) => limits.x(c, door) ?? next()
  app.post('/2/oauth2/token', (c) => xToken(c, world))
  app.get('/2/users/me', within('users'), (c) => xUser(c, world))
  app.get('/2/users/:id', within('users'), (c) => xUser(c, world))
  app.get('/2/users/:id/mentions', within('mentions'), (c) => xMentions(c, world))
  app.get('/2/tweets', within('lookup'), (c) => xPosts(c, world))
  app.get('/2/tweets/search/recent', within('search'), (c) => xSearch(c, world))
  app.on(['GET', 'POST'], '/2/tweets/search/stream/rules', within('rules'), (c) => stream.rules(c))
  app.get('/2/tweets/search/stream', within('stream'), (c) => stream.open(c))
  app.get('/2/tweets/:id', within('lookup'), (c) => xPost(c, world, c.req.param('id') ?? ''))
  app.post('/2/tweets', within('create'), (c) => xCreate(c, world))
  app.post('/2/dm_conversations/with/:id/messages', within('dm'), (c) => xMessage(c, world, c.req.param('id') ?? ''))
}

export const createApp = (parts: Parts): Hono<Env> => {
  const { world } = parts
  const app = new Hono<Env>()
  app.use('/2/*', lossy(parts))
  app.use('/:version{v[0-9.]+}/*', lossy(parts))
  graph(app, parts)
  x(app, parts)
  app.get('/simulator/files/:id', (c) => {
    const file = world.files.get(c.req.param('id'))
    const late = Number(c.req.query('until') ?? 0) < world.now()
    if (file === undefined || late) return c.text('Not Found', 404)
    return c.body(new Uint8Array(file.bytes), 200, { 'content-type': file.mimeType })
  })
  return app
}
