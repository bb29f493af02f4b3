// Who may do what, as data: one row a right, with the least role that has it; then one row a route, with the right it asks.
import { type Role, roles } from '../model.ts'

export const leastRole = {
  /** One's own session, password and second factor. */
  self: 'viewer',
  read: 'viewer',
  'case.note': 'agent',
  'case.assign': 'agent',
  'case.status': 'agent',
  'review.answer': 'agent',
  'reply.plan': 'agent',
  'reply.send': 'agent',
  'case.open': 'analyst',
  'case.merge': 'analyst',
  'case.split': 'analyst',
  'case.undo': 'analyst',
  'author.reveal': 'supervisor',
  'channel.read': 'supervisor',
  'channel.manage': 'admin',
  'audit.read': 'admin',
  'metrics.read': 'admin',
  'post.push': 'admin',
  'token.manage': 'admin',
  'user.manage': 'admin',
} as const satisfies Record<string, Role>
export type Right = keyof typeof leastRole

export const allRights = Object.keys(leastRole) as Right[]
export const may = (role: Role, right: Right): boolean => roles.indexOf(role) >= roles.indexOf(leastRole[right])

/** A token may be given fewer rights than its role has; nobody has more. */
type Holder = { readonly role: Role; readonly rights: readonly string[] | null }
export const has = ({ role, rights }: Holder, right: Right): boolean =>
  may(role, right) && (right === 'self' || rights === null || rights.includes(right))
export const rightsOf = (holder: Holder): readonly Right[] => allRights.filter((right) => has(holder, right))

/** `open` routes answer without signing in: they check something else (a signature, a password, a one-time link) or tell nothing. */
export type Access = Right | 'open'

/** Every route of the server. A route that is not here answers nobody; a test fails until it is listed. */
export const access: Readonly<Record<string, Access>> = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /metrics': 'metrics.read',
  'GET /webhooks/:channel': 'open',
  'POST /webhooks/:channel': 'open',
  'GET /media/:id': 'read',
  'GET /api/v1/openapi.json': 'open',
  'POST /api/v1/session': 'open',
  'DELETE /api/v1/session': 'self',
  'DELETE /api/v1/sessions': 'self',
  'GET /api/v1/setup': 'open',
  'POST /api/v1/setup': 'open',
  'POST /api/v1/demo': 'open',
  'GET /api/v1/oidc/start': 'open',
  'GET /api/v1/oidc/callback': 'open',
  'GET /api/v1/me': 'self',
  'GET /api/v1/sessions': 'self',
  'DELETE /api/v1/sessions/:id': 'self',
  'PUT /api/v1/me/password': 'self',
  'GET /api/v1/me/second-factor': 'self',
  'POST /api/v1/me/second-factor': 'self',
  'POST /api/v1/me/second-factor/confirm': 'self',
  'POST /api/v1/me/second-factor/codes': 'self',
  'POST /api/v1/me/second-factor/end': 'self',
  'GET /api/v1/connectors': 'channel.read',
  'POST /api/v1/connectors/:id/pause': 'channel.manage',
  'POST /api/v1/connectors/:id/resume': 'channel.manage',
  'POST /api/v1/connectors/:id/run': 'channel.manage',
  'POST /api/v1/connectors/:id/test': 'channel.manage',
  'GET /api/v1/reference': 'read',
  'GET /api/v1/stats/overview': 'read',
  'GET /api/v1/stats/echoes': 'read',
  'GET /api/v1/events': 'read',
  'GET /api/v1/posts': 'read',
  'POST /api/v1/posts': 'post.push',
  'GET /api/v1/posts/:id': 'read',
  'POST /api/v1/posts/:id/case': 'case.open',
  'GET /api/v1/cases': 'read',
  'GET /api/v1/cases/:id': 'read',
  'GET /api/v1/cases/:id/posts': 'read',
  'GET /api/v1/cases/:id/events': 'read',
  'POST /api/v1/cases/:id/merge': 'case.merge',
  'POST /api/v1/cases/:id/split': 'case.split',
  'POST /api/v1/cases/:id/undo': 'case.undo',
  'POST /api/v1/cases/:id/assign': 'case.assign',
  'POST /api/v1/cases/:id/status': 'case.status',
  'POST /api/v1/cases/:id/note': 'case.note',
  'POST /api/v1/cases/:id/replies/plan': 'reply.plan',
  'POST /api/v1/cases/:id/replies': 'reply.send',
  'GET /api/v1/cases/:id/replies': 'read',
  'GET /api/v1/replies/:id': 'read',
  'GET /api/v1/review': 'read',
  'GET /api/v1/review/:id': 'read',
  'POST /api/v1/review/:id/verdict': 'review.answer',
  'POST /api/v1/authors/:id/reveal': 'author.reveal',
  'GET /api/v1/users': 'user.manage',
  'POST /api/v1/users': 'user.manage',
  'PUT /api/v1/users/:id': 'user.manage',
  'DELETE /api/v1/users/:id/second-factor': 'user.manage',
  'GET /api/v1/tokens': 'token.manage',
  'POST /api/v1/tokens': 'token.manage',
  'DELETE /api/v1/tokens/:id': 'token.manage',
  'GET /api/v1/audit': 'audit.read',
  'GET /*': 'open',
}

