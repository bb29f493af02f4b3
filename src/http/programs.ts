// Programs: tokens with a role, perhaps fewer rights and some agencies only, and a last day.
import type { z } from '@hono/zod-openapi'
import { audit } from '../store/audit.ts'
import { write } from '../store/index.ts'
import { addToken, revokeToken, type Token, tokens } from '../store/tokens.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, type Who, whoOf } from './context.ts'
import { NewTokenBody, NewTokenView, page, TokenView } from './contract.ts'
import { hashSecret, newSecret } from './passwords.ts'
import { wholeAgencies } from './people.ts'
import { ProblemError } from './problems.ts'
import { has, type Right, rightsOf } from './rights.ts'
import type { Server } from './server.ts'
import { iso, isoOrNull } from './show/time.ts'

const day = 86_400_000

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
  request: { body: jsonBody(NewTokenBody.strict()) },
  responses: { 201: jsonAnswer(NewTokenView) },
})
const revokeRoute = route({
  method: 'delete',
  path: '/api/v1/tokens/{id}',
  summary: 'Revoke a token',
  request: { params: IdParam },
  responses: { 204: { description: 'revoked' } },
})

const tokenView = (token: Token): z.infer<typeof TokenView> => ({
  id: token.id,
  name: token.name,
  role: token.role,
  agencies: token.agencies === null ? null : [...token.agencies],
  rights: token.rights === null ? null : [...token.rights],
  createdBy: token.createdBy,
  createdAt: iso(token.createdAt),
  usedAt: isoOrNull(token.usedAt),
  expiresAt: isoOrNull(token.expiresAt),
  revokedAt: isoOrNull(token.revokedAt),
})

/** A right that the role lacks would be a promise the guard does not keep; one the maker lacks, a way around his own. */
const wholeRights = ({ role, rights }: z.infer<typeof NewTokenBody>, maker: Who): void => {
  const given = rightsOf({ role, rights: null })
  const wrong = rights?.find((right) => !given.some((one) => one === right))
  const above = (rights ?? given).find((right) => !has(maker, right as Right))
  if (wrong === undefined && above === undefined) return
  const list = given.filter((right) => has(maker, right)).join(', ')
  throw new ProblemError('invalid-input', {
    field: 'rights',
    detail: `${wrong ?? above} is no right that this token can have`,
    fix: { en: `Choose from: ${list}.`, ar: `اختر من: ${list}.` },
  })
}

export const programs = (app: App, { store, clock }: Server): void => {
  app.openapi(tokensRoute, async (c) => c.json({ items: (await tokens(store.read)).map(tokenView), next: null }, 200))
  app.openapi(newTokenRoute, async (c) => {
    const body = c.req.valid('json')
    const { name, role, agencies = null, rights = null, days = 365 } = body
    wholeAgencies(agencies)
    wholeRights(body, whoOf(c))
    const secret = newSecret()
    const now = clock()
    const given = { name, role, agencies, rights }
    const made = await write(store, async (tx) => {
      const expiresAt = now + days * day
      const token = await addToken(tx, { ...given, hash: hashSecret(secret), by: whoOf(c).name, now, expiresAt })
      await audit(tx, { actor: whoOf(c), action: 'token-made', subject: token.id, at: now, data: given })
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
