// The door to the channels: the connectors as the environment configures them, and the secrets of their webhooks.
import { chatExport } from './chat-export/index.ts'
import type { Connector, Meter, Vault, WebhookSecrets } from './connector.ts'
import { createGeneric } from './generic/index.ts'
import { createInstagram } from './instagram/index.ts'
import { createWhatsApp } from './whatsapp/index.ts'
import { createX, type XConfig } from './x/index.ts'

export * from './chat-export/index.ts'
export * from './connector.ts'
export { caps } from './edge.ts'
export { moveTo, replay } from './replay/index.ts'
export { queryFault } from './x/query.ts'

/** The channels' variables under their documented names; absent or empty = not configured. */
export type ChannelEnvironment = Readonly<Record<string, string | undefined>>

export type ConnectorName = 'whatsapp' | 'instagram' | 'x' | 'generic' | 'chat-export'
export type Connectors = Readonly<Record<ConnectorName, Connector>>

/** The newest Graph version these connectors were written against. */
const graphVersion = 'v26.0'

const listed = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .split(/[,،]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Several accounts may share one token: ids are separated by commas. */
const accounts = (ids: string | undefined, token: string | undefined) =>
  token ? listed(ids).map((id) => ({ id, token })) : []

/** Tokens of the two login products begin differently, and each is only good at its own host. */
const instagramUrl = (token: string | undefined): string =>
  token?.startsWith('IG') ? 'https://graph.instagram.com' : 'https://graph.facebook.com'

const oauth2Of = ({ X_CLIENT_ID, X_CLIENT_SECRET, X_REFRESH_TOKEN }: ChannelEnvironment): XConfig['oauth2'] =>
  X_CLIENT_ID && X_REFRESH_TOKEN
    ? { clientId: X_CLIENT_ID, clientSecret: X_CLIENT_SECRET || undefined, refreshToken: X_REFRESH_TOKEN }
    : undefined

const xConfig = (env: ChannelEnvironment, { meter, vault }: Kept): XConfig | undefined => {
  const { X_CONSUMER_KEY, X_CONSUMER_SECRET, X_ACCESS_TOKEN, X_ACCESS_SECRET, X_BEARER_TOKEN, X_ACCOUNT_ID } = env
  const whole = X_CONSUMER_KEY && X_CONSUMER_SECRET && X_ACCESS_TOKEN && X_ACCESS_SECRET
  const oauth2 = oauth2Of(env)
  if (!whole && !X_BEARER_TOKEN && !oauth2) return undefined
  const [appSecret = ''] = listed(X_CONSUMER_SECRET)
  return {
    url: env.X_API_URL || 'https://api.x.com',
    bearerToken: X_BEARER_TOKEN || undefined,
    accountId: X_ACCOUNT_ID || undefined,
    query: env.X_SEARCH_QUERY || undefined,
    terms: listed(env.X_SEARCH_TERMS),
    queryLength: Number(env.X_QUERY_LENGTH || 512),
    stream: env.X_STREAM === 'on',
    oauth2,
    meter,
    vault,
    ...(whole
      ? { user: { appKey: X_CONSUMER_KEY, appSecret, accessToken: X_ACCESS_TOKEN, accessSecret: X_ACCESS_SECRET } }
      : {}),
  }
}

/** What the application remembers for the connectors. */
export type Kept = { readonly meter?: Meter; readonly vault?: Vault }

/** Every connector hears; those with an account also send and fetch. */
export const createConnectors = (env: ChannelEnvironment = {}, kept: Kept = {}): Connectors => {
  const version = env.GRAPH_API_VERSION || graphVersion
  const whatsapp = accounts(env.WHATSAPP_PHONE_NUMBER_ID, env.WHATSAPP_ACCESS_TOKEN)
  const instagram = accounts(env.INSTAGRAM_ACCOUNT_ID, env.INSTAGRAM_ACCESS_TOKEN)
  return {
    whatsapp: createWhatsApp(
      whatsapp.length === 0
        ? undefined
        : {
            url: env.GRAPH_API_URL || 'https://graph.facebook.com',
            version,
            accounts: whatsapp,
            businessId: env.WHATSAPP_BUSINESS_ACCOUNT_ID || undefined,
            meter: kept.meter,
          },
    ),
    instagram: createInstagram(
      instagram.length === 0
        ? undefined
        : {
            url: env.GRAPH_API_URL || instagramUrl(env.INSTAGRAM_ACCESS_TOKEN),
            version,
            accounts: instagram,
            hashtags: listed(env.INSTAGRAM_HASHTAGS).map((tag) => tag.replace(/^#/, '')),
            meter: kept.meter,
          },
    ),
    x: createX(xConfig(env, kept)),
    generic: createGeneric(),
    'chat-export': chatExport,
  }
}

/** Two secrets while one replaces the other, newest first: `new,old`. */
export const webhookSecrets = (
  env: ChannelEnvironment,
): Readonly<Record<'whatsapp' | 'instagram' | 'x' | 'generic', WebhookSecrets>> => {
  const of = (secrets: string | undefined, verifyToken?: string): WebhookSecrets => ({
    secrets: listed(secrets),
    ...(verifyToken ? { verifyToken } : {}),
  })
  return {
    whatsapp: of(env.WHATSAPP_APP_SECRET, env.WHATSAPP_VERIFY_TOKEN),
    instagram: of(env.INSTAGRAM_APP_SECRET, env.INSTAGRAM_VERIFY_TOKEN),
    x: of(env.X_CONSUMER_SECRET),
    generic: of(env.GENERIC_WEBHOOK_SECRET, env.GENERIC_VERIFY_TOKEN),
  }
}
