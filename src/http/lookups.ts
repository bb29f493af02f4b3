// Reference data and counts.
import { z } from '@hono/zod-openapi'
import { agencyOfTopic } from '../cases/index.ts'
import { retiredTopics } from '../store/retired-topics.ts'
import { topicAgencies } from '../store/topic-agencies.ts'
import { users } from '../store/users.ts'
import { echoes, overview } from '../store/views/stats.ts'
import { type App, jsonAnswer, route } from './context.ts'
import { EchoesView, OverviewView, ReferenceView } from './contract.ts'
import type { Server } from './server.ts'
import { reference } from './show/names.ts'
import { iso } from './show/time.ts'

const referenceRoute = route({
  method: 'get',
  path: '/api/v1/reference',
  summary: 'Agencies, topics, areas and people, for filters and names',
  responses: { 200: jsonAnswer(ReferenceView) },
})
const overviewRoute = route({
  method: 'get',
  path: '/api/v1/stats/overview',
  summary: 'Counts of posts, cases and what waits',
  responses: { 200: jsonAnswer(OverviewView) },
})
const echoesRoute = route({
  method: 'get',
  path: '/api/v1/stats/echoes',
  summary: 'Posts and new cases in each of the last hours',
  request: {
    query: z.strictObject({
      hours: z.coerce
        .number()
        .int()
        .min(1)
        .max(24 * 31)
        .default(72),
    }),
  },
  responses: { 200: jsonAnswer(EchoesView) },
})

export const lookups = (app: App, { store, clock }: Server): void => {
  app.openapi(referenceRoute, async (c) => {
    const people = (await users(store.read)).filter(({ disabled }) => !disabled)
    const given = await topicAgencies(store.read)
    const retired = await retiredTopics(store.read)
    const { topics: known, ...others } = reference()
    const topics = known.map((topic) => ({
      ...topic,
      agency: agencyOfTopic(given, topic.id),
      retired: retired.has(topic.id),
    }))
    return c.json({ ...others, topics, users: people.map(({ id, name, role }) => ({ id, name, role })) }, 200)
  })
  app.openapi(overviewRoute, async (c) => {
    const counts = await overview(store)
    const inCases = counts.posts - counts.noCase
    const echoesPerCase = counts.cases === 0 ? 0 : Math.round((inCases / counts.cases) * 100) / 100
    return c.json({ ...counts, echoesPerCase }, 200)
  })
  app.openapi(echoesRoute, async (c) => {
    const hours = await echoes(store, c.req.valid('query').hours, clock())
    return c.json({ hours: hours.map((slot) => ({ ...slot, at: iso(slot.at) })) }, 200)
  })
}
