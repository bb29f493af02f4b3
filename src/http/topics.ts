// Giving a topic to another agency: which open cases it concerns is shown first; whoever gave it last is not overrun. And taking
// one off the lists.
import { maskPersonalData } from '../../dedupe/index.ts'
import { agencyOfTopic, giveTopic } from '../cases/index.ts'
import { NotFoundError } from '../errors.ts'
import { audit } from '../store/audit.ts'
import { write } from '../store/index.ts'
import { retireTopic } from '../store/retired-topics.ts'
import { countByHand, freeCases, topicAgencies } from '../store/topic-agencies.ts'
import { casesById } from '../store/views/cases.ts'
import { wholeAgency } from './case-verbs.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { TopicAgencyBody, TopicGivenView, TopicRetiredBody, TopicWouldView } from './contract.ts'
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

const retireRoute = route({
  method: 'put',
  path: '/api/v1/topics/{id}/retired',
  summary: 'Take a topic off the lists that people choose from, or put it back; cases keep it, and it is still heard',
  request: { params: IdParam, body: jsonBody(TopicRetiredBody) },
  responses: { 200: jsonAnswer(TopicRetiredBody) },
})

const examples = 10

const known = (topic: string): string => {
  if (!isTopic(topic)) throw new NotFoundError('topic')
  return topic
}

export const topics = (app: App, { store, pipeline, clock }: Server): void => {
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
  app.openapi(retireRoute, async (c) => {
    const topic = known(c.req.valid('param').id)
    const { retired } = c.req.valid('json')
    const actor = whoOf(c)
    const at = clock()
    await write(store, async (tx) => {
      await retireTopic(tx, { topic, retired, by: actor.name, at })
      await audit(tx, { actor, action: retired ? 'topic-retired' : 'topic-restored', subject: topic, at })
    })
    return c.json({ retired }, 200)
  })
}
