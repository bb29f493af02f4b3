// A connector as the wire shows it, from what runs here and what the store remembers.
import type { z } from '@hono/zod-openapi'
import type { Connector } from '../../../connectors/connector.ts'
import { webhookSecrets } from '../../../connectors/index.ts'
import { budgetsOf, monthOf, sumOf, warnAt } from '../../ops/meter.ts'
import type { Task } from '../../ops/tasks.ts'
import { allowancesOf, spendingOf } from '../../store/allowances.ts'
import { templatesOf } from '../../store/approved-templates.ts'
import { pausesOf, quietUntil, type Run, recentRuns } from '../../store/connector-runs.ts'
import { unknownPartsOf } from '../../store/unknown-parts.ts'
import { lastDeliveries } from '../../store/views/channels.ts'
import type { ConnectorView, RunView, TaskView } from '../contract.ts'
import type { Server } from '../server.ts'
import { iso, isoOrNull } from './time.ts'

export const connectorIds = ['whatsapp', 'instagram', 'x', 'generic'] as const
export type ConnectorId = (typeof connectorIds)[number]

const shownRuns = 5
const shownUnknown = 50

const runView = (run: Run): z.infer<typeof RunView> => ({
  startedAt: iso(run.startedAt),
  endedAt: isoOrNull(run.endedAt),
  fetched: run.fetched,
  new: run.fresh,
  passedOver: run.passedOver,
  fault: run.fault as z.infer<typeof RunView>['fault'],
  nextAt: isoOrNull(run.nextAt),
})

const taskView = async ({ store, schedule, clock }: Server, task: Task): Promise<z.infer<typeof TaskView>> => {
  const runs = await recentRuns(store.read, task.id, shownRuns)
  const quiet = await quietUntil(store.read, task.id)
  return {
    name: task.name,
    cron: task.cron,
    running: runs[0] !== undefined && runs[0].endedAt === null,
    nextAt: isoOrNull(schedule.nextRun(task)),
    quietUntil: quiet > clock() ? iso(quiet) : null,
    runs: runs.map(runView),
  }
}

const budgetView = async ({ store, config, clock }: Server, { channel, test }: Connector) => {
  const budget = budgetsOf(config.channels)[channel]
  if (budget === undefined || test === undefined) return null
  const month = monthOf(clock())
  const spent = await spendingOf(store.read, channel, month)
  const sum = sumOf(spent)
  const share = budget.cap === null ? 0 : sum / Math.max(budget.cap, 1e-9)
  return {
    month,
    spentUsd: sum,
    capUsd: budget.cap,
    state: share >= 1 ? ('stopped' as const) : share >= warnAt ? ('warning' as const) : ('ok' as const),
    lines: spent.map(({ what, count, micros }) => ({ what, count, usd: micros / 1e6 })),
  }
}

const webhookView = (id: ConnectorId, { config }: Server, last: ReadonlyMap<string, number>) => ({
  path: `/webhooks/${id}`,
  configured: webhookSecrets(config.channels)[id].secrets.length > 0,
  lastAt: isoOrNull(last.get(id) ?? null),
})

type Facts = {
  readonly last: ReadonlyMap<string, number>
  readonly pauses: Awaited<ReturnType<typeof pausesOf>>
}

const stateOf = (view: Pick<z.infer<typeof ConnectorView>, 'paused' | 'tasks' | 'webhook'>, connected: boolean) => {
  if (!connected && view.webhook?.configured !== true) return 'not-connected'
  if (view.paused !== null) return 'paused'
  const ended = view.tasks.flatMap(({ runs }) => runs.find(({ endedAt }) => endedAt !== null) ?? [])
  return ended.some(({ fault }) => fault !== null) ? 'failing' : 'running'
}

const connectorView = async (
  server: Server,
  id: ConnectorId,
  { last, pauses }: Facts,
): Promise<z.infer<typeof ConnectorView>> => {
  const { store, schedule, connectors } = server
  const connector = connectors[id]
  const { channel, accounts = [] } = connector
  const pause = pauses.get(channel)
  const stream = schedule.streamState(channel)
  const mine = schedule.tasks.filter((task) => task.connector === connector)
  const parts = {
    paused: pause === undefined ? null : { at: iso(pause.at), by: pause.by },
    webhook: webhookView(id, server, last),
    tasks: await Promise.all(mine.map((task) => taskView(server, task))),
  }
  const allowances = await allowancesOf(store.read, channel)
  const templates = await templatesOf(store.read, channel)
  const unknown = await unknownPartsOf(store.read, channel, shownUnknown)
  return {
    id,
    channel,
    state: stateOf(parts, connector.test !== undefined),
    accounts: [...accounts],
    ...parts,
    stream: stream === null ? null : { state: stream.state, since: iso(stream.since), fault: stream.fault },
    allowances: allowances.map(({ endpoint, account, most, remaining, resetAt }) => ({
      endpoint,
      account,
      limit: most,
      remaining,
      resetAt: iso(resetAt),
    })),
    budget: await budgetView(server, connector),
    templates: templates.map(({ name, language, status, category, variables }) => ({
      name,
      language,
      status,
      category,
      variables,
    })),
    unknown: unknown.map(({ path, count, firstAt, lastAt }) => ({
      path,
      deliveries: count,
      firstAt: iso(firstAt),
      lastAt: iso(lastAt),
    })),
  }
}

export const connectorViews = async (server: Server, ids: readonly ConnectorId[] = connectorIds) => {
  const facts = { last: await lastDeliveries(server.store.read), pauses: await pausesOf(server.store.read) }
  return Promise.all(ids.map((id) => connectorView(server, id, facts)))
}
