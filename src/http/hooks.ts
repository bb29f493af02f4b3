// The systems that are told what happens to cases.
import { z } from '@hono/zod-openapi'
import { uuidv7 } from 'uuidv7'
import { callHook, newHookSecret, signed } from '../outreach/index.ts'
import { audit } from '../store/audit.ts'
import { type HookRow, write } from '../store/index.ts'
import { addHook, dropHook, findHook, hookAnswered, listHooks } from '../store/pages.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { HookBody, HookTestResult, HookView, type HookWire, NewHookView } from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { iso, isoOrNull } from './show/time.ts'

const listRoute = route({
  method: 'get',
  path: '/api/v1/hooks',
  summary: 'Systems that are told what happens to cases',
  responses: { 200: jsonAnswer(z.object({ items: z.array(HookView) })) },
})
const addRoute = route({
  method: 'post',
  path: '/api/v1/hooks',
  summary: 'Tell another system, signed by Standard Webhooks; the secret is shown once',
  request: { body: jsonBody(HookBody) },
  responses: { 201: jsonAnswer(NewHookView) },
})
const dropRoute = route({
  method: 'delete',
  path: '/api/v1/hooks/{id}',
  summary: 'Tell it no more',
  request: { params: IdParam },
  responses: { 204: { description: 'gone' } },
})
const testRoute = route({
  method: 'post',
  path: '/api/v1/hooks/{id}/test',
  summary: 'Send it one signed event of type `test`, and see what it answers',
  request: { params: IdParam, body: jsonBody(z.strictObject({})) },
  responses: { 200: jsonAnswer(HookTestResult) },
})

const view = (row: HookRow): HookWire => ({
  id: row.id,
  url: row.url,
  events: JSON.parse(row.events) as HookWire['events'],
  createdAt: iso(row.created_at),
  createdBy: row.created_by,
  stoppedAt: isoOrNull(row.stopped_at),
  last: row.last_at === null ? null : { status: row.last_status ?? 0, at: iso(row.last_at) },
})

export const hooks = (app: App, { store, clock, config }: Server): void => {
  app.openapi(listRoute, async (c) => c.json({ items: (await listHooks(store.read)).map(view) }, 200))
  app.openapi(addRoute, async (c) => {
    const { url, events } = c.req.valid('json')
    const who = whoOf(c)
    const [secret, at] = [newHookSecret(), clock()]
    const row: HookRow = {
      id: uuidv7(),
      url,
      events: JSON.stringify(events),
      secret: store.read.keys.seal('hook', secret),
      created_at: at,
      created_by: who.name,
      stopped_at: null,
      last_status: null,
      last_at: null,
    }
    await write(store, async (tx) => {
      await addHook(tx, row)
      await audit(tx, { actor: who, action: 'hook-added', subject: row.id, at, data: { url, events } })
    })
    return c.json({ ...view(row), secret }, 201)
  })
  app.openapi(dropRoute, async (c) => {
    const { id } = c.req.valid('param')
    await write(store, async (tx) => {
      if (!(await dropHook(tx, id))) throw new ProblemError('not-found', { field: 'hook' })
      await audit(tx, { actor: whoOf(c), action: 'hook-dropped', subject: id, at: clock(), data: {} })
    })
    return c.body(null, 204)
  })
  app.openapi(testRoute, async (c) => {
    const hook = await findHook(store.read, c.req.valid('param').id)
    if (hook === undefined) throw new ProblemError('not-found', { field: 'hook' })
    const at = clock()
    const body = JSON.stringify({ type: 'test', timestamp: iso(at), data: {} })
    const secret = store.read.keys.open('hook', hook.secret)
    const status = await callHook(
      hook,
      signed(secret, uuidv7(), Math.floor(at / 1000), body),
      body,
      config.innerOrigins,
    )
    await write(store, (tx) => hookAnswered(tx, hook.id, { status, at: clock() }))
    return c.json({ status }, 200)
  })
}
