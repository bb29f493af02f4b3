// The channels we ask and hear: how each does, and a person's hand on it.
import { setTimeout as sleep } from 'node:timers/promises'
import { audit } from '../store/audit.ts'
import { write } from '../store/index.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, route, type Who, whoOf } from './context.ts'
import { ConnectorView, ProbesView, page } from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { type ConnectorId, connectorIds, connectorViews } from './show/connectors.ts'

const listRoute = route({
  method: 'get',
  path: '/api/v1/connectors',
  summary: 'Channels: state, runs, allowances, money, templates',
  responses: { 200: jsonAnswer(page(ConnectorView)) },
})
const verb = <Verb extends 'pause' | 'resume' | 'run'>(name: Verb, summary: string) =>
  route({
    method: 'post',
    path: `/api/v1/connectors/{id}/${name}`,
    summary,
    request: { params: IdParam },
    responses: { 200: jsonAnswer(ConnectorView) },
  })
const pauseRoute = verb('pause', 'Ask this channel nothing until resumed; what it delivers itself is still taken')
const resumeRoute = verb('resume', 'Ask this channel again')
const runRoute = verb('run', 'Ask this channel now, whatever the clock says')
const testRoute = route({
  method: 'post',
  path: '/api/v1/connectors/{id}/test',
  summary: 'What its accounts may do; a missing permission is named',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(ProbesView) },
})

const patienceMs = 20_000

const idOf = (text: string): ConnectorId => {
  const id = connectorIds.find((known) => known === text)
  if (id === undefined) throw new ProblemError('not-found', { field: 'connector' })
  return id
}

export const connectors = (app: App, server: Server): void => {
  const { store, schedule, clock } = server
  const view = async (id: ConnectorId) => (await connectorViews(server, [id]))[0]!
  const noted = (who: Who, action: string, id: ConnectorId) =>
    write(store, (tx) => audit(tx, { actor: who, action, subject: id, at: clock() }))

  app.openapi(listRoute, async (c) => c.json({ items: await connectorViews(server), next: null }, 200))
  app.openapi(pauseRoute, async (c) => {
    const id = idOf(c.req.valid('param').id)
    await schedule.pause(server.connectors[id].channel, whoOf(c).name)
    await noted(whoOf(c), 'connector-paused', id)
    return c.json(await view(id), 200)
  })
  app.openapi(resumeRoute, async (c) => {
    const id = idOf(c.req.valid('param').id)
    await schedule.resume(server.connectors[id].channel)
    await noted(whoOf(c), 'connector-resumed', id)
    return c.json(await view(id), 200)
  })
  app.openapi(runRoute, async (c) => {
    const id = idOf(c.req.valid('param').id)
    const mine = schedule.tasks.filter(({ connector }) => connector === server.connectors[id])
    if (mine.length === 0) throw new ProblemError('not-connected', { field: 'connector' })
    // A long one is shown as running; nobody waits at a screen for it.
    await Promise.race([
      Promise.all(mine.map((task) => schedule.run(task))),
      sleep(patienceMs, undefined, { ref: false }),
    ])
    await noted(whoOf(c), 'connector-run', id)
    return c.json(await view(id), 200)
  })
  app.openapi(testRoute, async (c) => {
    const id = idOf(c.req.valid('param').id)
    const { test } = server.connectors[id]
    if (test === undefined) throw new ProblemError('not-connected', { field: 'connector' })
    const probes = await test(AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(60_000)]))
    return c.json({ ok: probes.every(({ ok }) => ok), probes: [...probes] }, 200)
  })
}
