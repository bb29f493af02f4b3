// GET /events: what happens, as it happens, told again from any position a listener names.
import { streamSSE } from 'hono/streaming'
import type { EventRow } from '../store/index.ts'
import { eventsAfter, lastEvent } from '../store/index.ts'
import { type App, route } from './context.ts'
import type { LiveWire } from './contract.ts'
import type { Identify } from './identify.ts'
import type { Presence } from './presence.ts'
import type { Server } from './server.ts'
import { iso } from './show/time.ts'

const heartbeat = 20_000
/** Another worker's commits (PostgreSQL) are seen by looking; this process's own wake the listeners at once. */
const look = 1_000
const pageSize = 500

const messageOf = (event: EventRow): LiveWire => ({
  kind: event.kind,
  caseId: event.case_id,
  postId: event.post_id,
  at: iso(event.at),
})

/** Resolves at the next commit here, after `millis`, or when the listener leaves. */
const nextChange = (server: Server, millis: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stop()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, millis)
    const stop = server.store.onCommitted(done)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })

const startOf = async (server: Server, last: string | undefined): Promise<number> => {
  const newest = await lastEvent(server.store.read)
  const asked = last === undefined || !/^\d{1,15}$/.test(last) ? newest : Number(last)
  return Math.min(asked, newest)
}

const liveRoute = route({
  method: 'get',
  path: '/api/v1/events',
  summary: 'Server-sent events; `Last-Event-ID` replays what was missed',
  responses: {
    200: { description: 'event stream; each event names what changed', content: { 'text/event-stream': {} } },
  },
})

type Doors = { readonly identify: Identify; readonly presence: Presence }

export const live = (app: App, server: Server, { identify, presence }: Doors, closing: AbortSignal): void => {
  app.openapi(liveRoute, async (c) => {
    let position = await startOf(server, c.req.header('last-event-id'))
    return streamSSE(c, async (stream) => {
      const gone = new AbortController()
      stream.onAbort(() => gone.abort())
      const end = AbortSignal.any([gone.signal, closing])
      // People at cases are no events of the store: no position, nothing to tell again.
      const hush = presence.onChange((caseId) => {
        const data = JSON.stringify({ kind: 'presence', caseId, postId: null, at: iso(server.clock()) })
        stream.writeSSE({ event: 'presence', data }).catch(() => undefined)
      })
      end.addEventListener('abort', hush)
      await stream.writeSSE({ event: 'hello', id: String(position), data: '' })
      let said = Date.now()
      while (!end.aborted) {
        const events = await eventsAfter(server.store.read, position, pageSize)
        for (const event of events) {
          await stream.writeSSE({ event: event.kind, id: String(event.seq), data: JSON.stringify(messageOf(event)) })
          position = event.seq
        }
        if (Date.now() - said >= heartbeat) {
          // Whoever signed out or was disabled hears no more.
          if ((await identify(c)).who === null) return hush()
          await stream.write(': here\n\n')
          said = Date.now()
        }
        if (events.length < pageSize) await nextChange(server, look, end)
      }
    })
  })
}
