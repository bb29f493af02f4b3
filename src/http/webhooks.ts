// What the platforms send us. Signature over the raw bytes first; 200 only when what they sent is committed.
import type { Channel, Connector, Webhook, WebhookSecrets } from '../../connectors/connector.ts'
import type { App } from './context.ts'
import { isStoreTrouble } from './failure.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

type Names = { readonly secret: string; readonly verify?: string; readonly account: string }
const variables: Partial<Record<Channel, Names>> = {
  whatsapp: { secret: 'WHATSAPP_APP_SECRET', verify: 'WHATSAPP_VERIFY_TOKEN', account: 'WHATSAPP_PHONE_NUMBER_ID' },
  instagram: { secret: 'INSTAGRAM_APP_SECRET', verify: 'INSTAGRAM_VERIFY_TOKEN', account: 'INSTAGRAM_ACCOUNT_ID' },
  x: { secret: 'X_CONSUMER_SECRET', account: 'X_ACCOUNT_ID' },
}

/** A secret may be a comma list while it is being changed: each of them may sign. */
export const secretsOf = (channel: Channel, env: Readonly<Record<string, string>>): WebhookSecrets => {
  const names = variables[channel]
  const listed = names === undefined ? undefined : env[names.secret]
  const verifyToken = names?.verify === undefined ? undefined : env[names.verify]
  const secrets = (listed ?? '').split(',').map((secret) => secret.trim())
  return { secrets: secrets.filter((secret) => secret !== ''), ...(verifyToken === undefined ? {} : { verifyToken }) }
}

const accountOf = (channel: Channel, env: Readonly<Record<string, string>>): string =>
  env[variables[channel]?.account ?? ''] ?? channel

type Hook = { readonly channel: Channel; readonly webhook: Webhook }
const hookOf = (connectors: readonly Connector[], name: string): Hook => {
  const found = connectors.find(({ channel }) => channel === name)
  if (found?.webhook === undefined) throw new ProblemError('not-found', { field: 'channel' })
  return { channel: found.channel, webhook: found.webhook }
}

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

export const webhooks = (app: App, server: Server): void => {
  const { connectors, config } = server
  app.get('/webhooks/:channel', (c) => {
    const { channel, webhook } = hookOf(connectors, c.req.param('channel'))
    const secrets = secretsOf(channel, config.channels)
    if (secrets.secrets.length === 0 && secrets.verifyToken === undefined) throw new ProblemError('no-secret')
    const answer = webhook.handshake({ query: c.req.query() }, secrets)
    if (answer === null) throw new ProblemError('handshake-refused')
    return c.body(answer, 200, { 'content-type': answer.startsWith('{') ? 'application/json' : 'text/plain' })
  })
  app.post('/webhooks/:channel', async (c) => {
    const hook = hookOf(connectors, c.req.param('channel'))
    const secrets = secretsOf(hook.channel, config.channels)
    if (secrets.secrets.length === 0) throw new ProblemError('no-secret')
    const body = new Uint8Array(await c.req.arrayBuffer())
    const request = { query: c.req.query(), headers: c.req.header(), body }
    if (!hook.webhook.verify(request, secrets)) throw new ProblemError('bad-signature')
    await take(server, hook, body)
    return c.body('EVENT_RECEIVED', 200, { 'content-type': 'text/plain' })
  })
}
