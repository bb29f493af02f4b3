// Signing in and out, the first account, and who one is.
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { audit } from '../store/audit.ts'
import { type Tx, write } from '../store/index.ts'
import { endSession, endSessionsOf, startSession, type Way } from '../store/sessions.ts'
import { useSetupToken } from '../store/sign-in.ts'
import { addUser, hasUsers, type User, user, userWithPassword } from '../store/users.ts'
import { attempt } from './attempts.ts'
import { type App, type Env, jsonAnswer, jsonBody, route, type Who, whoOf } from './context.ts'
import { DoorView, MeView, SetupBody, SignInBody } from './contract.ts'
import { giveCookie, takeCookie, whoIs } from './identify.ts'
import { checkPassword, hashPassword, hashSecret, newSecret, strongEnough } from './passwords.ts'
import { ProblemError } from './problems.ts'
import { notingRefusals } from './refusals.ts'
import { rightsOf } from './rights.ts'
import { checkCode, hasSecondFactor } from './second-factor.ts'
import type { Server } from './server.ts'

const meOf = (who: Who, limited: boolean, demo: Server['demo']): z.infer<typeof MeView> => ({
  kind: who.kind,
  id: who.id,
  name: who.name,
  role: who.role,
  agencies: who.agencies === null ? null : [...who.agencies],
  demo: demo !== null,
  may: [...rightsOf(who)],
  ...(limited ? { mustSetSecondFactor: true as const } : {}),
})

/** What a browser calls itself, short: enough to know one's own telephone in a list. */
const deviceOf = (c: Context<Env>): string => {
  const agent = c.req.header('user-agent') ?? ''
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent)?.[1] ?? ''
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent)?.[1] ?? ''
  return [browser.replace('Edg', 'Edge').replace('OPR', 'Opera'), system.replace('Mac OS X', 'macOS')]
    .filter((part) => part !== '')
    .join(' · ')
}

export type Entering = {
  readonly user: User
  readonly way: Way
  readonly action: string
  /** What else must hold in the transaction that opens the door. */
  readonly inside?: (tx: Tx) => Promise<void>
}

export const enter = async (c: Context<Env>, server: Server, { user, way, action, inside }: Entering) => {
  const secret = newSecret()
  const who = whoIs(user)
  const at = server.clock()
  const confirmed = await write(server.store, async (tx) => {
    await inside?.(tx)
    await startSession(tx, { hash: hashSecret(secret), user: user.id, device: deviceOf(c), way }, at)
    await audit(tx, { actor: who, action, subject: null, at, data: { way } })
    return hasSecondFactor(tx, user.id)
  })
  giveCookie(c, server.config, server.demo, secret)
  const limited = way === 'password' && !confirmed && server.config.secondFactorRoles.includes(user.role)
  return meOf(who, limited, server.demo)
}

const signIn = async (c: Context<Env>, server: Server, { name, password, code }: z.infer<typeof SignInBody>) => {
  const { store, clock } = server
  const tried = await attempt(c, server, { kind: 'account', name })
  const found = await userWithPassword(store.read, name)
  const right = await checkPassword(password, found?.hash || null)
  if (found === null || !right || found.user.disabled) throw new ProblemError('wrong-password')
  const { user } = found
  if (code === undefined && (await hasSecondFactor(store.read, user.id))) throw new ProblemError('code-needed')
  const inside = async (tx: Tx) => {
    if (await hasSecondFactor(tx, user.id)) {
      const proof = await checkCode(tx, user.id, code ?? '', clock())
      if (proof === null) throw new ProblemError('wrong-code', { field: 'code' })
      if (proof === 'recovery')
        await audit(tx, { actor: whoIs(user), action: 'recovery-code-used', subject: user.id, at: clock() })
    }
    await tried.succeeded(tx)
  }
  return enter(c, server, { user, way: 'password', action: 'signed-in', inside })
}

/** The first account, by the one-time link that the server printed. */
const setUp = async (c: Context<Env>, server: Server, { token, name, password }: z.infer<typeof SetupBody>) => {
  const tried = await attempt(c, server, { kind: 'link' })
  strongEnough(password, name)
  const passwordHash = await hashPassword(password)
  const now = server.clock()
  const user = await write(server.store, async (tx) => {
    if (await hasUsers(tx)) throw new ProblemError('already-set-up')
    if (!(await useSetupToken(tx, hashSecret(token), now))) throw new ProblemError('link-used')
    const added = await addUser(tx, { name, passwordHash, role: 'admin', now })
    if (added === 'name-taken') throw new ProblemError('already-set-up')
    await tried.succeeded(tx)
    return added
  })
  return enter(c, server, { user, way: 'password', action: 'set-up' })
}

const signInRoute = route({
  method: 'post',
  path: '/api/v1/session',
  summary:
    'Sign in with name and password, and the code where the account has a second factor; answers a session cookie',
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
const doorRoute = route({
  method: 'get',
  path: '/api/v1/setup',
  summary: 'Which doors there are: the first account, the demo, the identity provider',
  responses: { 200: jsonAnswer(DoorView) },
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

const leave = (app: App, server: Server): void => {
  const { store } = server
  app.openapi(signOutRoute, async (c) => {
    const id = c.get('sessionId')
    if (id !== null) await write(store, (tx) => endSession(tx, id))
    takeCookie(c, server.config, server.demo)
    return c.body(null, 204)
  })
  app.openapi(signOutEverywhereRoute, async (c) => {
    const who = whoOf(c)
    if (who.kind === 'user')
      await write(store, async (tx) => {
        await endSessionsOf(tx, who.id)
        await audit(tx, { actor: who, action: 'signed-out-everywhere', subject: null, at: server.clock() })
      })
    takeCookie(c, server.config, server.demo)
    return c.body(null, 204)
  })
}

export const session = (app: App, server: Server): void => {
  const { store, config, demo } = server
  const provider =
    config.identityProvider === null ? null : { name: config.identityProvider.name, url: '/api/v1/oidc/start' }
  app.openapi(signInRoute, async (c) => {
    const body = c.req.valid('json')
    const tried = async () => (await userWithPassword(store.read, body.name))?.user ?? null
    return c.json(await notingRefusals(c, server, { way: 'password', tried }, () => signIn(c, server, body)), 200)
  })
  leave(app, server)
  app.openapi(doorRoute, async (c) =>
    c.json({ needed: !(await hasUsers(store.read)), demo: demo !== null, provider }, 200),
  )
  app.openapi(setupRoute, async (c) => c.json(await setUp(c, server, c.req.valid('json')), 200))
  app.openapi(demoRoute, async (c) => {
    if (demo === null) throw new ProblemError('not-found')
    if (hashSecret(c.req.valid('json').token) !== hashSecret(demo.token)) throw new ProblemError('link-used')
    return c.json(await enter(c, server, { user: demo.user, way: 'link', action: 'demo-entered' }), 200)
  })
  app.openapi(meRoute, async (c) => {
    const who = whoOf(c)
    const provided = who.kind === 'user' && (await user(store.read, who.id))?.provided
    return c.json({ ...meOf(who, c.get('limited'), demo), ...(provided ? { provided: true as const } : {}) }, 200)
  })
}
