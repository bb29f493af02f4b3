// The threshold lab: the two lines moved over last month's decisions before they are switched on; every change is audited, and
// goes back to the learned lines by one call.
import { z } from '@hono/zod-openapi'
import type { Lines } from '../pipeline/lines.ts'
import { audit } from '../store/audit.ts'
import { putRule, ruleOf } from '../store/desk.ts'
import { unpackMatch, write } from '../store/index.ts'
import { explainedSince, joinedByProbability, questionsSince } from '../store/views/lab.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { LabView, LinesBody, LinesView, linesOf } from './contract.ts'
import type { Server } from './server.ts'
import { aspects, curve, moved } from './show/lab.ts'

const month = 30 * 86_400_000
const mostExplained = 2_000
const line = z.coerce.number().min(0).max(1)

const labRoute = route({
  method: 'get',
  path: '/api/v1/lab',
  summary: 'What the lines would have made of last month’s decisions, and how judged pairs would have fared',
  request: { query: z.strictObject({ accept: line.default(0.95), review: line.default(0.3) }) },
  responses: { 200: jsonAnswer(LabView) },
})
const switchRoute = route({
  method: 'put',
  path: '/api/v1/lab/lines',
  summary: 'Switch moved lines on for what comes from now, or go back to the learned ones',
  request: { body: jsonBody(LinesBody) },
  responses: { 200: jsonAnswer(LinesView) },
})

export const lab = (app: App, { store, clock }: Server): void => {
  app.openapi(labRoute, async (c) => {
    const lines: Lines = c.req.valid('query')
    const since = clock() - month
    const questions = await questionsSince(store, since)
    const joins = (await joinedByProbability(store, since)).map(({ p }) => p)
    const on = linesOf(await ruleOf(store.read, 'lines'))
    const explained = (await explainedSince(store, since, mostExplained)).map(({ match }) => unpackMatch(match!))
    const shown = { moved: moved(joins, questions, lines), aspects: aspects(explained), curve: curve(questions) }
    return c.json({ on, joins: joins.length, ...shown }, 200)
  })
  app.openapi(switchRoute, async (c) => {
    const { lines } = c.req.valid('json')
    const who = whoOf(c)
    await write(store, async (tx) => {
      const data = { before: linesOf(await ruleOf(tx, 'lines')), after: lines }
      await audit(tx, { actor: who, action: 'lines-moved', subject: null, at: clock(), data })
      await putRule(tx, 'lines', lines, who.name, clock())
    })
    return c.json({ on: lines }, 200)
  })
}
