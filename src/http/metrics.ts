// Figures in the Prometheus text format. Nothing in them names anybody.
import { readdirSync, statSync } from 'node:fs'
import { memoryUsage, uptime } from 'node:process'
import { folderOf, newestBackup } from '../ops/backups.ts'
import { type EventRow, lastEvent } from '../store/index.ts'
import { failedRuns, jobsByKind, soonestWindow } from '../store/views/operations.ts'
import { deliveriesByState, oldestWaiting, overview, setAside } from '../store/views/stats.ts'
import type { App } from './context.ts'
import type { Server } from './server.ts'
import { windowRules } from './show/windows.ts'

type Figure = {
  readonly name: string
  readonly help: string
  readonly type?: 'gauge' | 'counter'
  readonly values: Readonly<Record<string, number>>
}

const text = (figures: readonly Figure[]): string =>
  figures
    .map(({ name, help, type = 'gauge', values }) =>
      [
        `# HELP sada_${name} ${help}`,
        `# TYPE sada_${name} ${type}`,
        ...Object.entries(values).map(([label, value]) => `sada_${name}${label} ${value}`),
      ].join('\n'),
    )
    .join('\n')
    .concat('\n')

const labelled = (label: string, counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([value, count]) => [`{${label}="${value}"}`, count]))

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** What was decided since this process began, by zone: each decision tells itself in its event. */
const zones: Partial<Record<EventRow['kind'], string>> = {
  opened: 'different',
  joined: 'same',
  'review-asked': 'review',
  held: 'no-case',
}
const countDecisions = ({ store }: Server) => {
  const decided: Record<string, number> = { same: 0, review: 0, different: 0, 'no-case': 0 }
  store.onCommitted((events) => {
    for (const { kind } of events) {
      const zone = zones[kind as EventRow['kind']]
      if (zone !== undefined) decided[zone] = (decided[zone] ?? 0) + 1
    }
  })
  return decided
}

const ofStore = async ({ store, clock }: Server): Promise<readonly Figure[]> => {
  const counts = await overview(store)
  const oldest = await oldestWaiting(store)
  return [
    { name: 'posts', help: 'Posts stored, by channel.', values: labelled('channel', counts.byChannel) },
    { name: 'cases', help: 'Cases, by status.', values: labelled('status', counts.byStatus) },
    { name: 'inbox_waiting', help: 'Posts received and not yet decided.', values: { '': counts.waiting } },
    {
      name: 'inbox_lag_seconds',
      help: 'Age of the oldest post not yet decided.',
      values: { '': oldest === null ? 0 : Math.max(0, (clock() - oldest) / 1000) },
    },
    {
      name: 'quarantined',
      help: 'Bodies nobody could read and events that failed too often.',
      values: { '': await setAside(store) },
    },
    { name: 'reviews_open', help: 'Questions waiting for a person.', values: { '': counts.pendingReviews } },
    { name: 'lane_no_case', help: 'Posts in the lane "no case".', values: { '': counts.noCase } },
    { name: 'deliveries', help: 'Deliveries, by state.', values: labelled('state', await deliveriesByState(store)) },
    { name: 'events', help: 'Position of the newest event.', values: { '': await lastEvent(store.read) } },
    { name: 'jobs_waiting', help: 'Work to do, by kind.', values: labelled('kind', await jobsByKind(store, 'ready')) },
    {
      name: 'jobs_given_up',
      help: 'Work that failed too often.',
      values: labelled('kind', await jobsByKind(store, 'dead')),
    },
  ]
}

const ofChannels = async ({ store, clock, connectors }: Server): Promise<readonly Figure[]> => {
  const closes: Record<string, number> = {}
  for (const rule of windowRules(Object.values(connectors))) {
    const at = await soonestWindow(store, rule, clock())
    if (at !== null) closes[rule.channel] = Math.round((at - clock()) / 1000)
  }
  return [
    {
      name: 'reply_window_closes_seconds',
      help: 'Until the first reply window closes on a case without an answer.',
      values: labelled('channel', closes),
    },
    {
      name: 'connector_failed_runs',
      help: 'Runs of the last day that failed.',
      values: labelled('connector', await failedRuns(store, clock())),
    },
  ]
}

const openFiles = (): number => {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}

const ofProcess = ({ store, clock, config }: Server): readonly Figure[] => {
  const backedUp = newestBackup(folderOf(config))
  return [
    { name: 'wal_bytes', help: 'Size of the write-ahead log.', values: { '': sizeOf(`${store.path}-wal`) } },
    {
      name: 'backup_age_seconds',
      help: 'Since the newest backup in its folder.',
      values: backedUp === null ? {} : { '': Math.round((clock() - backedUp) / 1000) },
    },
    { name: 'resident_memory_bytes', help: 'Resident memory.', values: { '': memoryUsage.rss() } },
    { name: 'open_files', help: 'Descriptors in use.', values: { '': openFiles() } },
    { name: 'uptime_seconds', help: 'Seconds since the start.', values: { '': Math.round(uptime()) } },
  ]
}

export const metrics = (app: App, server: Server): void => {
  const decided = countDecisions(server)
  app.get('/metrics', async (c) => {
    const decisions: Figure = {
      name: 'decisions_total',
      help: 'Decisions since this process began, by zone.',
      type: 'counter',
      values: labelled('zone', decided),
    }
    const all = [...(await ofStore(server)), decisions, ...(await ofChannels(server)), ...ofProcess(server)]
    return c.body(text(all), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
}
