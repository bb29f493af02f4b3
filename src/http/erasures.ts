// Erasing a person or a case, and everything that is held on a person. Whom it is about is in the body, never in an address.
import type { z } from '@hono/zod-openapi'
import type { Actor } from '../model.ts'
import { type EraseDesk, erase } from '../privacy/erase.ts'
import { foundOf, type Subject } from '../privacy/find.ts'
import { heldOn } from '../privacy/subject.ts'
import { audit } from '../store/audit.ts'
import { erasuresBefore, findErasure } from '../store/erasures.ts'
import { type ErasureRow, write } from '../store/index.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import {
  ErasedView,
  ErasureBody,
  ErasureCountView,
  ErasureView,
  HeldView,
  PageQuery,
  page,
  SubjectBody,
} from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { iso, isoOrNull } from './show/time.ts'

const eraseRoute = route({
  method: 'post',
  path: '/api/v1/erasures',
  summary: 'Erase a person on a channel, or everything said in a case; counts stay, nothing brings it back',
  request: { body: jsonBody(ErasureBody) },
  responses: { 200: jsonAnswer(ErasedView, 'erased') },
})
const countRoute = route({
  method: 'post',
  path: '/api/v1/erasures/count',
  summary: 'How many people and posts an erasure would take; erases nothing',
  request: { body: jsonBody(ErasureBody) },
  responses: { 200: jsonAnswer(ErasureCountView) },
})
const listRoute = route({
  method: 'get',
  path: '/api/v1/erasures',
  summary: 'Requests to erase, newest first',
  request: { query: PageQuery.strict() },
  responses: { 200: jsonAnswer(page(ErasureView)) },
})
const oneRoute = route({
  method: 'get',
  path: '/api/v1/erasures/{id}',
  summary: 'How far one request has come',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(ErasureView) },
})
const heldRoute = route({
  method: 'post',
  path: '/api/v1/subjects/export',
  summary: 'Everything held on a person of a channel, readable; audited',
  request: { body: jsonBody(SubjectBody) },
  responses: { 200: jsonAnswer(HeldView) },
})

export const eraseDesk = ({ pipeline, config, mediaFolder }: Server): EraseDesk => ({
  ...pipeline.desk,
  ledger: config.erasureLedger,
  mediaFolder,
})

const view = (row: ErasureRow): z.infer<typeof ErasureView> => ({
  id: row.id,
  origin: row.origin,
  state: row.state,
  posts: row.posts,
  by: row.actor,
  askedAt: iso(row.asked_at),
  doneAt: isoOrNull(row.done_at),
})

const subjectOf = (body: z.infer<typeof ErasureBody>): Subject =>
  'case' in body ? { kind: 'case', case: body.case } : { kind: 'author', channels: [body.channel], id: body.author }

/** A command on this host acts through the server's own token. */
const originOf = (actor: Actor) => ('id' in actor && actor.id === 'command' ? 'command' : 'person')

const counting = (app: App, { store, clock }: Server): void => {
  app.openapi(countRoute, async (c) => {
    const { people, posts } = await foundOf(store.read, subjectOf(c.req.valid('json')), clock())
    const data = { people: people.length, posts: posts.length }
    const subject = people[0]?.row.id ?? null
    await write(store, (tx) => audit(tx, { actor: whoOf(c), action: 'erasure-counted', subject, at: clock(), data }))
    return c.json(data, 200)
  })
}

export const erasures = (app: App, server: Server): void => {
  const { store, clock } = server
  counting(app, server)
  app.openapi(eraseRoute, async (c) => {
    const [subject, actor] = [subjectOf(c.req.valid('json')), whoOf(c)]
    const { id, people, clean } = await erase(eraseDesk(server), { subject, actor, origin: originOf(actor) })
    return c.json({ ...view((await findErasure(store.read, id))!), people, clean }, 200)
  })
  app.openapi(listRoute, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const after = readCursor(cursor, 'erasures', 2)
    const key = after === null ? null : ([Number(after[0]), String(after[1])] as const)
    const rows = await erasuresBefore(store.read, key, limit + 1)
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const next = rows.length > limit && last ? writeCursor([last.asked_at, last.id], 'erasures') : null
    return c.json({ items: items.map(view), next }, 200)
  })
  app.openapi(oneRoute, async (c) => {
    const row = await findErasure(store.read, c.req.valid('param').id)
    if (row === undefined) throw new ProblemError('not-found', { field: 'erasure' })
    return c.json(view(row), 200)
  })
  app.openapi(heldRoute, async (c) => {
    const { channel, author } = c.req.valid('json')
    const held = await heldOn(store.read, channel, author, clock())
    const data = { people: held.people.length, posts: held.posts.length }
    const subject = held.people[0]?.id ?? null
    await write(store, (tx) => audit(tx, { actor: whoOf(c), action: 'subject-exported', subject, at: clock(), data }))
    return c.json(held, 200)
  })
}
