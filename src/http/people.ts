// Colleagues and programs: accounts, roles, tokens, and the log of what they did.
import type { z } from '@hono/zod-openapi'
import type { UserId } from '../model.ts'
import { audit, auditBefore } from '../store/audit.ts'
import { write } from '../store/index.ts'
import { endSessionsOf } from '../store/sessions.ts'
import { addToken, revokeToken, type Token, tokens } from '../store/tokens.ts'
import { addUser, changeUser, user, users } from '../store/users.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import {
  AuditView,
  ChangeUserBody,
  NewTokenBody,
  NewTokenView,
  NewUserBody,
  PageQuery,
  page,
  TokenView,
  UserView,
} from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { hashPassword, hashSecret, newSecret } from './passwords.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { iso, isoOrNull } from './show/time.ts'

const day = 86_400_000

const usersRoute = route({
  method: 'get',
  path: '/api/v1/users',
  summary: 'Accounts',
  responses: { 200: jsonAnswer(page(UserView)) },
})
const newUserRoute = route({
  method: 'post',
  path: '/api/v1/users',
  summary: 'Make an account',
  request: { body: jsonBody(NewUserBody) },
  responses: { 201: jsonAnswer(UserView) },
})
const changeUserRoute = route({
  method: 'put',
  path: '/api/v1/users/{id}',
  summary: 'Change role or password, disable or enable; every session of the account ends',
  request: { params: IdParam, body: jsonBody(ChangeUserBody.strict()) },
  responses: { 200: jsonAnswer(UserView) },
})
const tokensRoute = route({
  method: 'get',
  path: '/api/v1/tokens',
  summary: 'Tokens of programs, without their secrets',
  responses: { 200: jsonAnswer(page(TokenView)) },
})
const newTokenRoute = route({
  method: 'post',
  path: '/api/v1/tokens',
  summary: 'Make a token; its secret is in this answer and nowhere else',
  request: { body: jsonBody(NewTokenBody) },
  responses: { 201: jsonAnswer(NewTokenView) },
})
const revokeRoute = route({
  method: 'delete',
  path: '/api/v1/tokens/{id}',
  summary: 'Revoke a token',
  request: { params: IdParam },
  responses: { 204: { description: 'revoked' } },
})
const auditRoute = route({
  method: 'get',
  path: '/api/v1/audit',
  summary: 'Who saw, revealed, changed, exported, replied; newest first',
  request: { query: PageQuery.strict() },
  responses: { 200: jsonAnswer(page(AuditView)) },
})

const tokenView = (token: Token): z.infer<typeof TokenView> => ({
  id: token.id,
  name: token.name,
  role: token.role,
  createdAt: iso(token.createdAt),
  usedAt: isoOrNull(token.usedAt),
  expiresAt: isoOrNull(token.expiresAt),
  revokedAt: isoOrNull(token.revokedAt),
})

const accounts = (app: App, { store, clock }: Server): void => {
  app.openapi(usersRoute, async (c) => {
    const all = await users(store.read)
    return c.json({ items: all.map(({ id, name, role, disabled }) => ({ id, name, role, disabled })), next: null }, 200)
  })
  app.openapi(newUserRoute, async (c) => {
    const { name, password, role } = c.req.valid('json')
    const passwordHash = await hashPassword(password)
    const made = await write(store, async (tx) => {
      const added = await addUser(tx, { name, passwordHash, role, now: clock() })
      if (added === 'name-taken') throw new ProblemError('conflict', { field: 'name', detail: 'the name is taken' })
      await audit(tx, { actor: whoOf(c), action: 'user-added', subject: added.id, at: clock(), data: { role } })
      return added
    })
    return c.json({ id: made.id, name: made.name, role: made.role, disabled: false }, 201)
  })
  app.openapi(changeUserRoute, async (c) => {
    const id = c.req.valid('param').id as UserId
    const { role, disabled, password } = c.req.valid('json')
    if (whoOf(c).id === id && (disabled === true || (role !== undefined && role !== 'admin')))
      throw new ProblemError('invalid-input', { field: 'id', detail: 'an admin cannot lock himself out' })
    const change = {
      ...(role === undefined ? {} : { role }),
      ...(disabled === undefined ? {} : { disabledAt: disabled ? clock() : null }),
      ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
    }
    if ((await user(store.read, id)) === null) throw new ProblemError('not-found', { field: 'user' })
    await write(store, async (tx) => {
      if (Object.keys(change).length > 0) await changeUser(tx, id, change)
      await endSessionsOf(tx, id)
      const data = { role, disabled, password: password !== undefined }
      await audit(tx, { actor: whoOf(c), action: 'user-changed', subject: id, at: clock(), data })
    })
    const { name, role: now, disabled: off } = (await user(store.read, id))!
    return c.json({ id, name, role: now, disabled: off }, 200)
  })
}

const programs = (app: App, { store, clock }: Server): void => {
  app.openapi(tokensRoute, async (c) => c.json({ items: (await tokens(store.read)).map(tokenView), next: null }, 200))
  app.openapi(newTokenRoute, async (c) => {
    const { name, role, days } = c.req.valid('json')
    const secret = newSecret()
    const now = clock()
    const made = await write(store, async (tx) => {
      const expiresAt = now + (days ?? 365) * day
      const token = await addToken(tx, { name, role, hash: hashSecret(secret), by: whoOf(c).name, now, expiresAt })
      await audit(tx, { actor: whoOf(c), action: 'token-made', subject: token.id, at: now, data: { name, role } })
      return token
    })
    return c.json({ ...tokenView(made), token: secret }, 201)
  })
  app.openapi(revokeRoute, async (c) => {
    const { id } = c.req.valid('param')
    const done = await write(store, async (tx) => {
      const revoked = await revokeToken(tx, id, clock())
      if (revoked) await audit(tx, { actor: whoOf(c), action: 'token-revoked', subject: id, at: clock() })
      return revoked
    })
    if (!done) throw new ProblemError('not-found', { field: 'token' })
    return c.body(null, 204)
  })
}

export const people = (app: App, server: Server): void => {
  accounts(app, server)
  programs(app, server)
  app.openapi(auditRoute, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const after = readCursor(cursor, 'audit', 1)
    const rows = await auditBefore(server.store.read, after === null ? null : Number(after[0]), limit + 1)
    const items = rows.slice(0, limit).map((entry) => ({
      seq: entry.seq,
      at: iso(entry.at),
      actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
      action: entry.action,
      subject: entry.subject,
      data: JSON.parse(entry.data) as Record<string, unknown>,
    }))
    const next = rows.length > limit ? writeCursor([items.at(-1)!.seq], 'audit') : null
    return c.json({ items, next }, 200)
  })
}
