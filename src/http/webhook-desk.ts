// What a platform delivers: signature over the raw bytes first; done only when what it sent is committed.
import type { Channel, Webhook, WebhookRequest, WebhookSecrets } from '../../connectors/connector.ts'
import { webhookSecrets } from '../../connectors/index.ts'
import { notUnderstood } from '../pipeline/not-understood.ts'
import { isStoreTrouble } from '../store/faults.ts'
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

export type Hook = { readonly channel: Channel; readonly webhook: Webhook; readonly secrets: WebhookSecrets }

export const hooksOf = ({ connectors, config }: Server): ReadonlyMap<string, Hook> => {
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

/** The bytes as they come, until they are too many. */
export const gatherer = () => {
  const chunks: Uint8Array[] = []
  let size = 0
  return {
    add(chunk: Uint8Array): void {
      size += chunk.length
      if (size > largestBody) throw new ProblemError('too-large')
      chunks.push(chunk)
    },
    bytes: (): Uint8Array => (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)),
  }
}

const take = async (server: Server, { channel, webhook }: Hook, body: Uint8Array): Promise<void> => {
  const account = accountOf(channel, server.config.channels)
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  const parsed = webhook.parse(body)
  if (parsed.kind === 'malformed') {
    server.log.warn('a signed webhook could not be read', { channel, code: 'malformed' })
    return server.pipeline.setAside(raw, { channel, account, reason: parsed.reason })
  }
  try {
    const { events, unknown } = parsed
    await server.pipeline.receive(events, { account, raw, fault: notUnderstood(events), unknown })
  } catch (error) {
    if (isStoreTrouble(error)) throw error
    // Signed, so it is ours to keep: a sender that repeats it for a week would not make us read it better.
    server.log.error('a signed webhook could not be taken', { channel, error })
    await server.pipeline.setAside(raw, { channel, account, reason: 'not taken' })
  }
}

export const taken = { type: 'text/plain', text: 'EVENT_RECEIVED' } as const

export const deliver = async (server: Server, hook: Hook, request: WebhookRequest): Promise<typeof taken> => {
  if (!hook.webhook.verify(request, hook.secrets)) throw new ProblemError('bad-signature')
  await take(server, hook, request.body)
  return taken
}
