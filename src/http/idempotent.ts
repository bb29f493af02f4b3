// A write repeated with its Idempotency-Key happens once and is answered alike.
import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { claimKey, keepAnswer, releaseKey } from '../store/idempotency.ts'
import { type Store, write } from '../store/index.ts'
import type { Env } from './context.ts'
import { ProblemError } from './problems.ts'

const shapeOfKey = /^[\x21-\x7e]{1,200}$/
const hashOf = (method: string, path: string, body: string) =>
  createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex')

const checked = (key: string): string => {
  if (shapeOfKey.test(key)) return key
  throw new ProblemError('invalid-request', {
    field: 'Idempotency-Key',
    fix: { en: 'Use 1 to 200 printable ASCII characters.', ar: 'استعمل من 1 إلى 200 رمز ASCII مطبوع.' },
  })
}

export const idempotent = (store: Store, now: () => number) =>
  createMiddleware<Env>(async (c, next) => {
    const given = c.req.header('idempotency-key')
    const who = c.get('who')
    if (given === undefined || who === null || c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const key = checked(given)
    const actor = `${who.kind}:${who.id}`
    const requestHash = hashOf(c.req.method, c.req.path, await c.req.text())
    const claim = await write(store, (tx) => claimKey(tx, { key, actor, requestHash, now: now() }))
    if (claim.kind === 'other-request') throw new ProblemError('key-reused', { field: 'Idempotency-Key' })
    if (claim.kind === 'running') throw new ProblemError('key-in-use', { retryAfterSeconds: 1 })
    if (claim.kind === 'answered') {
      const type = claim.status >= 400 ? 'application/problem+json; charset=utf-8' : 'application/json'
      const headers = { 'idempotency-replayed': 'true', ...(claim.body === null ? {} : { 'content-type': type }) }
      return new Response(claim.body, { status: claim.status, headers })
    }
    await next()
    const { status } = c.res
    const body = c.res.body === null ? null : await c.res.clone().text()
    await write(store, async (tx) => {
      if (status >= 500) await releaseKey(tx, key, actor)
      else await keepAnswer(tx, key, actor, status, body)
    })
  })
