// What is one's own: sessions, password, second factor. A change of proof ends every other session.
import type { Context } from 'hono'
import { audit } from '../store/audit.ts'
import { type Tx, write } from '../store/index.ts'
import { dropSecondFactor, recoveryCodesLeft } from '../store/second-factors.ts'
import { endOtherSessions, endOwnSession, sessionsOf } from '../store/sessions.ts'
import { changeUser, passwordOf } from '../store/users.ts'
import { attempt } from './attempts.ts'
import { IdParam } from './cases.ts'
import { type App, type Env, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import {
  BeginFactorBody,
  BegunFactorView,
  CodeBody,
  PasswordBody,
  page,
  RecoveryView,
  SecondFactorView,
  SessionView,
} from './contract.ts'
import { checkPassword, hashPassword, strongEnough } from './passwords.ts'
import { ProblemError } from './problems.ts'
import { begin, checkCode, confirm, hasSecondFactor, newRecoveryCodes } from './second-factor.ts'
import type { Server } from './server.ts'
import { iso } from './show/time.ts'

const sessionsRoute = route({
  method: 'get',
  path: '/api/v1/sessions',
  summary: 'Where I am signed in',
  responses: { 200: jsonAnswer(page(SessionView)) },
})
const endRoute = route({
  method: 'delete',
  path: '/api/v1/sessions/{id}',
  summary: 'End one of my sessions',
  request: { params: IdParam },
  responses: { 204: { description: 'ended' } },
})
const passwordRoute = route({
  method: 'put',
  path: '/api/v1/me/password',
  summary: 'Change my password; my other sessions end',
  request: { body: jsonBody(PasswordBody.strict()) },
  responses: { 204: { description: 'changed' } },
})
const factorRoute = route({
  method: 'get',
  path: '/api/v1/me/second-factor',
  summary: 'My second factor',
  responses: { 200: jsonAnswer(SecondFactorView) },
})
const beginRoute = route({
  method: 'post',
  path: '/api/v1/me/second-factor',
  summary: 'Begin a second factor: the secret and its QR code; nothing changes before it is confirmed',
  request: { body: jsonBody(BeginFactorBody) },
  responses: { 200: jsonAnswer(BegunFactorView) },
})
const confirmRoute = route({
  method: 'post',
  path: '/api/v1/me/second-factor/confirm',
  summary: 'Turn it on by its first code; answers the recovery codes',
  request: { body: jsonBody(CodeBody) },
  responses: { 200: jsonAnswer(RecoveryView) },
})
const codesRoute = route({
  method: 'post',
  path: '/api/v1/me/second-factor/codes',
  summary: 'New recovery codes; the old ones no longer work',
  request: { body: jsonBody(CodeBody) },
  responses: { 200: jsonAnswer(RecoveryView) },
})
const offRoute = route({
  method: 'post',
  path: '/api/v1/me/second-factor/end',
  summary: 'Turn it off, where the role may be without',
  request: { body: jsonBody(CodeBody) },
  responses: { 204: { description: 'off' } },
})

type C = Context<Env>

/** A person at a browser; a token has no password, session or telephone. */
const personOf = (c: C) => {
  const who = whoOf(c)
  const session = c.get('sessionId')
  if (who.kind !== 'user' || session === null) throw new ProblemError('people-only')
  return { ...who, session }
}
type Person = ReturnType<typeof personOf>

/** An open screen is not the person: whoever changes a proof shows the one before, and cannot guess it here either. */
const proven = async (c: C, server: Server, password: string) => {
  const person = personOf(c)
  const tried = await attempt(c, server, { kind: 'account', name: person.name })
  const hash = await passwordOf(server.store.read, person.id)
  if (!(await checkPassword(password, hash || null))) throw new ProblemError('wrong-password', { field: 'password' })
  return { person, tried }
}

const provenByCode = async <T>(c: C, server: Server, code: string, then: (tx: Tx, person: Person) => Promise<T>) => {
  const person = personOf(c)
  const tried = await attempt(c, server, { kind: 'account', name: person.name })
  return write(server.store, async (tx) => {
    if ((await checkCode(tx, person.id, code, server.clock())) === null)
      throw new ProblemError('wrong-code', { field: 'code' })
    await tried.succeeded(tx)
    return then(tx, person)
  })
}

const noted = (tx: Tx, { kind, id, name, role }: Person, action: string, at: number) =>
  audit(tx, { actor: { kind, id, name, role }, action, subject: id, at })

const ownSessions = (app: App, { store, clock }: Server): void => {
  app.openapi(sessionsRoute, async (c) => {
    const { id, session } = personOf(c)
    const items = (await sessionsOf(store.read, id, clock())).map((one) => ({
      id: one.id,
      device: one.device,
      way: one.way,
      createdAt: iso(one.created_at),
      seenAt: iso(one.seen_at),
      expiresAt: iso(one.expires_at),
      current: one.hash === session,
    }))
    return c.json({ items, next: null }, 200)
  })
  app.openapi(endRoute, async (c) => {
    const person = personOf(c)
    const done = await write(store, async (tx) => {
      const ended = await endOwnSession(tx, person.id, c.req.valid('param').id)
      if (ended) await noted(tx, person, 'session-ended', clock())
      return ended
    })
    if (!done) throw new ProblemError('not-found', { field: 'session' })
    return c.body(null, 204)
  })
}

const ownPassword = (app: App, server: Server): void => {
  const { store, clock } = server
  app.openapi(passwordRoute, async (c) => {
    const { password, next, code } = c.req.valid('json')
    const { person, tried } = await proven(c, server, password)
    strongEnough(next, person.name)
    const passwordHash = await hashPassword(next)
    await write(store, async (tx) => {
      if (await hasSecondFactor(tx, person.id))
        if ((await checkCode(tx, person.id, code ?? '', clock())) === null)
          throw new ProblemError(code === undefined ? 'code-needed' : 'wrong-code', { field: 'code' })
      await tried.succeeded(tx)
      await changeUser(tx, person.id, { passwordHash })
      await endOtherSessions(tx, person.id, person.session)
      await noted(tx, person, 'password-changed', clock())
    })
    return c.body(null, 204)
  })
}

/** From nothing to a factor that counts. */
const setFactor = (app: App, server: Server): void => {
  const { store, clock } = server
  app.openapi(beginRoute, async (c) => {
    const { person, tried } = await proven(c, server, c.req.valid('json').password)
    const begun = await write(store, async (tx) => {
      await tried.succeeded(tx)
      return begin(tx, person, clock())
    })
    if (begun === null) throw new ProblemError('conflict', { detail: 'the second factor is on already' })
    return c.json(begun, 200)
  })
  app.openapi(confirmRoute, async (c) => {
    const person = personOf(c)
    const tried = await attempt(c, server, { kind: 'account', name: person.name })
    const codes = await write(store, async (tx) => {
      if (await hasSecondFactor(tx, person.id)) throw new ProblemError('conflict', { detail: 'it is on already' })
      const made = await confirm(tx, person.id, c.req.valid('json').code, clock())
      if (made === null) throw new ProblemError('wrong-code', { field: 'code' })
      await tried.succeeded(tx)
      await endOtherSessions(tx, person.id, person.session)
      await noted(tx, person, 'second-factor-set', clock())
      return made
    })
    return c.json({ codes }, 200)
  })
}

const keepFactor = (app: App, server: Server): void => {
  const { store, clock, config } = server
  const required = (person: Person) => config.secondFactorRoles.includes(person.role)
  app.openapi(factorRoute, async (c) => {
    const person = personOf(c)
    const on = await hasSecondFactor(store.read, person.id)
    const recoveryCodes = on ? await recoveryCodesLeft(store.read, person.id) : 0
    return c.json({ state: on ? ('on' as const) : ('off' as const), required: required(person), recoveryCodes }, 200)
  })
  app.openapi(codesRoute, async (c) => {
    const codes = await provenByCode(c, server, c.req.valid('json').code, async (tx, person) => {
      await noted(tx, person, 'recovery-codes-made', clock())
      return newRecoveryCodes(tx, person.id)
    })
    return c.json({ codes }, 200)
  })
  app.openapi(offRoute, async (c) => {
    if (required(personOf(c))) throw new ProblemError('second-factor-needed')
    await provenByCode(c, server, c.req.valid('json').code, async (tx, person) => {
      await dropSecondFactor(tx, person.id)
      await noted(tx, person, 'second-factor-ended', clock())
    })
    return c.body(null, 204)
  })
}

export const account = (app: App, server: Server): void => {
  ownSessions(app, server)
  ownPassword(app, server)
  setFactor(app, server)
  keepFactor(app, server)
}
