// Posts: the list, one, push ingestion, and making a case of one that has none.
import type { z } from '@hono/zod-openapi'
import { foldForSearch } from '../../dedupe/index.ts'
import { placePost } from '../cases/index.ts'
import type { CaseId, PostId } from '../model.ts'
import { listPosts, type PostFilter, postsById } from '../store/views/posts.ts'
import type { Scope } from '../store/views/scope.ts'
import { showById, withCurrent } from './case-verbs.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { CaseView, PlaceBody, PostQuery, PostView, PushBody, PushResult, page } from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { ProblemError } from './problems.ts'
import { push } from './push.ts'
import type { Server } from './server.ts'
import { showPosts } from './show/posts.ts'

const listRoute = route({
  method: 'get',
  path: '/api/v1/posts',
  summary: 'Posts, newest first; `caseId=none` is the lane of posts without a case',
  request: { query: PostQuery.strict() },
  responses: { 200: jsonAnswer(page(PostView)) },
})
const oneRoute = route({
  method: 'get',
  path: '/api/v1/posts/{id}',
  summary: 'One post',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(PostView) },
})
const pushRoute = route({
  method: 'post',
  path: '/api/v1/posts',
  summary: 'Push posts of any system, one or up to 1000; the same id twice is one post',
  request: { body: jsonBody(PushBody) },
  responses: { 200: jsonAnswer(PushResult, 'stored; each is decided within moments') },
})
const placeRoute = route({
  method: 'post',
  path: '/api/v1/posts/{id}/case',
  summary: 'Make a case of a post, or put it into one',
  request: { params: IdParam, body: jsonBody(PlaceBody) },
  responses: { 200: jsonAnswer(CaseView) },
})

const filterOf = ({ q, channel, caseId, state, lane }: z.infer<typeof PostQuery>, scope: Scope): PostFilter => ({
  scope,
  ...(q === undefined || q.trim() === '' ? {} : { words: foldForSearch(q) }),
  ...(channel === undefined ? {} : { channel }),
  ...(caseId === undefined ? {} : { caseId: caseId === 'none' ? null : caseId }),
  ...(state === undefined ? {} : { state }),
  ...(lane === undefined ? {} : { lane }),
})

const found = async (server: Server, id: string) => {
  const row = (await postsById(server.store, [id as PostId])).get(id)
  if (row === undefined) throw new ProblemError('not-found', { field: 'post' })
  return row
}

export const posts = (app: App, server: Server): void => {
  const { store } = server
  app.openapi(listRoute, async (c) => {
    const { limit, cursor, ...rest } = c.req.valid('query')
    const scope = whoOf(c).agencies
    const after = readCursor(cursor, rest, 2)
    const { rows, next } = await listPosts(store, filterOf({ limit, ...rest }, scope), after, limit)
    return c.json({ items: [...(await showPosts(store, rows, scope))], next: next && writeCursor(next, rest) }, 200)
  })
  app.openapi(oneRoute, async (c) => {
    const [view] = await showPosts(store, [await found(server, c.req.valid('param').id)], whoOf(c).agencies)
    return c.json(view!, 200)
  })
  app.openAPIRegistry.registerPath(pushRoute)
  app.post('/api/v1/posts', push(server))
  app.openapi(placeRoute, async (c) => {
    const { id } = await found(server, c.req.valid('param').id)
    const { into, kind, also } = c.req.valid('json')
    const given = { ...(kind === undefined ? {} : { kind }), ...(also === undefined ? {} : { also }) }
    const where = into === undefined ? ('new' as const) : (into as CaseId)
    const placed = await withCurrent(
      server,
      whoOf(c),
      placePost(server.pipeline.desk, { post: id, into: where, actor: whoOf(c), ...given }),
    )
    return c.json((await showById(server, whoOf(c), [placed.id]))[0]!, 200)
  })
}
