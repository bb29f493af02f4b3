// The platforms' addresses: their handshake, and what they deliver (on a port, `webhook-door.ts` takes deliveries before this).
import type { Context } from 'hono'
import { uuidv7 } from 'uuidv7'
import type { App, Env } from './context.ts'
import { bareHeaders } from './headers.ts'
import { isSecure } from './identify.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { deliver, gatherer, type Hook, hooksOf } from './webhook-desk.ts'

const bytesOf = async (c: Context<Env>): Promise<Uint8Array> => {
  const gathered = gatherer()
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) gathered.add(chunk)
  return gathered.bytes()
}

type Asked = Context<Env, '/webhooks/:channel'>
type Said = { readonly type: string; readonly text: string }

export const webhooks = (app: App, server: Server): void => {
  const hooks = hooksOf(server)
  const hookOf = (name: string): Hook => {
    const hook = hooks.get(name)
    if (hook === undefined) throw new ProblemError('not-found', { field: 'channel' })
    return hook
  }
  const bare = bareHeaders(isSecure(server.config))
  /** Named and closed like every other answer, without their middleware. */
  const answering = (work: (c: Asked) => Promise<Said>) => async (c: Asked) => {
    const requestId = uuidv7()
    const headers = { ...bare, 'x-request-id': requestId }
    try {
      const { type, text } = await work(c)
      return c.body(text, 200, { ...headers, 'content-type': type })
    } catch (error) {
      c.set('requestId', requestId)
      for (const [name, value] of Object.entries(headers)) c.header(name, value)
      throw error
    }
  }
  app.get(
    '/webhooks/:channel',
    answering(async (c) => {
      const { webhook, secrets } = hookOf(c.req.param('channel'))
      if (secrets.secrets.length === 0 && secrets.verifyToken === undefined) throw new ProblemError('no-secret')
      const text = webhook.handshake({ query: c.req.query() }, secrets)
      if (text === null) throw new ProblemError('handshake-refused')
      return { type: text.startsWith('{') ? 'application/json' : 'text/plain', text }
    }),
  )
  app.post(
    '/webhooks/:channel',
    answering(async (c) => {
      const hook = hookOf(c.req.param('channel'))
      if (hook.secrets.secrets.length === 0) throw new ProblemError('no-secret')
      const body = await bytesOf(c)
      return deliver(server, hook, { query: c.req.query(), headers: c.req.header(), body })
    }),
  )
}
