// OpenAPI 3.1 of every route for programs, made from the routes themselves.

import type { App } from './context.ts'
import { plainRoutes } from './plain-routes.ts'
import { type Access, access } from './rights.ts'

const rightOf = (method: string, path: string): Access | undefined =>
  access[`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`]

const info = (version: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Sada (صدى)',
    version,
    description:
      'Posts from citizens become cases; one reply reaches everyone who reported. Errors are problem+json (RFC 9457) in Arabic and English. Lists answer `{items, next}`; pass `next` as `cursor`. Writes take an `Idempotency-Key`.',
  },
  security: [{ token: [] }, { session: [] }],
})

export const openApi = (app: App, version: string): void => {
  for (const plain of plainRoutes) app.openAPIRegistry.registerPath(plain)
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'sada' })
  let made: object | undefined
  app.get('/api/v1/openapi.json', (c) => {
    made ??= describe(app, version)
    return c.json(made)
  })
}

type Operation = { security?: readonly object[]; description?: string; 'x-right'?: string }

/** Each operation says the right it asks for, from the same table that the guard reads. */
const describe = (app: App, version: string): object => {
  const document = app.getOpenAPI31Document(info(version))
  for (const [path, operations] of Object.entries(document.paths ?? {}))
    for (const [method, operation] of Object.entries(operations) as [string, Operation][]) {
      const right = rightOf(method, path)
      if (right === 'open') operation.security = []
      else if (right !== undefined) operation['x-right'] = right
    }
  return document
}
