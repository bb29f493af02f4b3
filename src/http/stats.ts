// The map and the trends: what is counted for screens that look from far.
import { z } from '@hono/zod-openapi'
import { peopleAgree } from '../store/second-opinions.ts'
import { casesOpenSince } from '../store/views/map.ts'
import {
  answeredReviews,
  firstAnswers,
  machineJoins,
  postsOfSpan,
  satisfaction,
  splitPosts,
} from '../store/views/trends.ts'
import { type App, jsonAnswer, route } from './context.ts'
import { MapView, TrendsView, type TrendsWire } from './contract.ts'
import type { Server } from './server.ts'
import { areasOf, hoursOf, unplacedOf } from './show/map.ts'
import { byGroup, byHour, byWeek, type Grouping, groupings, median, type Said, spikes } from './show/trends.ts'

const hour = 3_600_000
const week = 7 * 24 * hour
const seasons = 4
const qualityWeeks = 12

const hoursBack = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual)
const mapRoute = route({
  method: 'get',
  path: '/api/v1/stats/map',
  summary: 'Open cases by area, now and at each of the last hours',
  request: {
    query: z.strictObject({
      hours: hoursBack(24 * 14, 72),
      agency: z.string().max(64).optional(),
      topic: z.string().max(64).optional(),
    }),
  },
  responses: { 200: jsonAnswer(MapView) },
})
const trendsRoute = route({
  method: 'get',
  path: '/api/v1/stats/trends',
  summary: 'Echoes and unique citizens an hour, groups, first answers, satisfaction, spikes, quality of matching',
  request: {
    query: z.strictObject({
      hours: hoursBack(24 * 31, 72),
      by: z.enum(groupings).default('channel'),
      key: z.string().max(64).optional().describe('only posts of this group'),
    }),
  },
  responses: { 200: jsonAnswer(TrendsView) },
})

/** Also what a finer topic lies under. */
const isOf = (one: Said, by: Grouping, key: string) => one[by] === key || (one[by] ?? '').startsWith(`${key}.`)

const withOpen = async (
  { store }: Server,
  now: number,
  found: ReturnType<typeof spikes>,
): Promise<TrendsWire['spikes']> => {
  return Promise.all(
    found.map(async (spike) => {
      const rows = await casesOpenSince(store, now, { topic: spike.topic.id })
      const here = rows.filter(
        ({ area, closed_at }) => closed_at === null && (area ?? null) === (spike.area?.id ?? null),
      )
      return { ...spike, open: here.length }
    }),
  )
}

const trends = async (server: Server, hours: number, by: Grouping, key: string | undefined): Promise<TrendsWire> => {
  const { store, clock } = server
  const now = clock()
  const span = { from: (Math.floor(now / hour) - hours + 1) * hour, until: now + 1 }
  const all: readonly Said[] = await postsOfSpan(store, span)
  const said = key === undefined ? all : all.filter((one) => isOf(one, by, key))
  const inCases = said.filter((one) => one.case !== null)
  const cases = new Set(inCases.map((one) => one.case)).size
  const before = await postsOfSpan(store, { from: span.from - seasons * week, until: span.from })
  const pleased = await satisfaction(store, span)
  const answers = await firstAnswers(store, span)
  const middle = median(answers)
  const since = now - qualityWeeks * week
  return {
    hours: byHour(said, span),
    groups: byGroup(said, by),
    merged: { count: inCases.length - cases, of: inCases.length },
    postsPerCase: cases === 0 ? 0 : Math.round((inCases.length / cases) * 100) / 100,
    firstAnswer: { medianMinutes: middle === null ? null : Math.round(middle / 60_000), cases: answers.length },
    satisfaction: { count: pleased.yes, of: pleased.all },
    spikes: await withOpen(server, now, spikes(all, before, span, seasons)),
    quality: byWeek(
      (await machineJoins(store, since)).map(({ at }) => at),
      (await splitPosts(store, since)).map(({ at }) => at),
      await answeredReviews(store, since),
    ),
    peopleAgree: await peopleAgree(store),
  }
}

export const stats = (app: App, server: Server): void => {
  app.openapi(mapRoute, async (c) => {
    const { hours, ...filter } = c.req.valid('query')
    const now = server.clock()
    const rows = await casesOpenSince(server.store, now - hours * hour, filter)
    return c.json({ areas: areasOf(rows), unplaced: unplacedOf(rows), hours: hoursOf(rows, hours, now) }, 200)
  })
  app.openapi(trendsRoute, async (c) => {
    const { hours, by, key } = c.req.valid('query')
    return c.json(await trends(server, hours, by, key), 200)
  })
}
