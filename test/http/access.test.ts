import type { OpenAPIHono } from '@hono/zod-openapi'
import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalPath } from '../../src/http/paths.ts'
import { access, leastRole, may, type Right } from '../../src/http/rights.ts'
import { type Role, roles } from '../../src/model.ts'
import { admin, type House, newHouse } from './harness.ts'

let house: House
const tokens = new Map<Role, string>()
beforeAll(async () => {
  house = await newHouse()
  for (const role of roles) tokens.set(role, await house.token(role))
})

const routesOf = (app: Pick<OpenAPIHono, 'routes'>): string[] => [
  ...new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)),
]
const unlisted = (app: Pick<OpenAPIHono, 'routes'>) => routesOf(app).filter((route) => !Object.hasOwn(access, route))

describe('the table of routes', () => {
  it('names every route of the server, and no other', () => {
    expect(unlisted(house.app as never)).toEqual([])
    expect(Object.keys(access).filter((route) => !routesOf(house.app as never).includes(route))).toEqual([])
  })

  it('goes red for a route that nobody listed, and that route answers nobody', async () => {
    const planted = await newHouse()
    planted.app.get('/api/v1/planted', (c) => c.text('secret'))
    expect(unlisted(planted.app as never)).toEqual(['GET /api/v1/planted'])
    expect((await planted.ask('GET', '/api/v1/planted')).status).toBe(401)
    expect((await planted.ask('GET', '/api/v1/planted', { as: admin })).status).toBe(404)
  })

  it('opens to everybody only what asks for another proof or tells nothing', () => {
    expect(Object.keys(access).filter((route) => access[route] === 'open')).toEqual([
      'GET /healthz',
      'GET /readyz',
      'GET /webhooks/:channel',
      'POST /webhooks/:channel',
      'POST /webhooks/meta/data-deletion',
      'GET /data-deletion/:code',
      'GET /api/v1/openapi.json',
      'POST /api/v1/session',
      'GET /api/v1/setup',
      'POST /api/v1/setup',
      'POST /api/v1/demo',
      'GET /api/v1/oidc/start',
      'GET /api/v1/oidc/callback',
      'GET /p',
      'GET /p/:slug',
      'GET /p/page.css',
      'GET /*',
    ])
  })
})

const guarded = Object.entries(access).filter(([, right]) => right !== 'open') as [string, Right][]
const example = (path: string) => path.replace(/:\w+/g, '01a221e6-c910-7610-8750-a5c807df4430')

describe.each(guarded)('%s asks for %s', (route, right) => {
  const [method = '', path = ''] = route.split(' ')
  const body = method === 'GET' || method === 'DELETE' ? undefined : {}
  const verdict = async (as?: string) =>
    (await house.ask(method, example(path), { ...(as === undefined ? {} : { as }), ...(body ? { body } : {}) })).status

  it('and refuses strangers', async () => {
    expect(await verdict()).toBe(401)
    expect(await verdict('not-a-token')).toBe(401)
    expect(await verdict('sada=not-a-session')).toBe(401)
  })

  it.each(roles)('and answers %s by the table of rights', async (role) => {
    const status = await verdict(tokens.get(role))
    if (may(role, right)) expect([401, 403, 500]).not.toContain(status)
    else expect(status).toBe(403)
  })
})

describe('another spelling of a path', () => {
  const spellings = (path: string) => [
    `/${path}`,
    path.replace('/v1/', '//v1/'),
    path.replace('/v1/', '/V1/'),
    path.replace('/api/', '/API/'),
    path.replace('/v1/', '%2fv1%2F'),
    path.replace('/v1/', '/v1/./'),
    path.replace('/v1/', '/v1/x/../'),
    path.replace('cases', '%63ases'),
    path.replace('/v1/', '\\v1/'),
    `${path}/`,
  ]
  const id = '01a221e6-c910-7610-8750-a5c807df4430'

  it.each([
    ['GET', '/api/v1/cases'],
    ['POST', `/api/v1/cases/${id}/merge`],
    ['GET', '/metrics'],
  ])('gets the verdict of the path itself: %s %s', async (method, path) => {
    const asked = (as: string | undefined, spelt: string) =>
      house.ask(method, spelt, { ...(as === undefined ? {} : { as }), ...(method === 'POST' ? { body: {} } : {}) })
    for (const as of [undefined, tokens.get('viewer'), admin]) {
      const { status } = await asked(as, path)
      for (const spelt of spellings(path)) expect((await asked(as, spelt)).status, `${spelt} as ${as}`).toBe(status)
    }
  })

  it('is folded for programs and left alone for files, whose names have their own case', () => {
    expect(canonicalPath('/API//V1/Cases/')).toBe('/api/v1/cases')
    expect(canonicalPath('/assets/Index-AbC.js')).toBe('/assets/Index-AbC.js')
    expect(canonicalPath('/assets/%2e%2e/%2e%2e/etc/passwd')).toBe('/etc/passwd')
    expect(canonicalPath('/%E0%A4%A')).toBe('/%E0%A4%A')
  })
})

describe('rights', () => {
  it('grow with the role and never shrink', () => {
    for (const right of Object.keys(leastRole) as Right[])
      for (const [index, role] of roles.entries())
        if (may(role, right)) for (const above of roles.slice(index)) expect(may(above, right)).toBe(true)
  })
})

describe('a write from another site', () => {
  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://localhost' }, 403],
    [{ origin: 'http://localhost' }, 401],
    [{}, 401],
  ])('with %j is answered %i at the door of signing in', async (headers, status) => {
    const body = { name: 'nobody', password: 'wrong password' }
    expect((await house.ask('POST', '/api/v1/session', { body, headers: headers as never })).status).toBe(status)
  })

  it('is a program’s own business when it carries a token', async () => {
    const headers = { origin: 'https://evil.example' }
    const { status } = await house.ask('POST', '/api/v1/posts', { as: admin, body: [], headers })
    expect(status).toBe(400)
  })
})
