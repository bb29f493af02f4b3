// Two accounts that may be one person's: a person here suggests it, their owner confirms it on both, either may end it.
import { z } from '@hono/zod-openapi'
import type { AuthorId } from '../model.ts'
import { askToLink, endLink } from '../outreach/index.ts'
import type { LinkRow } from '../store/index.ts'
import { linksOf, standingLinks } from '../store/reach.ts'
import { authorsOfCase } from '../store/replies.ts'
import { authorsById } from '../store/views/posts.ts'
import { caseRow, IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { LinkBody, LinkView, type LinkWire } from './contract.ts'
import { authorView } from './mask.ts'
import type { Server } from './server.ts'
import { iso } from './show/time.ts'

const listRoute = route({
  method: 'get',
  path: '/api/v1/cases/{id}/links',
  summary: 'Accounts of this case that were asked whether they are one person’s, and how far that has come',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(z.object({ items: z.array(LinkView) })) },
})
const allRoute = route({
  method: 'get',
  path: '/api/v1/links',
  summary: 'Every pair of accounts that was asked, or is one person’s by his own word; newest first',
  responses: { 200: jsonAnswer(z.object({ items: z.array(LinkView) })) },
})
const askRoute = route({
  method: 'post',
  path: '/api/v1/cases/{id}/links',
  summary: 'Ask two accounts whether they are one person’s: each is told a code that must come from the other',
  request: { params: IdParam, body: jsonBody(LinkBody) },
  responses: { 200: jsonAnswer(LinkView) },
})
const endRoute = route({
  method: 'delete',
  path: '/api/v1/links/{id}',
  summary: 'Part two accounts again',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(LinkView) },
})

const views = async ({ store }: Server, rows: readonly LinkRow[]): Promise<LinkWire[]> => {
  const authors = await authorsById(
    store,
    rows.flatMap(({ one, two }) => [one, two]),
  )
  const shown = (id: AuthorId) => {
    const author = authors.get(id)
    return author === undefined ? null : authorView({ ...author, remoteId: author.remote_id })
  }
  return rows.map((row) => ({
    id: row.id,
    one: shown(row.one),
    two: shown(row.two),
    preferred: row.preferred,
    state: row.state,
    confirmed: { one: row.one_at !== null, two: row.two_at !== null },
    askedBy: row.asked_by,
    createdAt: iso(row.created_at),
    expiresAt: iso(row.expires_at),
  }))
}

export const personLinks = (app: App, server: Server): void => {
  const { store, replies: desk } = server
  app.openapi(listRoute, async (c) => {
    const { id } = await caseRow(server, c.req.valid('param').id)
    const found = new Map<string, LinkRow>()
    for (const author of await authorsOfCase(store.read, id))
      for (const link of await linksOf(store.read, author, ['asked', 'linked'])) found.set(link.id, link)
    return c.json({ items: await views(server, [...found.values()]) }, 200)
  })
  app.openapi(allRoute, async (c) => c.json({ items: await views(server, await standingLinks(store.read)) }, 200))
  app.openapi(askRoute, async (c) => {
    await caseRow(server, c.req.valid('param').id)
    const { one, two, preferred } = c.req.valid('json') as Record<'one' | 'two' | 'preferred', AuthorId>
    const link = await askToLink(desk, { one, two, preferred, actor: whoOf(c) })
    return c.json((await views(server, [link]))[0]!, 200)
  })
  app.openapi(endRoute, async (c) => {
    const link = await endLink(desk, { link: c.req.valid('param').id, actor: whoOf(c) })
    return c.json((await views(server, [link]))[0]!, 200)
  })
}
