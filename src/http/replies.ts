// Replies: what was said to whom, and how far each delivery has come.
import type { z } from '@hono/zod-openapi'
import { InvalidInputError } from '../errors.ts'
import type { CaseId } from '../model.ts'
import { createPlan, sendPlan, type Texts } from '../replies/index.ts'
import { listReplies, reply } from '../store/views/replies.ts'
import { caseRow, IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { AskedPlanView, PageQuery, PlanBody, PlanView, page, ReplyView, SendBody } from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { showPlan, viewPlan } from './show/plans.ts'
import { showReplies } from './show/replies.ts'

const listRoute = route({
  method: 'get',
  path: '/api/v1/cases/{id}/replies',
  summary: 'Replies of a case, oldest first',
  request: { params: IdParam, query: PageQuery.strict() },
  responses: { 200: jsonAnswer(page(ReplyView)) },
})
const oneRoute = route({
  method: 'get',
  path: '/api/v1/replies/{id}',
  summary: 'One reply with each delivery’s state',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(ReplyView) },
})

const planRoute = route({
  method: 'post',
  path: '/api/v1/cases/{id}/replies/plan',
  summary: 'Who would get this answer, by which route, until when, and who cannot be reached and why; sends nothing',
  request: { params: IdParam, body: jsonBody(PlanBody) },
  responses: { 200: jsonAnswer(PlanView) },
})
const sendRoute = route({
  method: 'post',
  path: '/api/v1/cases/{id}/replies',
  summary: 'Send exactly the plan that was shown; the same plan twice is one reply',
  request: { params: IdParam, body: jsonBody(SendBody) },
  responses: {
    200: jsonAnswer(ReplyView),
    202: jsonAnswer(AskedPlanView, 'it reaches so many that a second person must approve it'),
  },
})

const textsOf = ({ text, language, texts }: z.infer<typeof PlanBody>): Texts | undefined => {
  if (text === undefined) return texts as Texts | undefined
  return { ...(texts as Texts | undefined), [language ?? (/[\u0600-\u06ff]/.test(text) ? 'ar' : 'en')]: text }
}

const planAndSend = (app: App, server: Server): void => {
  const { store, replies: desk } = server
  app.openapi(planRoute, async (c) => {
    const { id } = await caseRow(server, c.req.valid('param').id)
    const body = c.req.valid('json')
    const texts = textsOf(body)
    const { audience = 'everyone', publicPost = false } = body
    if (audience === 'everyone' && texts === undefined)
      throw new InvalidInputError('text', 'is missing', 'Write the answer')
    const request = { case: id, actor: whoOf(c), audience, publicPost, ...(texts === undefined ? {} : { texts }) }
    return c.json(viewPlan(await createPlan(desk, request)), 200)
  })
  app.openapi(sendRoute, async (c) => {
    const { id } = await caseRow(server, c.req.valid('param').id)
    const { planId: plan } = c.req.valid('json')
    const sending = await sendPlan(desk, { plan, case: id, actor: whoOf(c) })
    if (sending.kind === 'asked') return c.json(showPlan(sending.plan, whoOf(c)), 202)
    return c.json((await showReplies(store, [sending.reply], whoOf(c).agencies))[0]!, 200)
  })
}

export const replies = (app: App, server: Server): void => {
  const { store } = server
  planAndSend(app, server)
  app.openapi(listRoute, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const { id } = await caseRow(server, c.req.valid('param').id)
    const { rows, next } = await listReplies(store, id as CaseId, readCursor(cursor, id, 2), limit)
    return c.json(
      { items: await showReplies(store, rows, whoOf(c).agencies), next: next && writeCursor(next, id) },
      200,
    )
  })
  app.openapi(oneRoute, async (c) => {
    const row = await reply(store, c.req.valid('param').id)
    if (row === null) throw new ProblemError('not-found', { field: 'reply' })
    const [view] = await showReplies(store, [row], whoOf(c).agencies)
    return c.json(view!, 200)
  })
}
