// What the platforms send us. Signature over the raw bytes first; 200 only when what they sent is committed.
import type { Channel, Webhook, WebhookSecrets } from '../../connectors/connector.ts'
import { webhookSecrets } from '../../connectors/index.ts'
import type { App } from './context.ts'
import { isStoreTrouble } from './failure.ts'
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

const hookOf = ({ connectors, config }: Server, name: string): Hook => {
  const secrets = webhookSecrets(config.channels)
  if (name !== 'whatsapp' && name !== 'instagram' && name !== 'x' && name !== 'generic')
    throw new ProblemError('not-found', { field: 'channel' })
  const { channel, webhook } = connectors[name]
  if (webhook === undefined) throw new ProblemError('not-found', { field: 'channel' })
  return { channel, webhook, secrets: secrets[name] }
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
  app.get('/webhooks/:channel', (c) => {
    const { webhook, secrets } = hookOf(server, c.req.param('channel'))
    if (secrets.secrets.length === 0 && secrets.verifyToken === undefined) throw new ProblemError('no-secret')
    const answer = webhook.handshake({ query: c.req.query() }, secrets)
    if (answer === null) throw new ProblemError('handshake-refused')
    return c.body(answer, 200, { 'content-type': answer.startsWith('{') ? 'application/json' : 'text/plain' })
  })
  app.post('/webhooks/:channel', async (c) => {
    const hook = hookOf(server, c.req.param('channel'))
    if (hook.secrets.secrets.length === 0) throw new ProblemError('no-secret')
    const body = new Uint8Array(await c.req.arrayBuffer())
    const request = { query: c.req.query(), headers: c.req.header(), body }
    if (!hook.webhook.verify(request, hook.secrets)) throw new ProblemError('bad-signature')
    await take(server, hook, body)
    return c.body('EVENT_RECEIVED', 200, { 'content-type': 'text/plain' })
  })
}
