// One change to many cases at once: each stands alone, and the answer says which were refused and why.

import type { z } from '@hono/zod-openapi'
import { assignCase, setStatus } from '../cases/index.ts'
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts'
import type { CaseId, UserId } from '../model.ts'
import { casesById } from '../store/views/cases.ts'
import { anyForeign } from '../store/views/scope.ts'
import { wholeAgency, wholeOwner } from './case-verbs.ts'
import { type App, jsonAnswer, jsonBody, route, type Who, whoOf } from './context.ts'
import { ManyBody, ManyResult, type ManyWire } from './contract.ts'
import { ProblemError } from './problems.ts'
import { has } from './rights.ts'
import type { Server } from './server.ts'

const manyRoute = route({
  method: 'post',
  path: '/api/v1/cases/many',
  summary: 'Assign many cases, or set their status; what cannot be done is told case by case',
  request: { body: jsonBody(ManyBody) },
  responses: { 200: jsonAnswer(ManyResult) },
})

const refusals = {
  gone: { ar: 'القضية غير موجودة.', en: 'The case is not there.' },
  others: { ar: 'القضية لجهة أخرى.', en: 'It is another agency’s case.' },
  merged: { ar: 'دُمجت القضية في غيرها.', en: 'The case was merged into another.' },
  status: { ar: 'لا تلي هذه الحالة حالتها الحالية.', en: 'This status may not follow its status.' },
} as const
type Refusal = keyof typeof refusals

const changeOne = async (
  server: Server,
  actor: Who,
  id: CaseId,
  { owner, agency, status }: z.infer<typeof ManyBody>,
): Promise<Refusal | null> => {
  const { desk } = server.pipeline
  const row = (await casesById(server.store, [id])).get(id)
  if (row === undefined) return 'gone'
  if (await anyForeign(server.store, actor.agencies, [id])) return 'others'
  try {
    const given = {
      ...(owner === undefined ? {} : { owner: owner as UserId | null }),
      ...(agency === undefined ? {} : { agency }),
    }
    let { version } = row
    if (Object.keys(given).length > 0)
      version = (await assignCase(desk, { case: id, version, actor, ...given })).version
    if (status !== undefined) await setStatus(desk, { case: id, version, actor, status })
    return null
  } catch (error) {
    if (error instanceof ConflictError || error instanceof NotFoundError) return 'merged'
    if (error instanceof InvalidInputError && error.field === 'status') return 'status'
    throw error
  }
}

export const many = (app: App, server: Server): void => {
  app.openapi(manyRoute, async (c) => {
    const given = c.req.valid('json')
    const who = whoOf(c)
    if (given.status !== undefined && !has(who, 'case.status')) throw new ProblemError('not-allowed')
    await wholeOwner(server, given.owner)
    wholeAgency(given.agency)
    const result: ManyWire = { changed: [], refused: [] }
    for (const id of new Set(given.cases)) {
      const refused = await changeOne(server, who, id as CaseId, given)
      if (refused === null) result.changed.push(id)
      else result.refused.push({ id, ...refusals[refused] })
    }
    return c.json(result, 200)
  })
}
