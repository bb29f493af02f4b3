// Giving a topic to another agency: which open cases it concerns is shown first; whoever gave it last is not overrun.
import { maskPersonalData } from '../../dedupe/index.ts'
import { agencyOfTopic, giveTopic } from '../cases/index.ts'
import { NotFoundError } from '../errors.ts'
import { countByHand, freeCases, topicAgencies } from '../store/topic-agencies.ts'
import { casesById } from '../store/views/cases.ts'
import { wholeAgency } from './case-verbs.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { TopicAgencyBody, TopicGivenView, TopicWouldView } from './contract.ts'
import type { Server } from './server.ts'
import { isTopic } from './show/names.ts'

const wouldRoute = route({
  method: 'get',
  path: '/api/v1/topics/{id}/open',
  summary: 'Open cases of a topic that could follow it to another agency',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(TopicWouldView) },
})
const giveRoute = route({
  method: 'put',
  path: '/api/v1/topics/{id}/agency',
  summary: 'Give a topic to another agency: new cases go there, and open ones where it is asked for',
  request: { params: IdParam, body: jsonBody(TopicAgencyBody) },
  responses: { 200: jsonAnswer(TopicGivenView) },
})

const examples = 10

const known = (topic: string): string => {
  if (!isTopic(topic)) throw new NotFoundError('topic')
  return topic
}

export const topics = (app: App, { store, pipeline }: Server): void => {
  app.openapi(wouldRoute, async (c) => {
    const topic = known(c.req.valid('param').id)
    const asked = { topic, agency: agencyOfTopic(await topicAgencies(store.read), topic) ?? '' }
    const ids = await freeCases(store.read, asked)
    const shown = ids.slice(0, examples)
    const rows = await casesById(store, shown)
    return c.json(
      {
        open: ids.length,
        byHand: await countByHand(store.read, asked),
        examples: shown.flatMap((id) => {
          const row = rows.get(id)
          return row === undefined ? [] : { id, reference: row.reference, title: maskPersonalData(row.title) }
        }),
      },
      200,
    )
  })
  app.openapi(giveRoute, async (c) => {
    const topic = known(c.req.valid('param').id)
    const { agency, from, open } = c.req.valid('json')
    wholeAgency(agency)
    const moved = await giveTopic(pipeline.desk, { topic, from, to: agency, open, actor: whoOf(c) })
    return c.json({ topic, agency, moved }, 200)
  })
}
