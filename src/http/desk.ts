// A person's own desk: saved views, preferences, alerts; and the hours the house promises.
import { z } from '@hono/zod-openapi'
import { InvalidInputError } from '../errors.ts'
import type { UserId } from '../model.ts'
import { audit } from '../store/audit.ts'
import { dropView, preferencesOf, putPreferences, putRule, savedViews, saveView } from '../store/desk.ts'
import { write } from '../store/index.ts'
import { markMentionsSeen } from '../store/mentions.ts'
import { alertsFor } from './alerts.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { AlertsView, Preferences, SavedView, SavedViewBody, SavedViews, ServiceRules } from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { preferencesFrom } from './show/preferences.ts'
import { serviceHours } from './show/service.ts'

const none = z.strictObject({})
const viewsRoute = route({
  method: 'get',
  path: '/api/v1/me/views',
  summary: 'One’s saved views of the work list',
  responses: { 200: jsonAnswer(SavedViews) },
})
const saveRoute = route({
  method: 'post',
  path: '/api/v1/me/views',
  summary: 'Save a view of the work list',
  request: { body: jsonBody(SavedViewBody) },
  responses: { 201: jsonAnswer(SavedView) },
})
const dropRoute = route({
  method: 'delete',
  path: '/api/v1/me/views/{id}',
  summary: 'Forget a saved view',
  request: { params: IdParam },
  responses: { 204: { description: 'gone' } },
})
const preferencesRoute = route({
  method: 'get',
  path: '/api/v1/me/preferences',
  summary: 'Which alerts one wants, and when',
  responses: { 200: jsonAnswer(Preferences) },
})
const preferRoute = route({
  method: 'put',
  path: '/api/v1/me/preferences',
  summary: 'Choose alerts and quiet hours',
  request: { body: jsonBody(Preferences) },
  responses: { 200: jsonAnswer(Preferences) },
})
const alertsRoute = route({
  method: 'get',
  path: '/api/v1/me/alerts',
  summary: 'What one should know of now: mentions, assignments, emergencies, windows about to close',
  responses: { 200: jsonAnswer(AlertsView) },
})
const seenRoute = route({
  method: 'post',
  path: '/api/v1/me/alerts/seen',
  summary: 'All mentions until now are read',
  request: { body: jsonBody(none) },
  responses: { 200: jsonAnswer(AlertsView) },
})
const rulesRoute = route({
  method: 'get',
  path: '/api/v1/rules/service',
  summary: 'Hours to a first answer that the house promises, by kind',
  responses: { 200: jsonAnswer(ServiceRules) },
})
const ruleRoute = route({
  method: 'put',
  path: '/api/v1/rules/service',
  summary: 'Change the promised hours',
  request: { body: jsonBody(ServiceRules) },
  responses: { 200: jsonAnswer(ServiceRules) },
})

const mostViews = 30

const ownViews = (app: App, { store, clock }: Server): void => {
  app.openapi(viewsRoute, async (c) => c.json({ items: await savedViews(store.read, whoOf(c).id as UserId) }, 200))
  app.openapi(saveRoute, async (c) => {
    const user = whoOf(c).id as UserId
    if ((await savedViews(store.read, user)).length >= mostViews) throw new ProblemError('conflict', { field: 'name' })
    return c.json(await write(store, (tx) => saveView(tx, user, c.req.valid('json'), clock())), 201)
  })
  app.openapi(dropRoute, async (c) => {
    const gone = await write(store, (tx) => dropView(tx, whoOf(c).id as UserId, c.req.valid('param').id))
    if (!gone) throw new ProblemError('not-found', { field: 'view' })
    return c.body(null, 204)
  })
}

const rules = (app: App, { store, clock }: Server): void => {
  app.openapi(rulesRoute, async (c) => c.json({ hours: await serviceHours(store) }, 200))
  app.openapi(ruleRoute, async (c) => {
    const given = c.req.valid('json')
    const who = whoOf(c)
    const before = await serviceHours(store)
    await write(store, async (tx) => {
      const data = { before, after: given.hours }
      await audit(tx, { actor: who, action: 'service-hours', subject: null, at: clock(), data })
      await putRule(tx, 'service', { hours: { ...before, ...given.hours } }, who.name, clock())
    })
    return c.json({ hours: await serviceHours(store) }, 200)
  })
}

export const desk = (app: App, server: Server): void => {
  const { store, clock, config } = server
  ownViews(app, server)
  app.openapi(preferencesRoute, async (c) =>
    c.json(preferencesFrom(await preferencesOf(store.read, whoOf(c).id as UserId)), 200),
  )
  app.openapi(preferRoute, async (c) => {
    const given = c.req.valid('json')
    if (given.mail !== null && config.mailCommand === null)
      throw new InvalidInputError('mail', 'no mail leaves this server', 'Ask for SADA_MAIL_COMMAND to be set.')
    await write(store, (tx) => putPreferences(tx, whoOf(c).id as UserId, given, clock()))
    return c.json(given, 200)
  })
  app.openapi(alertsRoute, async (c) => c.json({ items: await alertsFor(server, whoOf(c)) }, 200))
  app.openapi(seenRoute, async (c) => {
    await write(store, (tx) => markMentionsSeen(tx, whoOf(c).id as UserId, clock()))
    return c.json({ items: await alertsFor(server, whoOf(c)) }, 200)
  })
  rules(app, server)
}
