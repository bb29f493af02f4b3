// X as a connector: v2 answers, streams and both kinds of activity are read without configuration; the rest needs keys.
import { type Connector, ConnectorError, type Limits } from '../connector.ts'
import { readDocuments, unreadLine } from '../edge.ts'
import type { XConfig } from './api.ts'
import { fetchMedia, fetchPost, send } from './client.ts'
import type { Heard } from './common.ts'
import { feedsOf, poll } from './poll.ts'
import { recheck, recheckBatch } from './recheck.ts'
import { stream } from './stream.ts'
import { test } from './test.ts'
import { readAll, webhookOf } from './webhook.ts'

export type { XConfig } from './api.ts'

const limits: Limits = {
  routes: [
    {
      route: 'x-reply',
      public: true,
      windowHours: null,
      length: { max: 280, unit: 'x-weighted' },
      surfaces: ['mention', 'reply', 'quote', 'post'],
      needsSummons: true,
      distinct: true,
      reconcilable: false,
    },
    {
      route: 'x-dm',
      public: false,
      windowHours: null,
      length: { max: 10_000, unit: 'characters' },
      surfaces: ['dm'],
      reconcilable: false,
    },
    {
      route: 'x-post',
      public: true,
      windowHours: null,
      length: { max: 280, unit: 'x-weighted' },
      surfaces: [],
      reconcilable: false,
    },
  ],
}

const inspectWith =
  (heard: Heard): Connector['inspect'] =>
  (bytes, options) => {
    const documents = readDocuments(bytes)
    if (!documents.ok) throw new ConnectorError('x', 'malformed', documents.reason)
    const account = options?.account ?? heard.account
    const parsed = readAll(documents.values, { account, own: account })
    if (parsed.kind === 'malformed') throw new ConnectorError('x', 'malformed', parsed.reason)
    return [...parsed.events, ...documents.badLines.map(({ line, reason }) => unreadLine('x', line, reason))]
  }

export const createX = (config?: XConfig): Connector => {
  const heard = { account: config?.accountId, own: config?.accountId }
  const hears: Connector = { channel: 'x', limits, webhook: webhookOf(heard), inspect: inspectWith(heard) }
  if (config === undefined) return hears
  const { accountId, bearerToken, user, oauth2 } = config
  const streams = config.stream === true && bearerToken !== undefined && feedsOf(config).some(({ query }) => query)
  return {
    ...hears,
    ...(accountId === undefined ? {} : { accounts: [accountId] }),
    ...(feedsOf(config).length === 0 ? {} : { poll: (cursor, signal) => poll(config, cursor, signal) }),
    ...(streams ? { stream: (ears, signal) => stream(config, ears, signal) } : {}),
    ...(user === undefined && oauth2 === undefined ? {} : { reply: (reply, signal) => send(config, reply, signal) }),
    recheck: (posts, signal) => recheck(config, posts, signal),
    recheckBatch,
    test: (signal) => test(config, signal),
    fetchPost: (target, signal) => fetchPost(config, target, signal),
    fetchMedia: (remoteId, signal, _account, most) => fetchMedia(config, remoteId, signal, most),
  }
}
