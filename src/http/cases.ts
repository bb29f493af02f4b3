// Cases: the list with its filters, one, its thread, its history.
import { z } from '@hono/zod-openapi'
import { foldForSearch } from '../../dedupe/index.ts'
import type { CaseId } from '../model.ts'
import { type CaseFilter, casesById, listCases } from '../store/views/cases.ts'
import { eventsOfCase } from '../store/views/events.ts'
import { postsOfCase } from '../store/views/posts.ts'
import { isForeign, type Scope } from '../store/views/scope.ts'
import { type App, jsonAnswer, route, whoOf } from './context.ts'
import { CasePostView, CaseQuery, CaseView, caseKind, caseStatus, EventView, PageQuery, page } from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { invalid } from './invalid.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { showCases } from './show/cases.ts'
import { eventView } from './show/events.ts'
import { showCasePosts } from './show/posts.ts'
import { caseContext } from './show/windows.ts'

export const IdParam = z.object({ id: z.string().min(1).max(64) })
const pageQuery = PageQuery.strict()

/** `open,in-progress` → a checked list, or the problem naming the wrong word. */
const listOf = <T extends z.ZodType>(name: string, schema: T, value: string | undefined) => {
  if (value === undefined) return undefined
  const parsed = z
    .array(schema)
    .min(1)
    .safeParse(value.split(',').map((word) => word.trim()))
  if (parsed.success) return parsed.data
  const more = invalid(parsed.error)
  throw new ProblemError('invalid-request', { ...more, field: name })
}

const filterOf = (query: z.infer<typeof CaseQuery>, scope: Scope): CaseFilter => {
  const statuses = listOf('status', caseStatus, query.status)
  const kinds = listOf('kind', caseKind, query.kind)
  return {
    scope,
    ...(query.q === undefined || query.q.trim() === '' ? {} : { words: foldForSearch(query.q), typed: query.q }),
    ...(statuses === undefined ? {} : { statuses }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(query.agency === undefined ? {} : { agency: query.agency }),
    ...(query.topic === undefined ? {} : { topic: query.topic }),
    ...(query.area === undefined ? {} : { area: query.area }),
    ...(query.channel === undefined ? {} : { channel: query.channel }),
    ...(query.owner === undefined ? {} : { owner: query.owner === 'none' ? null : query.owner }),
  }
}

export const caseRow = async (server: Server, id: string) => {
  const row = (await casesById(server.store, [id])).get(id)
  if (row === undefined) throw new ProblemError('not-found', { field: 'case' })
  return row
}

const listRoute = route({
  method: 'get',
  path: '/api/v1/cases',
  summary: 'Cases, filtered and in order',
  request: { query: CaseQuery.strict() },
  responses: { 200: jsonAnswer(page(CaseView)) },
})
const oneRoute = route({
  method: 'get',
  path: '/api/v1/cases/{id}',
  summary: 'One case',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(CaseView) },
})
const postsRoute = route({
  method: 'get',
  path: '/api/v1/cases/{id}/posts',
  summary: 'The thread of a case, oldest first, each post with why it is there',
  request: { params: IdParam, query: pageQuery },
  responses: { 200: jsonAnswer(page(CasePostView)) },
})
const eventsRoute = route({
  method: 'get',
  path: '/api/v1/cases/{id}/events',
  summary: 'What happened to a case, newest first',
  request: { params: IdParam, query: pageQuery },
  responses: { 200: jsonAnswer(page(EventView)) },
})

export const cases = (app: App, server: Server): void => {
  const { store } = server
  app.openapi(listRoute, async (c) => {
    const { limit, cursor, sort, ...rest } = c.req.valid('query')
    const question = { sort, ...rest }
    const after = readCursor(cursor, question, sort === 'urgency' || sort === 'size' ? 3 : 2)
    const { rows, next } = await listCases(
      store,
      filterOf({ limit, sort, ...rest }, whoOf(c).agencies),
      sort,
      after,
      limit,
    )
    const items = await showCases(caseContext(server, whoOf(c)), rows)
    return c.json({ items, next: next === null ? null : writeCursor(next, question) }, 200)
  })
  app.openapi(oneRoute, async (c) => {
    const [view] = await showCases(caseContext(server, whoOf(c)), [await caseRow(server, c.req.valid('param').id)])
    return c.json(view!, 200)
  })
  app.openapi(postsRoute, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const { id } = await caseRow(server, c.req.valid('param').id)
    const { rows, next } = await postsOfCase(store, id, readCursor(cursor, id, 2), limit)
    return c.json(
      { items: await showCasePosts(store, rows, whoOf(c).agencies), next: next && writeCursor(next, id) },
      200,
    )
  })
  app.openapi(eventsRoute, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const { id, agency } = await caseRow(server, c.req.valid('param').id)
    const foreign = isForeign(whoOf(c).agencies, agency)
    const { rows, next } = await eventsOfCase(store, id as CaseId, readCursor(cursor, id, 1), limit)
    const items = rows.map((row) => eventView(row.event, row.undone, foreign))
    return c.json({ items, next: next && writeCursor(next, id) }, 200)
  })
}
