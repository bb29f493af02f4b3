// Whether the process lives, and whether it can serve.
import { lastEvent } from '../store/index.ts'
import type { App } from './context.ts'
import { metrics } from './metrics.ts'
import type { Server } from './server.ts'

export const health = (app: App, server: Server, closing: AbortSignal): void => {
  app.get('/healthz', (c) => c.json({ status: 'ok', version: server.version }))
  app.get('/readyz', async (c) => {
    if (closing.aborted) return c.json({ status: 'closing' }, 503)
    try {
      await lastEvent(server.store.read)
      const writes = (await server.store.takesWrites()) ? ('taken' as const) : ('refused' as const)
      return c.json({ status: 'ready', deciding: server.pipeline.deciding(), writes })
    } catch (error) {
      server.log.error('the store does not answer', { error })
      return c.json({ status: 'store-unreachable' }, 503)
    }
  })
  metrics(app, server)
}
