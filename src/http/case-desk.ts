// What people do together at a case: correct its record, ask other agencies, look at how it was, look at its weakest bridge.
import { z } from '@hono/zod-openapi'
import { weakBridge } from '../../dedupe/index.ts'
import { editCase, firstStatus, rewound } from '../cases/index.ts'
import { InvalidInputError } from '../errors.ts'
import type { CaseId, PostId } from '../model.ts'
import { agenciesOf, agencyIsDone, askAgency, dropAgency } from '../store/case-agencies.ts'
import { type CaseRow, emit, write } from '../store/index.ts'
import { heardOf } from '../store/media.ts'
import { postsOfCase } from '../store/members.ts'
import { reportOf } from '../store/posts.ts'
import { eventsUntil, movesUntil, postsNow } from '../store/views/past.ts'
import { showById, wholeAgency, withCurrent } from './case-verbs.ts'
import { caseRow, IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, type Who, whoOf } from './context.ts'
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
import { showCases } from './show/cases.ts'
import { agencyName, isArea, isTopic } from './show/names.ts'
import { asItWas } from './show/past.ts'
import { showCasePosts } from './show/posts.ts'
import { iso, isoOrNull } from './show/time.ts'
import { caseContext } from './show/windows.ts'

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

/** Posts shown of a moment, and posts its record is counted from. */
const mostShown = 200
const mostCounted = 2_000

const past = async (server: Server, row: CaseRow, at: number, who: Who) => {
  const { store } = server
  const events = await eventsUntil(store, row.id, at)
  const was = asItWas(row.id, events, await movesUntil(store, row.id, at), firstStatus(row.kind))
  const rows = await postsNow(store, was.posts.slice(0, mostCounted) as PostId[])
  const then = rewound(row, rows, await heardOf(store.read, rows), was.standing, at)
  const [view] = await showCases(caseContext(server, who), [then])
  const shown = rows.toSorted((a, b) => a.created_at - b.created_at).slice(0, mostShown)
  return {
    at: iso(at),
    status: then.status,
    owner: view!.owner?.name ?? null,
    golden: view!.golden,
    agencies: was.asked.map(({ agency, done }) => ({ agency: agencyName(agency)!, done })),
    posts: await showCasePosts(store, shown, who.agencies),
    more: was.posts.length > shown.length,
  }
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
    return c.json(await past(server, row, Date.parse(c.req.valid('query').at), whoOf(c)), 200)
  })
  agencies(app, server)
}
