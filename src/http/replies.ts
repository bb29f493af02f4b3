// Replies: what was said to whom, and how far each delivery has come.
import type { CaseId } from '../model.ts'
import { listReplies, reply } from '../store/views/replies.ts'
import { caseRow, IdParam } from './cases.ts'
import { type App, jsonAnswer, route } from './context.ts'
import { PageQuery, page, ReplyView } from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
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

export const replies = (app: App, server: Server): void => {
  const { store } = server
  app.openapi(listRoute, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const { id } = await caseRow(server, c.req.valid('param').id)
    const { rows, next } = await listReplies(store, id as CaseId, readCursor(cursor, id, 2), limit)
    return c.json({ items: await showReplies(store, rows), next: next && writeCursor(next, id) }, 200)
  })
  app.openapi(oneRoute, async (c) => {
    const row = await reply(store, c.req.valid('param').id)
    if (row === null) throw new ProblemError('not-found', { field: 'reply' })
    const [view] = await showReplies(store, [row])
    return c.json(view!, 200)
  })
}
