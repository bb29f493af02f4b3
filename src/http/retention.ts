// For how long things are kept: told, set with what would go shown first, and done now instead of at night.
import type { z } from '@hono/zod-openapi'
import { periodsNow, type SetPeriods, savePeriods } from '../privacy/periods.ts'
import { dueForRetention, retain } from '../privacy/retain.ts'
import { write } from '../store/index.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { RetainedView, RetentionBody, RetentionPreviewView, RetentionView } from './contract.ts'
import { eraseDesk } from './erasures.ts'
import type { Server } from './server.ts'

const toldRoute = route({
  method: 'get',
  path: '/api/v1/retention',
  summary: 'For how many days each kind is kept',
  responses: { 200: jsonAnswer(RetentionView) },
})
const setRoute = route({
  method: 'put',
  path: '/api/v1/retention',
  summary: 'Set for how many days each kind is kept, from the next night on',
  request: { body: jsonBody(RetentionBody) },
  responses: { 200: jsonAnswer(RetentionView) },
})
const previewRoute = route({
  method: 'post',
  path: '/api/v1/retention/preview',
  summary: 'What the next night would remove with these periods; nothing is changed',
  request: { body: jsonBody(RetentionBody) },
  responses: { 200: jsonAnswer(RetentionPreviewView) },
})
const runRoute = route({
  method: 'post',
  path: '/api/v1/retention/run',
  summary: 'Do now what is done every night with what has been kept long enough',
  responses: { 200: jsonAnswer(RetainedView) },
})

export const retention = (app: App, server: Server): void => {
  const { store, clock } = server
  const usual = server.config.retention
  const told = async () => ({ ...(await periodsNow(store.read, usual)), usual: { ...usual } })
  const asked = (body: z.infer<typeof RetentionBody>): SetPeriods =>
    Object.fromEntries(Object.entries(body).filter(([kind, days]) => days != null && days !== usual[kind as never]))

  app.openapi(toldRoute, async (c) => c.json(await told(), 200))
  app.openapi(setRoute, async (c) => {
    const [to, actor] = [asked(c.req.valid('json')), whoOf(c)]
    await write(store, (tx) => savePeriods(tx, { to, actor }, clock()))
    return c.json(await told(), 200)
  })
  app.openapi(previewRoute, async (c) => {
    const set = { ...usual, ...asked(c.req.valid('json')) }
    const due = (days: typeof set) => dueForRetention(store.read, days, clock())
    return c.json({ before: await due(await periodsNow(store.read, usual)), after: await due(set) }, 200)
  })
  app.openapi(runRoute, async (c) => c.json(await retain(eraseDesk(server), usual), 200))
}
