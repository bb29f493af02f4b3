// After the plan: a second person's yes, taking back, trying again, and what only a person can tell of a delivery.
import { z } from '@hono/zod-openapi'
import type { DeliveryId, ReplyId } from '../model.ts'
import { approvePlan, decideUnknown, takeBack, tryAgain } from '../replies/index.ts'
import { findPlan, plansAsked } from '../store/replies.ts'
import { authorsById } from '../store/views/posts.ts'
import { unknownDeliveries } from '../store/views/replies.ts'
import { anyForeign, type Scope } from '../store/views/scope.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { AskedPlanView, DecideBody, ReplyView, RetryBody, RetryResult, StoppedResult, UnknownView } from './contract.ts'
import { authorView } from './mask.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { showPlan } from './show/plans.ts'
import { showReplies } from './show/replies.ts'
import { iso, isoOrNull } from './show/time.ts'

const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

const askedRoute = route({
  method: 'get',
  path: '/api/v1/plans',
  summary: 'Plans that wait for a second person',
  responses: { 200: jsonAnswer(list(AskedPlanView)) },
})
const planRoute = route({
  method: 'get',
  path: '/api/v1/plans/{id}',
  summary: 'One plan: what it says, whom it reaches, how far it has come',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(AskedPlanView) },
})
const approveRoute = route({
  method: 'post',
  path: '/api/v1/plans/{id}/approve',
  summary: 'A second person’s yes: sends the plan; who asked for it cannot say it',
  request: { params: IdParam, body: jsonBody(z.strictObject({})) },
  responses: { 200: jsonAnswer(ReplyView) },
})
const cancelRoute = route({
  method: 'post',
  path: '/api/v1/replies/{id}/cancel',
  summary: 'Take a reply back: what has not left does not leave',
  request: { params: IdParam, body: jsonBody(z.strictObject({})) },
  responses: { 200: jsonAnswer(StoppedResult) },
})
const retryReplyRoute = route({
  method: 'post',
  path: '/api/v1/replies/{id}/retry',
  summary: 'Try all of a reply’s failed deliveries again, or those of one channel',
  request: { params: IdParam, body: jsonBody(RetryBody) },
  responses: { 200: jsonAnswer(RetryResult) },
})
const retryRoute = route({
  method: 'post',
  path: '/api/v1/deliveries/{id}/retry',
  summary: 'Try one failed delivery again',
  request: { params: IdParam, body: jsonBody(z.strictObject({})) },
  responses: { 200: jsonAnswer(RetryResult) },
})
const decideRoute = route({
  method: 'post',
  path: '/api/v1/deliveries/{id}/decide',
  summary: 'Say how an unknown delivery ended, where the channel cannot tell',
  request: { params: IdParam, body: jsonBody(DecideBody) },
  responses: { 200: jsonAnswer(z.object({ id: z.string(), state: z.string() })) },
})
const unknownRoute = route({
  method: 'get',
  path: '/api/v1/deliveries/unknown',
  summary: 'Deliveries of which only a person can say how they ended, oldest first',
  responses: { 200: jsonAnswer(list(UnknownView)) },
})

const withinScope = async <T>({ store }: Server, scope: Scope, rows: readonly T[], caseOf: (row: T) => string) => {
  const mine: T[] = []
  for (const row of rows) if (!(await anyForeign(store, scope, [caseOf(row)]))) mine.push(row)
  return mine
}

const plans = (app: App, server: Server): void => {
  const { store, replies: desk } = server
  app.openapi(askedRoute, async (c) => {
    const who = whoOf(c)
    const rows = await withinScope(server, who.agencies, await plansAsked(store.read), ({ case_id }) => case_id)
    return c.json({ items: rows.map((row) => showPlan(row, who)) }, 200)
  })
  app.openapi(planRoute, async (c) => {
    const row = await findPlan(store.read, c.req.valid('param').id)
    if (row === undefined) throw new ProblemError('not-found', { field: 'plan' })
    return c.json(showPlan(row, whoOf(c)), 200)
  })
  app.openapi(approveRoute, async (c) => {
    const sent = await approvePlan(desk, { plan: c.req.valid('param').id, actor: whoOf(c) })
    return c.json((await showReplies(store, [sent], whoOf(c).agencies))[0]!, 200)
  })
}

export const deliveries = (app: App, server: Server): void => {
  const { store, replies: desk } = server
  plans(app, server)
  app.openapi(cancelRoute, async (c) => {
    const reply = c.req.valid('param').id as ReplyId
    const stopped = await takeBack(desk, { reply, actor: whoOf(c) })
    const { id, stopped_at } = stopped.reply
    return c.json({ cancelled: stopped.cancelled, reply: { id, stoppedAt: isoOrNull(stopped_at) } }, 200)
  })
  app.openapi(retryReplyRoute, async (c) => {
    const { channel } = c.req.valid('json')
    const reply = c.req.valid('param').id as ReplyId
    const wanted = { reply, actor: whoOf(c), ...(channel === undefined ? {} : { channel }) }
    return c.json({ retried: await tryAgain(desk, wanted) }, 200)
  })
  app.openapi(retryRoute, async (c) => {
    const delivery = c.req.valid('param').id as DeliveryId
    return c.json({ retried: await tryAgain(desk, { delivery, actor: whoOf(c) }) }, 200)
  })
  app.openapi(decideRoute, async (c) => {
    const { ended } = c.req.valid('json')
    const delivery = c.req.valid('param').id as DeliveryId
    const { id, state } = await decideUnknown(desk, { delivery, actor: whoOf(c), ended })
    return c.json({ id, state }, 200)
  })
  app.openapi(unknownRoute, async (c) => {
    const found = await unknownDeliveries(store, 200)
    const rows = await withinScope(server, whoOf(c).agencies, found, ({ case_id }) => case_id)
    const authors = await authorsById(
      store,
      rows.map(({ author_id }) => author_id),
    )
    const items = rows.map((row) => {
      const author = authors.get(row.author_id)
      return {
        id: row.id,
        replyId: row.reply_id,
        caseId: row.case_id,
        author: author === undefined ? null : authorView({ ...author, remoteId: author.remote_id }),
        channel: row.channel,
        route: row.route,
        text: row.text,
        state: row.state,
        reason: row.reason,
        at: iso(row.updated_at),
      }
    })
    return c.json({ items }, 200)
  })
}
