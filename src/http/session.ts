// Signing in and out, the first account, and who one is.
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { audit } from '../store/audit.ts'
import { write } from '../store/index.ts'
import { endSession, endSessionsOf, startSession } from '../store/sessions.ts'
import { forgetFailures, lockedFor, noteFailure, useSetupToken } from '../store/sign-in.ts'
import { addUser, hasUsers, type User, userWithPassword } from '../store/users.ts'
import { type App, type Env, jsonAnswer, jsonBody, route, type Who, whoOf } from './context.ts'
import { MeView, SetupBody, SignInBody } from './contract.ts'
import { giveCookie, takeCookie } from './identify.ts'
import { checkPassword, hashPassword, hashSecret, newSecret } from './passwords.ts'
import { ProblemError } from './problems.ts'
import { rightsOf } from './rights.ts'
import type { Server } from './server.ts'

const meOf = (who: Who, demo: Server['demo']) => ({
  kind: who.kind,
  id: who.id,
  name: who.name,
  role: who.role,
  demo: demo !== null,
  may: [...rightsOf(who.role)],
})

const enter = async (c: Context<Env>, server: Server, user: User, action: string) => {
  const secret = newSecret()
  const who: Who = { kind: 'user', id: user.id, name: user.name, role: user.role }
  const at = server.clock()
  await write(server.store, async (tx) => {
    await startSession(tx, hashSecret(secret), user.id, at)
    await forgetFailures(tx, user.name)
    await audit(tx, { actor: who, action, subject: null, at })
  })
  giveCookie(c, server.config, server.demo, secret)
  return meOf(who, server.demo)
}

const signIn = async (server: Server, name: string, password: string): Promise<User> => {
  const { store, clock } = server
  const locked = await lockedFor(store.read, name, clock())
  if (locked > 0) throw new ProblemError('locked', { retryAfterSeconds: Math.ceil(locked / 1000) })
  const found = await userWithPassword(store.read, name)
  const right = await checkPassword(password, found?.hash ?? null)
  if (found !== null && right && !found.user.disabled) return found.user
  await write(store, (tx) => noteFailure(tx, name, clock()))
  throw new ProblemError('wrong-password')
}

/** The first account, by the one-time link that the server printed. */
const setUp = async (server: Server, { token, name, password }: z.infer<typeof SetupBody>): Promise<User> => {
  const passwordHash = await hashPassword(password)
  const now = server.clock()
  return write(server.store, async (tx) => {
    if (await hasUsers(tx)) throw new ProblemError('already-set-up')
    if (!(await useSetupToken(tx, hashSecret(token), now))) throw new ProblemError('link-used')
    const user = await addUser(tx, { name, passwordHash, role: 'admin', now })
    if (user === 'name-taken') throw new ProblemError('already-set-up')
    return user
  })
}

const signInRoute = route({
  method: 'post',
  path: '/api/v1/session',
  summary: 'Sign in with name and password; answers a session cookie',
  request: { body: jsonBody(SignInBody) },
  responses: { 200: jsonAnswer(MeView) },
})
const signOutRoute = route({
  method: 'delete',
  path: '/api/v1/session',
  summary: 'Sign out of this session',
  responses: { 204: { description: 'signed out' } },
})
const signOutEverywhereRoute = route({
  method: 'delete',
  path: '/api/v1/sessions',
  summary: 'Sign out of every session of mine',
  responses: { 204: { description: 'signed out everywhere' } },
})
const setupStateRoute = route({
  method: 'get',
  path: '/api/v1/setup',
  summary: 'Whether the first account is still to be made',
  responses: { 200: jsonAnswer(z.object({ needed: z.boolean(), demo: z.boolean() })) },
})
const setupRoute = route({
  method: 'post',
  path: '/api/v1/setup',
  summary: 'Make the first account by the one-time link that `sada serve` printed',
  request: { body: jsonBody(SetupBody) },
  responses: { 200: jsonAnswer(MeView) },
})
const demoRoute = route({
  method: 'post',
  path: '/api/v1/demo',
  summary: 'Enter the demo by the link that `sada demo` printed',
  request: { body: jsonBody(z.object({ token: z.string().min(1).max(200) })) },
  responses: { 200: jsonAnswer(MeView) },
})
const meRoute = route({
  method: 'get',
  path: '/api/v1/me',
  summary: 'Who I am and what I may do',
  responses: { 200: jsonAnswer(MeView) },
})

export const session = (app: App, server: Server): void => {
  const { store } = server
  app.openapi(signInRoute, async (c) => {
    const { name, password } = c.req.valid('json')
    return c.json(await enter(c, server, await signIn(server, name, password), 'signed-in'), 200)
  })
  app.openapi(signOutRoute, async (c) => {
    const id = c.get('sessionId')
    if (id !== null) await write(store, (tx) => endSession(tx, id))
    takeCookie(c, server.config, server.demo)
    return c.body(null, 204)
  })
  app.openapi(signOutEverywhereRoute, async (c) => {
    const who = whoOf(c)
    if (who.kind === 'user') await write(store, (tx) => endSessionsOf(tx, who.id))
    takeCookie(c, server.config, server.demo)
    return c.body(null, 204)
  })
  app.openapi(setupStateRoute, async (c) =>
    c.json({ needed: !(await hasUsers(store.read)), demo: server.demo !== null }, 200),
  )
  app.openapi(setupRoute, async (c) =>
    c.json(await enter(c, server, await setUp(server, c.req.valid('json')), 'set-up'), 200),
  )
  app.openapi(demoRoute, async (c) => {
    if (server.demo === null) throw new ProblemError('not-found')
    if (hashSecret(c.req.valid('json').token) !== hashSecret(server.demo.token)) throw new ProblemError('link-used')
    return c.json(await enter(c, server, server.demo.user, 'demo-entered'), 200)
  })
  app.openapi(meRoute, (c) => c.json(meOf(whoOf(c), server.demo), 200))
}