/**
 * What a route reaches, for callers bound to agencies:
 * `own` nothing of a case · `shown` only what the views show, other agencies' private posts withheld · `whole` the house
 * itself, so refused to them · else the thing it acts upon, refused when that is another agency's.
 */
export type Reach = 'own' | 'shown' | 'whole' | 'case' | 'post' | 'review' | 'author' | 'media'

/** Every route that is not open. One that is not here is refused to callers bound to agencies; a test fails until it is listed. */
export const reaches: Readonly<Record<string, Reach>> = {
  'GET /metrics': 'whole',
  'GET /media/:id': 'media',
  'DELETE /api/v1/session': 'own',
  'GET /api/v1/sessions': 'own',
  'DELETE /api/v1/sessions': 'own',
  'DELETE /api/v1/sessions/:id': 'own',
  'GET /api/v1/me': 'own',
  'PUT /api/v1/me/password': 'own',
  'GET /api/v1/me/second-factor': 'own',
  'POST /api/v1/me/second-factor': 'own',
  'POST /api/v1/me/second-factor/confirm': 'own',
  'POST /api/v1/me/second-factor/codes': 'own',
  'POST /api/v1/me/second-factor/end': 'own',
  'GET /api/v1/reference': 'own',
  'GET /api/v1/stats/overview': 'own',
  'GET /api/v1/stats/echoes': 'own',
  'GET /api/v1/events': 'own',
  'GET /api/v1/posts': 'shown',
  'POST /api/v1/posts': 'own',
  'GET /api/v1/posts/:id': 'shown',
  'POST /api/v1/posts/:id/case': 'post',
  'GET /api/v1/cases': 'shown',
  'GET /api/v1/cases/:id': 'shown',
  'GET /api/v1/cases/:id/posts': 'shown',
  'GET /api/v1/cases/:id/events': 'shown',
  'POST /api/v1/cases/:id/merge': 'case',
  'POST /api/v1/cases/:id/split': 'case',
  'POST /api/v1/cases/:id/undo': 'case',
  'POST /api/v1/cases/:id/assign': 'case',
  'POST /api/v1/cases/:id/status': 'case',
  'POST /api/v1/cases/:id/note': 'case',
  'POST /api/v1/cases/:id/replies/plan': 'case',
  'POST /api/v1/cases/:id/replies': 'case',
  'GET /api/v1/cases/:id/replies': 'shown',
  'GET /api/v1/replies/:id': 'shown',
  'GET /api/v1/review': 'shown',
  'GET /api/v1/review/:id': 'shown',
  'POST /api/v1/review/:id/verdict': 'review',
  'POST /api/v1/authors/:id/reveal': 'author',
  'GET /api/v1/users': 'whole',
  'POST /api/v1/users': 'whole',
  'PUT /api/v1/users/:id': 'whole',
  'DELETE /api/v1/users/:id/second-factor': 'whole',
  'GET /api/v1/tokens': 'whole',
  'POST /api/v1/tokens': 'whole',
  'DELETE /api/v1/tokens/:id': 'whole',
  'GET /api/v1/audit': 'whole',
  'GET /api/v1/connectors': 'whole',
  'POST /api/v1/connectors/:id/pause': 'whole',
  'POST /api/v1/connectors/:id/resume': 'whole',
  'POST /api/v1/connectors/:id/run': 'whole',
  'POST /api/v1/connectors/:id/test': 'whole',
}
