// What the platforms send us. Signature over the raw bytes first; 200 only when what they sent is committed.
import type { Context } from 'hono'
import { uuidv7 } from 'uuidv7'
import type { Channel, Webhook, WebhookSecrets } from '../../connectors/connector.ts'
import { webhookSecrets } from '../../connectors/index.ts'
import { isStoreTrouble } from '../store/faults.ts'
import type { App, Env } from './context.ts'
import { bareHeaders } from './headers.ts'
import { isSecure } from './identify.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

/** Where an event does not name the account that heard it, it was the first one configured. */
const accountNames: Partial<Record<Channel, string>> = {
  whatsapp: 'WHATSAPP_PHONE_NUMBER_ID',
  instagram: 'INSTAGRAM_ACCOUNT_ID',
  x: 'X_ACCOUNT_ID',
}
const accountOf = (channel: Channel, env: Readonly<Record<string, string>>): string =>
  env[accountNames[channel] ?? '']?.split(',')[0]?.trim() || channel

type Hook = { readonly channel: Channel; readonly webhook: Webhook; readonly secrets: WebhookSecrets }

const hooksOf = ({ connectors, config }: Server): ReadonlyMap<string, Hook> => {
  const secrets = webhookSecrets(config.channels)
  return new Map(
    (['whatsapp', 'instagram', 'x', 'generic'] as const).flatMap((name) => {
      const { channel, webhook } = connectors[name]
      return webhook === undefined ? [] : [[name, { channel, webhook, secrets: secrets[name] }]]
    }),
  )
}

/** The cap of every body, here counted while it is read. */
export const largestBody = 3 * 1024 * 1024

/** From Node's own request where there is one: a platform sends thousands a second, and a web `Request` costs more than its signature. */
const bytesOf = async (c: Context<Env>): Promise<Uint8Array> => {
  // What is left unread must not take the answer's connection with it.
  const source = c.env?.incoming?.iterator({ destroyOnReturn: false }) ?? c.req.raw.body ?? []
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > largestBody) {
      c.header('connection', 'close')
      throw new ProblemError('too-large')
    }
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

const headersOf = (c: Context<Env>): Readonly<Record<string, string>> =>
  (c.env?.incoming?.headers as Record<string, string> | undefined) ?? c.req.header()

const take = async (server: Server, { channel, webhook }: Hook, body: Uint8Array): Promise<void> => {
  const account = accountOf(channel, server.config.channels)
  const raw = Buffer.from(body).toString('utf8')
  const parsed = webhook.parse(body)
  if (parsed.kind === 'malformed') {
    server.log.warn('a signed webhook could not be read', { channel, code: 'malformed' })
    return server.pipeline.setAside(raw, { channel, account, reason: parsed.reason })
  }
  try {
    await server.pipeline.receive(parsed.events, { account, raw })
  } catch (error) {
    if (isStoreTrouble(error)) throw error
    // Signed, so it is ours to keep: a sender that repeats it for a week would not make us read it better.
    server.log.error('a signed webhook could not be taken', { channel, error })
    await server.pipeline.setAside(raw, { channel, account, reason: 'not taken' })
  }
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
      const request = { query: c.req.query(), headers: headersOf(c), body }
      if (!hook.webhook.verify(request, hook.secrets)) throw new ProblemError('bad-signature')
      await take(server, hook, body)
      return { type: 'text/plain', text: 'EVENT_RECEIVED' }
    }),
  )
}
