// Whether the process lives, whether it can serve, and its figures.
import { statSync } from 'node:fs'
import { memoryUsage, uptime } from 'node:process'
import { lastEvent } from '../store/index.ts'
import { deliveriesByState, oldestWaiting, overview, setAside } from '../store/views/stats.ts'
import type { App } from './context.ts'
import type { Server } from './server.ts'

type Figure = { readonly name: string; readonly help: string; readonly values: Readonly<Record<string, number>> }

const text = (figures: readonly Figure[]): string =>
  figures
    .map(({ name, help, values }) =>
      [
        `# HELP sada_${name} ${help}`,
        `# TYPE sada_${name} gauge`,
        ...Object.entries(values).map(([label, value]) => `sada_${name}${label} ${value}`),
      ].join('\n'),
    )
    .join('\n')
    .concat('\n')

const labelled = (label: string, counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([value, count]) => [`{${label}="${value}"}`, count]))

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const figures = async ({ store, clock }: Server): Promise<readonly Figure[]> => {
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
    { name: 'wal_bytes', help: 'Size of the write-ahead log.', values: { '': sizeOf(`${store.path}-wal`) } },
    { name: 'resident_memory_bytes', help: 'Resident memory.', values: { '': memoryUsage.rss() } },
    { name: 'uptime_seconds', help: 'Seconds since the start.', values: { '': Math.round(uptime()) } },
  ]
}

export const health = (app: App, server: Server, closing: AbortSignal): void => {
  app.get('/healthz', (c) => c.json({ status: 'ok', version: server.version }))
  app.get('/readyz', async (c) => {
    if (closing.aborted) return c.json({ status: 'closing' }, 503)
    try {
      await lastEvent(server.store.read)
      return c.json({ status: 'ready', deciding: server.pipeline.deciding() })
    } catch (error) {
      server.log.error('the store does not answer', { error })
      return c.json({ status: 'store-unreachable' }, 503)
    }
  })
  app.get('/metrics', async (c) =>
    c.body(text(await figures(server)), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  )
}
