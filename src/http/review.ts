// Clerical review: what the machine asks, and what people answer.
import { z } from '@hono/zod-openapi'
import type { CaseId, ReviewId } from '../model.ts'
import { answerReview } from '../review/index.ts'
import { listReviews, review as reviewById } from '../store/views/reviews.ts'
import { withCurrent } from './case-verbs.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { PageQuery, page, ReviewView, VerdictBody, VerdictResult } from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { ProblemError } from './problems.ts'
import { sampleSecondOpinion } from './second-opinions.ts'
import type { Server } from './server.ts'
import { showReviews } from './show/reviews.ts'
import { caseContext } from './show/windows.ts'

const ReviewQuery = PageQuery.extend({
  state: z.enum(['open', 'answered', 'skipped', 'obsolete']).default('open'),
}).strict()

const listRoute = route({
  method: 'get',
  path: '/api/v1/review',
  summary: 'Posts the machine asks about, oldest first, each with the cases it may belong to',
  request: { query: ReviewQuery },
  responses: { 200: jsonAnswer(page(ReviewView)) },
})
const oneRoute = route({
  method: 'get',
  path: '/api/v1/review/{id}',
  summary: 'One question',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(ReviewView) },
})
const verdictRoute = route({
  method: 'post',
  path: '/api/v1/review/{id}/verdict',
  summary: 'Answer a question; the verdict is kept for ever and always wins',
  request: { params: IdParam, body: jsonBody(VerdictBody) },
  responses: { 200: jsonAnswer(VerdictResult) },
})

const found = async (server: Server, id: string) => {
  const row = await reviewById(server.store, id)
  if (row === null) throw new ProblemError('not-found', { field: 'review' })
  return row
}

export const review = (app: App, server: Server): void => {
  app.openapi(listRoute, async (c) => {
    const { state, limit, cursor } = c.req.valid('query')
    const scope = whoOf(c).agencies
    const { rows, next } = await listReviews(server.store, { state, scope }, readCursor(cursor, state, 2), limit)
    const items = await showReviews(caseContext(server, whoOf(c)), rows)
    return c.json({ items, next: next && writeCursor(next, state) }, 200)
  })
  app.openapi(oneRoute, async (c) => {
    const [view] = await showReviews(caseContext(server, whoOf(c)), [await found(server, c.req.valid('param').id)])
    return c.json(view!, 200)
  })
  app.openapi(verdictRoute, async (c) => {
    const { answer, case: chosen } = c.req.valid('json')
    const { id } = await found(server, c.req.valid('param').id)
    const given = chosen === undefined ? {} : { case: chosen as CaseId }
    const asked = { review: id as ReviewId, answer, actor: whoOf(c), ...given }
    const { post, ...result } = await withCurrent(server, whoOf(c), answerReview(server.pipeline.desk, asked))
    if (result.state === 'answered')
      await sampleSecondOpinion(server.store, {
        review: id as ReviewId,
        by: whoOf(c).name,
        answer,
        at: server.clock(),
      })
    return c.json({ ...result, postId: post }, 200)
  })
}
