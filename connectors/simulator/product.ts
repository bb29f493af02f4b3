// The product's side of the simulator: where it listens, the secrets between them, and the platforms' handshakes.
import { createHmac, randomBytes } from 'node:crypto'
import type { Courier } from './deliver.ts'
import type { Accounts, Platform } from './world.ts'

export const platforms = ['whatsapp', 'instagram', 'x'] as const

export type Secrets = Readonly<Record<Platform, string>>

export const secretsOf = (seed: number, given: Partial<Secrets> | undefined): Secrets => {
  const made = (channel: Platform) =>
    given?.[channel] ?? createHmac('sha256', String(seed)).update(channel).digest('hex')
  return { whatsapp: made('whatsapp'), instagram: made('instagram'), x: made('x') }
}

/** The product's environment, under the names it documents. */
export const environmentOf = (url: string, accounts: Accounts, secrets: Secrets, verifyToken: string) => ({
  GRAPH_API_URL: url,
  X_API_URL: url,
  WHATSAPP_APP_SECRET: secrets.whatsapp,
  WHATSAPP_VERIFY_TOKEN: verifyToken,
  WHATSAPP_ACCESS_TOKEN: 'EAA-simulator',
  WHATSAPP_PHONE_NUMBER_ID: accounts.whatsapp,
  WHATSAPP_BUSINESS_ACCOUNT_ID: accounts.whatsappBusiness,
  INSTAGRAM_APP_SECRET: secrets.instagram,
  INSTAGRAM_VERIFY_TOKEN: verifyToken,
  INSTAGRAM_ACCESS_TOKEN: 'EAA-simulator',
  INSTAGRAM_ACCOUNT_ID: accounts.instagram,
  X_BEARER_TOKEN: 'simulator',
  X_CONSUMER_KEY: 'simulator',
  X_CONSUMER_SECRET: secrets.x,
  X_ACCESS_TOKEN: 'simulator',
  X_ACCESS_SECRET: 'simulator',
  X_ACCOUNT_ID: accounts.x,
})

/** Meta: the challenge back as it is. X: its signature, base64, in JSON. */
export const handshakeWith =
  (courier: Courier, secrets: Secrets, verifyToken: string) =>
  async (channel: Platform): Promise<boolean> => {
    const target = courier.targetOf(channel)
    if (target === undefined) return false
    const challenge = randomBytes(8).toString('hex')
    const meta = { 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': challenge }
    const query = channel === 'x' ? { crc_token: challenge } : meta
    const answer = await fetch(`${target.url}?${new URLSearchParams(query)}`).catch(() => null)
    const text = answer?.ok ? await answer.text() : ''
    if (channel !== 'x') return text === challenge
    return text.includes(`"sha256=${createHmac('sha256', secrets.x).update(challenge).digest('base64')}"`)
  }
