// Who may do what, as data: one row a right, with the least role that has it; then one row a route, with the right it asks.
import { type Role, roles } from '../model.ts'

export const leastRole = {
  read: 'viewer',
  'session.end': 'viewer',
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
  'audit.read': 'admin',
  'metrics.read': 'admin',
  'post.push': 'admin',
  'token.manage': 'admin',
  'user.manage': 'admin',
} as const satisfies Record<string, Role>
export type Right = keyof typeof leastRole

const rights = Object.keys(leastRole) as Right[]
export const may = (role: Role, right: Right): boolean => roles.indexOf(role) >= roles.indexOf(leastRole[right])
export const rightsOf = (role: Role): readonly Right[] => rights.filter((right) => may(role, right))

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
  'DELETE /api/v1/session': 'session.end',
  'DELETE /api/v1/sessions': 'session.end',
  'GET /api/v1/setup': 'open',
  'POST /api/v1/setup': 'open',
  'POST /api/v1/demo': 'open',
  'GET /api/v1/me': 'read',
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
  'GET /api/v1/tokens': 'token.manage',
  'POST /api/v1/tokens': 'token.manage',
  'DELETE /api/v1/tokens/:id': 'token.manage',
  'GET /api/v1/audit': 'audit.read',
  'GET /*': 'open',
}
