// WhatsApp Cloud API as a connector: what it hears needs no configuration, what it sends needs an account.
import { type Connector, ConnectorError, type Limits } from '../connector.ts'
import { readDocuments, unreadLine } from '../edge.ts'
import { templates, test } from './account.ts'
import { fetchMedia, send, type WhatsAppConfig } from './client.ts'
import { documentEvents, webhook } from './webhook.ts'

export type { WhatsAppConfig } from './client.ts'

const limits: Limits = {
  routes: [
    {
      route: 'whatsapp-session',
      public: false,
      windowHours: 24,
      length: { max: 4096, unit: 'characters' },
      surfaces: ['dm'],
      reconcilable: true,
    },
    {
      route: 'whatsapp-template',
      public: false,
      windowHours: null,
      length: { max: 1024, unit: 'characters' },
      surfaces: ['dm'],
      reconcilable: true,
    },
  ],
}

const inspect: Connector['inspect'] = (bytes) => {
  const documents = readDocuments(bytes)
  if (!documents.ok) throw new ConnectorError('whatsapp', 'malformed', documents.reason)
  const parsed = documentEvents(documents.values)
  if (parsed.kind === 'malformed') throw new ConnectorError('whatsapp', 'malformed', parsed.reason)
  return [...parsed.events, ...documents.badLines.map(({ line, reason }) => unreadLine('whatsapp', line, reason))]
}

export const createWhatsApp = (config?: WhatsAppConfig): Connector => ({
  channel: 'whatsapp',
  limits,
  webhook,
  inspect,
  ...(config === undefined
    ? {}
    : {
        accounts: config.accounts.map(({ id }) => id),
        reply: (reply, signal) => send(config, reply, signal),
        ...(config.businessId === undefined ? {} : { templates: (signal) => templates(config, signal) }),
        test: (signal) => test(config, signal),
        fetchMedia: (remoteId, signal, account, most) => fetchMedia(config, remoteId, signal, account, most),
      }),
})
