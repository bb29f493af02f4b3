// What people do together at a case: correct its record, ask other agencies, look at how it was, look at its weakest bridge.
import { z } from '@hono/zod-openapi'
import { weakBridge } from '../../dedupe/index.ts'
import { editCase, firstStatus } from '../cases/index.ts'
import { InvalidInputError } from '../errors.ts'
import type { CaseId, PostId, UserId } from '../model.ts'
import { agenciesOf, agencyIsDone, askAgency, dropAgency } from '../store/case-agencies.ts'
import { emit, write } from '../store/index.ts'
import { postsOfCase } from '../store/members.ts'
import { reportOf } from '../store/posts.ts'
import { ownersOf } from '../store/views/case-facts.ts'
import { eventsUntil, movesUntil, postsNow } from '../store/views/past.ts'
import { showById, wholeAgency, withCurrent } from './case-verbs.ts'
import { caseRow, IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import {
  BridgeView,
  CaseAgencies,
  CaseAgencyBody,
  type CaseAgencyWire,
  CaseView,
  EditBody,
  iso as isoTime,
  PastView,
} from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { agencyName, isArea, isTopic } from './show/names.ts'
import { asItWas } from './show/past.ts'
import { showCasePosts } from './show/posts.ts'
import { iso, isoOrNull } from './show/time.ts'

const hour = 3_600_000

const editRoute = route({
  method: 'post',
  path: '/api/v1/cases/{id}/edit',
  summary: 'Correct the title, area, place or topic; null gives a field back to what the posts say',
  request: { params: IdParam, body: jsonBody(EditBody) },
  responses: { 200: jsonAnswer(CaseView) },
})
const bridgeRoute = route({
  method: 'get',
  path: '/api/v1/cases/{id}/bridge',
  summary: 'Posts that hardly hold to the rest of the case: maybe two cases',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(BridgeView) },
})
const pastRoute = route({
  method: 'get',
  path: '/api/v1/cases/{id}/past',
  summary: 'The case as it was at a moment',
  request: { params: IdParam, query: z.strictObject({ at: isoTime }) },
  responses: { 200: jsonAnswer(PastView) },
})
const agenciesRoute = route({
  method: 'get',
  path: '/api/v1/cases/{id}/agencies',
  summary: 'Agencies that work on the case beside its owner, each with its clock',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(CaseAgencies) },
})
const askRoute = route({
  method: 'post',
  path: '/api/v1/cases/{id}/agencies',
  summary: 'Ask another agency, say that it is done, ask again, or leave it out',
  request: { params: IdParam, body: jsonBody(CaseAgencyBody) },
  responses: { 200: jsonAnswer(CaseAgencies) },
})

const known = (field: string, value: string | null | undefined, isKnown: (id: string) => boolean): void => {
  if (value === undefined || value === null || isKnown(value)) return
  throw new InvalidInputError(field, `nothing here has this id`, `Take an id from \`${field}s\` of /api/v1/reference.`)
}

const mostPast = 200

const past = async (
  { store }: Server,
  id: CaseId,
  at: number,
  scope: readonly string[] | null,
  first: ReturnType<typeof firstStatus>,
) => {
  const was = asItWas(id, await eventsUntil(store, id, at), await movesUntil(store, id, at), first)
  const rows = await postsNow(store, was.posts as PostId[], mostPast + 1)
  const owner = was.owner === null ? undefined : (await ownersOf(store, [was.owner as UserId])).get(was.owner)
  const posts = await showCasePosts(store, rows.slice(0, mostPast), scope)
  return { at: iso(at), status: was.status, owner: owner ?? was.owner, posts, more: rows.length > mostPast }
}

const bridgeOf = async ({ store }: Server, id: CaseId) => {
  for await (const rows of postsOfCase(store.read, id, 60)) {
    const found = weakBridge(rows.flatMap((row) => (row.deleted_at === null ? (reportOf(row) ?? []) : [])))
    if (found === null) return null
    // The smaller side is the one to take out.
    const apart = new Set(found.apart)
    const rest = rows.map((row) => row.id).filter((post) => !apart.has(post))
    return { posts: apart.size <= rest.length ? [...apart] : rest, p: found.p }
  }
  return null
}

const agencyViews = async ({ store }: Server, id: CaseId): Promise<{ items: CaseAgencyWire[] }> => ({
  items: (await agenciesOf(store.read, id)).map(({ agency, due_at, done_at }) => ({
    agency: agencyName(agency)!,
    dueAt: iso(due_at),
    doneAt: isoOrNull(done_at),
  })),
})

const agencies = (app: App, server: Server): void => {
  const { store, clock } = server
  app.openapi(agenciesRoute, async (c) =>
    c.json(await agencyViews(server, (await caseRow(server, c.req.valid('param').id)).id), 200),
  )
  app.openapi(askRoute, async (c) => {
    const { agency, does, hours } = c.req.valid('json')
    wholeAgency(agency)
    const { id, agency: owning } = await caseRow(server, c.req.valid('param').id)
    if (does === 'ask' && agency === owning)
      throw new InvalidInputError('agency', 'owns the case', 'Ask an agency that does not own the case.')
    const [actor, at] = [whoOf(c), clock()]
    await write(store, async (tx) => {
      const known =
        does === 'ask' || does === 'leave' || (await agencyIsDone(tx, id, agency, does === 'done' ? at : null))
      if (!known) throw new ProblemError('not-found', { field: 'agency' })
      if (does === 'ask') await askAgency(tx, { case: id, agency, at, due: at + hours * hour, by: actor.name })
      if (does === 'leave') await dropAgency(tx, id, agency)
      emit(tx, { kind: 'noted', caseId: id, actor, at, data: { agency, does } })
    })
    return c.json(await agencyViews(server, id), 200)
  })
}

export const caseDesk = (app: App, server: Server): void => {
  const { desk } = server.pipeline
  app.openapi(editRoute, async (c) => {
    const { version, ...correction } = c.req.valid('json')
    known('area', correction.area, isArea)
    known('topic', correction.topic, isTopic)
    const { id } = await caseRow(server, c.req.valid('param').id)
    const given = Object.fromEntries(Object.entries(correction).filter(([, value]) => value !== undefined))
    await withCurrent(server, whoOf(c), editCase(desk, { case: id, version, actor: whoOf(c), correction: given }))
    return c.json((await showById(server, whoOf(c), [id]))[0]!, 200)
  })
  app.openapi(bridgeRoute, async (c) =>
    c.json({ bridge: await bridgeOf(server, (await caseRow(server, c.req.valid('param').id)).id) }, 200),
  )
  app.openapi(pastRoute, async (c) => {
    const row = await caseRow(server, c.req.valid('param').id)
    const at = Date.parse(c.req.valid('query').at)
    return c.json(await past(server, row.id, at, whoOf(c).agencies, firstStatus(row.kind)), 200)
  })
  agencies(app, server)
}
