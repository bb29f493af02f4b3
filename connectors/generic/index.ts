// The smallest connector: any system of the ministry may push posts, signed with a shared secret.
// `X-Sada-Signature: sha256=<hex HMAC-SHA256 of the raw body>`.
import { type Connector, ConnectorError, type Parsed } from '../connector.ts'
import { hexSignature, isRecord, readDocuments, readJson, sameText, signedByAny, unreadLine } from '../edge.ts'
import { envelope } from './api-types.ts'
import { postEvent } from './mapper.ts'

const postsOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  return isRecord(value) && Array.isArray(value.posts) ? envelope.parse(value).posts : [value]
}

const read = (values: readonly unknown[]): Parsed => {
  const posts = values.flatMap(postsOf)
  return posts.every((post) => isRecord(post) && (post.id !== undefined || post.text !== undefined))
    ? { kind: 'events', events: posts.map(postEvent) }
    : { kind: 'malformed', reason: 'not a post, a list of posts or {"posts": […]}' }
}

export const createGeneric = (): Connector => ({
  channel: 'generic',
  limits: { routes: [] },
  webhook: {
    handshake: ({ query }, { verifyToken }) => {
      const { challenge, token = '' } = query
      return challenge !== undefined && verifyToken && sameText(token, verifyToken) ? challenge : null
    },
    verify: ({ headers, body }, { secrets }) => {
      const given = hexSignature(headers['x-sada-signature'])
      return given !== null && signedByAny(secrets, body, given)
    },
    parse: (body) => {
      const json = readJson(body)
      return json.ok ? read([json.value]) : { kind: 'malformed', reason: json.reason }
    },
  },
  inspect: (bytes) => {
    const documents = readDocuments(bytes)
    if (!documents.ok) throw new ConnectorError('generic', 'malformed', documents.reason)
    const parsed = read(documents.values)
    if (parsed.kind === 'malformed') throw new ConnectorError('generic', 'malformed', parsed.reason)
    return [...parsed.events, ...documents.badLines.map(({ line, reason }) => unreadLine('generic', line, reason))]
  },
})
