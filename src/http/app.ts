// The whole HTTP application, built from its parts; it listens nowhere by itself.
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { uuidv7 } from 'uuidv7'
import type { Log } from '../log.ts'
import { account } from './account.ts'
import { additions } from './additions.ts'
import { auditLog } from './audit.ts'
import { auditVerdict } from './audit-verdict.ts'
import { authors } from './authors.ts'
import { called } from './called.ts'
import { caseDesk } from './case-desk.ts'
import { casePage } from './case-page.ts'
import { caseVerbs } from './case-verbs.ts'
import { cases } from './cases.ts'
import { connectors } from './connectors.ts'
import { type App, type Env, newApp } from './context.ts'
import { dashboard } from './dashboard.ts'
import { dataDeletion } from './data-deletion.ts'
import { deliveries } from './deliveries.ts'
import { desk } from './desk.ts'
import { drafts } from './drafts.ts'
import { erasures } from './erasures.ts'
import { answerProblem, onError } from './failure.ts'
import { guard, routeName } from './guard.ts'
import { headers } from './headers.ts'
import { health } from './health.ts'
import { hooks } from './hooks.ts'
import { idempotent } from './idempotent.ts'
import { identifier, isSecure } from './identify.ts'
import { lab } from './lab.ts'
import { lane } from './lane.ts'
import { live } from './live.ts'
import { looked } from './looks.ts'
import { lookups } from './lookups.ts'
import { many } from './many.ts'
import { media } from './media.ts'
import { names } from './names.ts'
import { openApi } from './openapi.ts'
import { isServerPath } from './paths.ts'
import { people } from './people.ts'
import { personLinks } from './person-links.ts'
import { posts } from './posts.ts'
import { presence } from './presence.ts'
import { programs } from './programs.ts'
import { provider } from './provider.ts'
import { publicPages } from './public.ts'
import { quarantine } from './quarantine.ts'
import { replies } from './replies.ts'
import { replyWords } from './reply-words.ts'
import { retention } from './retention.ts'
import { review } from './review.ts'
import { secondOpinions } from './second-opinions.ts'
import type { Server } from './server.ts'
import { session } from './session.ts'
import { stats } from './stats.ts'
import { topics } from './topics.ts'
import { largestBody } from './webhook-desk.ts'
import { webhooks } from './webhooks.ts'
import { wrongAnswers } from './wrong-answers.ts'

/** A name for the request in logs and problems; answers of programs are kept by nobody on the way. */
const noted = (log: Log, clock: () => number) =>
  createMiddleware<Env>(async (c, next) => {
    const requestId = uuidv7()
    const began = clock()
    c.set('requestId', requestId)
    c.header('x-request-id', requestId)
    await next()
    const path = c.req.path
    if (isServerPath(path) && !c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
    const route = routeName(matchedRoutes(c), path) ?? 'none'
    log.info('answered', { requestId, method: c.req.method, route, status: c.res.status, ms: clock() - began })
  })

export const createApp = (server: Server, closing: AbortSignal): App => {
  const { config, clock, log, store } = server
  const app = newApp()
  const identify = identifier(server)
  app.onError(onError(log))
  app.notFound((c) => answerProblem(c, 'not-found'))
  // Before everything that people and programs need: platforms prove themselves by their signature.
  webhooks(app, server)
  app.use('*', noted(log, clock))
  app.use('*', headers(isSecure(config)))
  app.use('*', bodyLimit({ maxSize: largestBody, onError: (c) => answerProblem(c, 'too-large') }))
  app.use('*', guard(identify, server))
  app.use('*', looked(store, clock, log))
  app.use('/api/v1/*', idempotent(store, clock))
  for (const shown of ['/api/v1/*', '/p/*']) app.use(shown, called(store))
  health(app, server, closing)
  dataDeletion(app, server)
  media(app, server)
  session(app, server)
  account(app, server)
  provider(app, server)
  lookups(app, server)
  posts(app, server)
  lane(app, server)
  cases(app, server)
  many(app, server)
  caseVerbs(app, server)
  caseDesk(app, server)
  desk(app, server)
  stats(app, server)
  lab(app, server)
  additions(app, server)
  topics(app, server)
  names(app, server)
  secondOpinions(app, server)
  review(app, server)
  replies(app, server)
  wrongAnswers(app, server)
  deliveries(app, server)
  replyWords(app, server)
  casePage(app, server)
  personLinks(app, server)
  hooks(app, server)
  drafts(app, server)
  publicPages(app, server)
  authors(app, server)
  people(app, server)
  programs(app, server)
  erasures(app, server)
  retention(app, server)
  auditLog(app, server)
  auditVerdict(app, server)
  connectors(app, server)
  quarantine(app, server)
  live(app, server, { identify, presence: presence(app, server) }, closing)
  openApi(app, server.version)
  dashboard(app, server.dashboard)
  return app
}
