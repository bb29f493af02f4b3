// A random twentieth of the answers is asked of another person too, and the day's progress with how far all agree.
import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { ReviewId } from '../model.ts'
import { type Store, write } from '../store/index.ts'
import { askSecondOpinion, giveSecondOpinion, openSecondOpinions, peopleAgree } from '../store/second-opinions.ts'
import { answeredSince, openQuestions } from '../store/views/reviews.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { ReviewDayView, SecondOpinionBody, SecondOpinionResult, SecondOpinions } from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

const oneIn = 20
const day = 86_400_000
const kuwait = 3 * 3_600_000

/** Its id decides, so that asking again asks the same; ids are random. */
export const isSampled = (review: string): boolean =>
  createHash('sha256').update(review).digest().readUInt32BE(0) % oneIn === 0

export const sampleSecondOpinion = async (
  store: Store,
  first: { readonly review: ReviewId; readonly by: string; readonly answer: string; readonly at: number },
): Promise<void> => {
  if (first.answer === 'skip' || !isSampled(first.review)) return
  await write(store, (tx) => askSecondOpinion(tx, first))
}

const dayRoute = route({
  method: 'get',
  path: '/api/v1/stats/review',
  summary: 'Today’s answers, how often the machine leaned the same way, and how far people agree',
  responses: { 200: jsonAnswer(ReviewDayView) },
})
const listRoute = route({
  method: 'get',
  path: '/api/v1/second-opinions',
  summary: 'Questions that somebody else has answered and one is asked too',
  request: { query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(10) }) },
  responses: { 200: jsonAnswer(SecondOpinions) },
})
const giveRoute = route({
  method: 'post',
  path: '/api/v1/review/{id}/second-opinion',
  summary: 'Give a second opinion; it changes no case',
  request: { params: IdParam, body: jsonBody(SecondOpinionBody) },
  responses: { 200: jsonAnswer(SecondOpinionResult) },
})

export const secondOpinions = (app: App, { store, clock }: Server): void => {
  app.openapi(dayRoute, async (c) => {
    const { name, agencies } = whoOf(c)
    const midnight = Math.floor((clock() + kuwait) / day) * day - kuwait
    const answered = await answeredSince(store, midnight)
    const judged = answered.filter(({ answer }) => answer === 'same' || answer === 'different')
    return c.json(
      {
        mine: answered.filter(({ actor }) => actor === name).length,
        all: answered.length,
        left: await openQuestions(store, agencies),
        machineAgreed: judged.filter(({ p, answer }) => p >= 0.5 === (answer === 'same')).length,
        judged: judged.length,
        peopleAgree: await peopleAgree(store),
      },
      200,
    )
  })
  app.openapi(listRoute, async (c) => {
    const rows = await openSecondOpinions(store, whoOf(c).name, c.req.valid('query').limit)
    return c.json({ items: rows.map(({ review_id }) => ({ id: review_id })) }, 200)
  })
  app.openapi(giveRoute, async (c) => {
    const { answer } = c.req.valid('json')
    const review = c.req.valid('param').id as ReviewId
    const given = { review, answer, by: whoOf(c).name, at: clock() }
    const first = await write(store, (tx) => giveSecondOpinion(tx, given))
    if (first === null) throw new ProblemError('not-found', { field: 'review' })
    return c.json({ agreed: first.first_answer === answer, first: first.first_answer, by: first.first_by }, 200)
  })
}
