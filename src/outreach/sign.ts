// Standard Webhooks: the id, the moment and the body under one HMAC, so that a receiver can tell whose word it is and how old.
import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

export const newHookSecret = (): string => prefix + randomBytes(24).toString('base64')

export type Signed = {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

export const signed = (secret: string, id: string, seconds: number, body: string): Signed => {
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` }
}
