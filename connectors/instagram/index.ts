// Instagram as a connector, for both login products: what it hears needs no configuration, what it sends needs an account.
import { type Connector, ConnectorError, type Limits } from '../connector.ts'
import { readDocuments, unreadLine } from '../edge.ts'
import { fetchMedia, fetchPost, send } from './client.ts'
import { type InstagramConfig, isFacebookLogin } from './graph.ts'
import { poll } from './poll.ts'
import { recheck, recheckBatch } from './recheck.ts'
import { test } from './test.ts'
import { documentEvents, webhook } from './webhook.ts'

export type { InstagramConfig } from './graph.ts'

/** A direct message is counted in bytes: about 500 Arabic letters. */
const message = { max: 1000, unit: 'bytes' } as const

const limits: Limits = {
  routes: [
    {
      route: 'instagram-comment',
      public: true,
      windowHours: null,
      length: { max: 2200, unit: 'characters' },
      surfaces: ['comment'],
      reconcilable: false,
    },
    {
      route: 'instagram-mention',
      public: true,
      windowHours: null,
      length: { max: 2200, unit: 'characters' },
      surfaces: ['mention', 'caption'],
      reconcilable: false,
    },
    {
      route: 'instagram-private',
      public: false,
      windowHours: 7 * 24,
      length: message,
      surfaces: ['comment'],
      reconcilable: false,
    },
    {
      route: 'instagram-dm',
      public: false,
      windowHours: 24,
      length: message,
      surfaces: ['dm', 'story'],
      reconcilable: false,
    },
  ],
}

const inspect: Connector['inspect'] = (bytes, options) => {
  const documents = readDocuments(bytes)
  if (!documents.ok) throw new ConnectorError('instagram', 'malformed', documents.reason)
  const parsed = documentEvents(documents.values, options?.account, true)
  if (parsed.kind === 'malformed') throw new ConnectorError('instagram', 'malformed', parsed.reason)
  return [...parsed.events, ...documents.badLines.map(({ line, reason }) => unreadLine('instagram', line, reason))]
}

export const createInstagram = (config?: InstagramConfig): Connector => ({
  channel: 'instagram',
  limits,
  webhook,
  inspect,
  ...(config === undefined
    ? {}
    : {
        accounts: config.accounts.map(({ id }) => id),
        reply: (reply, signal) => send(config, reply, signal),
        ...(isFacebookLogin(config) ? { poll: (cursor, signal) => poll(config, cursor, signal) } : {}),
        fetchPost: (target, signal, account) => fetchPost(config, target, signal, account),
        completes: ['comment', 'mention'],
        recheck: (posts, signal) => recheck(config, posts, signal),
        recheckBatch,
        test: (signal) => test(config, signal),
        fetchMedia: (remoteId, signal, account, most) => fetchMedia(config, remoteId, signal, account, most),
      }),
})
