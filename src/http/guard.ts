// The door of every route: who is asking, from where, and whether the rights table lets them. Default is no.
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import type { Config } from '../config.ts'
import type { Store } from '../store/index.ts'
import type { Env } from './context.ts'
import { type Identify, nobody } from './identify.ts'
import { anonymousLimit } from './limits.ts'
import { isServerPath } from './paths.ts'
import { ProblemError } from './problems.ts'
import { type Access, access, has } from './rights.ts'
import { checkReach } from './scope.ts'

type Matched = { readonly method: string; readonly path: string }

/** The route that will answer, as the rights table names it; null when nothing will. */
export const routeName = (routes: readonly Matched[], path: string): string | null => {
  const found = routes.find(({ method }) => method !== 'ALL')
  if (found === undefined || (found.path === '/*' && isServerPath(path))) return null
  return `${found.method} ${found.path}`
}

/** A browser says where a request comes from; a program has no reason to. */
const isForeign = (headers: Headers, host: string | undefined, publicUrl: string | null): boolean => {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  const origin = headers.get('origin')
  if (origin === null) return false
  const own = publicUrl === null ? null : new URL(publicUrl).origin
  if (origin === own) return false
  return !URL.canParse(origin) || new URL(origin).host !== host
}

const isWrite = (method: string) => method !== 'GET' && method !== 'HEAD'

type Parts = { readonly store: Store; readonly config: Config }

/** Files of the dashboard cost nothing and are many; whether the process lives may be asked at any time. */
const unlimited: ReadonlySet<string | null> = new Set(['GET /*', 'GET /healthz'])

export const guard = (identify: Identify, { store, config }: Parts) => {
  const limit = anonymousLimit(config)
  return createMiddleware<Env>(async (c, next) => {
    const path = c.req.path
    const name = routeName(matchedRoutes(c), path)
    const asked: Access | undefined = name === null ? undefined : access[name]
    const { who, sessionId, limited } = asked === 'open' && !path.startsWith('/api/') ? nobody : await identify(c)
    c.set('who', who)
    c.set('sessionId', sessionId)
    c.set('limited', limited)
    if (who === null && !unlimited.has(name)) limit(c)
    const byCookie = who === null || sessionId !== null
    if (isWrite(c.req.method) && byCookie && path.startsWith('/api/')) {
      if (isForeign(c.req.raw.headers, c.req.header('host'), config.publicUrl)) throw new ProblemError('foreign-origin')
    }
    if (asked === 'open') return next()
    if (who === null) throw new ProblemError('not-signed-in')
    if (asked === undefined || name === null) throw new ProblemError('not-found')
    if (limited && asked !== 'self') throw new ProblemError('second-factor-missing')
    if (!has(who, asked)) throw new ProblemError('not-allowed', { detail: `${who.role} lacks the right ${asked}` })
    await checkReach(c, store, name, who)
    return next()
  })
}
