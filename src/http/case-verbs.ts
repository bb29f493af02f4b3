// What people do to cases: each a verb of src/cases, answered with the case as it is then.
import type { z } from '@hono/zod-openapi'
import { addNote, assignCase, mergeCases, setStatus, splitCase, undoEvent } from '../cases/index.ts'
import { ConflictError, InvalidInputError } from '../errors.ts'
import type { Case, CaseId, EventId, PostId, UserId } from '../model.ts'
import { user } from '../store/users.ts'
import { casesById } from '../store/views/cases.ts'
import { caseOfEvent } from '../store/views/events.ts'
import { caseRow, IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, type Who, whoOf } from './context.ts'
import {
  AssignBody,
  CaseView,
  MergeBody,
  NoteBody,
  SplitBody,
  SplitResult,
  StatusBody,
  UndoBody,
  UndoResult,
} from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { showCases } from './show/cases.ts'
import { isAgency } from './show/names.ts'
import { caseContext } from './show/windows.ts'

const isCase = (value: unknown): value is Case => typeof value === 'object' && value !== null && 'golden' in value

export const showById = async (server: Server, who: Who, ids: readonly string[]) => {
  const found = await casesById(server.store, ids)
  return showCases(
    caseContext(server, who),
    ids.flatMap((id) => found.get(id) ?? []),
  )
}

/** A lost race is answered with the case as it is now, in the wire's own shape. */
export const withCurrent = async <T>(server: Server, who: Who, work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof ConflictError) || !isCase(error.current)) throw error
    const [current] = await showById(server, who, [error.current.id])
    throw new ProblemError(error.code === 'stale' ? 'version-conflict' : 'conflict', { detail: error.message, current })
  }
}

const on = <B extends z.ZodType, A extends z.ZodType>(name: string, summary: string, body: B, answer: A) =>
  route({
    method: 'post',
    path: `/api/v1/cases/{id}/${name}` as '/api/v1/cases/{id}/verb',
    summary,
    request: { params: IdParam, body: jsonBody(body) },
    responses: { 200: jsonAnswer(answer) },
  })

const mergeRoute = on('merge', 'Fold other cases into this one; their posts are the same incident', MergeBody, CaseView)
const splitRoute = on('split', 'Take posts out into a case of their own', SplitBody, SplitResult)
const undoRoute = on('undo', 'Take back one event; 409 if later ones depend on it', UndoBody, UndoResult)
const assignRoute = on('assign', 'Give the case to a person or an agency', AssignBody, CaseView)
const statusRoute = on('status', 'Set the status; `allowedStatuses` of the case says which', StatusBody, CaseView)
const noteRoute = on('note', 'Write a note for colleagues into the history', NoteBody, CaseView)

export const wholeOwner = async (
  server: Server,
  owner: string | null | undefined,
  field = 'owner',
  fix = 'Take an id from `users` of /api/v1/reference.',
) => {
  if (owner === undefined || owner === null) return
  const found = await user(server.store.read, owner)
  if (found === null || found.disabled) throw new InvalidInputError(field, 'nobody here has this id', fix)
}
export const wholeAgency = (agency: string | null | undefined) => {
  if (agency === undefined || agency === null || isAgency(agency)) return
  throw new InvalidInputError('agency', 'no agency has this id', 'Take an id from `agencies` of /api/v1/reference.')
}

/** Undoing is asked of the case whose history shows the event. */
const eventIn = async (server: Server, caseId: string, event: string): Promise<EventId> => {
  if ((await caseOfEvent(server.store, event)) !== (await caseRow(server, caseId)).id)
    throw new ProblemError('not-found', { field: 'event' })
  return event as EventId
}

export const caseVerbs = (app: App, server: Server): void => {
  const { desk } = server.pipeline
  const show = async (who: Who, id: string) => (await showById(server, who, [id]))[0]!
  app.openapi(mergeRoute, async (c) => {
    const { from, version } = c.req.valid('json')
    const input = { case: (await caseRow(server, c.req.valid('param').id)).id, version, actor: whoOf(c) }
    const merged = await withCurrent(server, whoOf(c), mergeCases(desk, { ...input, from: from as CaseId[] }))
    return c.json(await show(whoOf(c), merged.id), 200)
  })
  app.openapi(splitRoute, async (c) => {
    const { posts, version } = c.req.valid('json')
    const input = { case: (await caseRow(server, c.req.valid('param').id)).id, version, actor: whoOf(c) }
    const { source, created } = await withCurrent(
      server,
      whoOf(c),
      splitCase(desk, { ...input, posts: posts as PostId[] }),
    )
    return c.json({ source: await show(whoOf(c), source.id), created: await show(whoOf(c), created.id) }, 200)
  })
  app.openapi(undoRoute, async (c) => {
    const event = await eventIn(server, c.req.valid('param').id, c.req.valid('json').event)
    const { cases } = await withCurrent(server, whoOf(c), undoEvent(desk, { event, actor: whoOf(c) }))
    return c.json(
      {
        cases: await showById(
          server,
          whoOf(c),
          cases.map(({ id }) => id),
        ),
      },
      200,
    )
  })
  app.openapi(assignRoute, async (c) => {
    const { owner, agency, version } = c.req.valid('json')
    await wholeOwner(server, owner)
    wholeAgency(agency)
    const row = await caseRow(server, c.req.valid('param').id)
    const input = { case: row.id, version: version ?? row.version, actor: whoOf(c) }
    const given = {
      ...(owner === undefined ? {} : { owner: owner as UserId | null }),
      ...(agency === undefined ? {} : { agency }),
    }
    return c.json(
      await show(whoOf(c), (await withCurrent(server, whoOf(c), assignCase(desk, { ...input, ...given }))).id),
      200,
    )
  })
  app.openapi(statusRoute, async (c) => {
    const { status, version, note } = c.req.valid('json')
    const row = await caseRow(server, c.req.valid('param').id)
    const input = { case: row.id, version: version ?? row.version, actor: whoOf(c) }
    const given = { status, ...(note === undefined ? {} : { note }) }
    return c.json(
      await show(whoOf(c), (await withCurrent(server, whoOf(c), setStatus(desk, { ...input, ...given }))).id),
      200,
    )
  })
  app.openapi(noteRoute, async (c) => {
    const { id } = await caseRow(server, c.req.valid('param').id)
    const { text, mentions = [] } = c.req.valid('json')
    for (const person of mentions)
      await wholeOwner(server, person, 'mentions', 'Mention people from `users` of /api/v1/reference.')
    await addNote(desk, { case: id, text, mentions: mentions as UserId[], actor: whoOf(c) })
    return c.json(await show(whoOf(c), id), 200)
  })
}
