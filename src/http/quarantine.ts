// The quarantine: what waits in it and why, and another try.
import { z } from '@hono/zod-openapi'
import { requeue } from '../ops/requeue.ts'
import { failedEvents, unreadBodies } from '../store/quarantine.ts'
import { type App, jsonAnswer, jsonBody, route } from './context.ts'
import { PageQuery, page, QuarantineView, type QuarantineWire, RequeueBody, RequeueResult } from './contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Server } from './server.ts'
import { iso } from './show/time.ts'

const listRoute = route({
  method: 'get',
  path: '/api/v1/quarantine',
  summary: 'Signed deliveries nobody could read and events that failed too often, oldest first',
  request: { query: PageQuery.extend({ channel: z.string().min(1).max(40).optional() }).strict() },
  responses: { 200: jsonAnswer(page(QuarantineView)) },
})
const requeueRoute = route({
  method: 'post',
  path: '/api/v1/quarantine/requeue',
  summary: 'Read what was set aside again, as after an upgrade',
  request: { body: jsonBody(RequeueBody) },
  responses: { 200: jsonAnswer(RequeueResult) },
})

/** Bodies first, then events: a position is the last id seen of each. */
const listed = async (
  { store: { read } }: Server,
  channel: string | null,
  from: readonly [string, number],
  limit: number,
) => {
  const bodies = await unreadBodies(read, channel, from[0], limit)
  const failed = bodies.length < limit ? await failedEvents(read, channel, from[1], limit - bodies.length) : []
  const items: QuarantineWire[] = [
    ...bodies.map(({ id, account, fault, received_at, channel: of }) => ({
      id,
      what: 'body' as const,
      channel: of,
      account,
      postId: null,
      reason: fault!,
      receivedAt: iso(received_at),
    })),
    ...failed.map(({ seq, account, fault, post_id, received_at, channel: of }) => ({
      id: `${seq}`,
      what: 'event' as const,
      channel: of,
      account,
      postId: post_id,
      reason: fault ?? 'unknown',
      receivedAt: iso(received_at),
    })),
  ]
  const next: readonly [string, number] = [bodies.at(-1)?.id ?? from[0], failed.at(-1)?.seq ?? from[1]]
  return { items, next: items.length < limit ? null : next }
}

export const quarantine = (app: App, server: Server): void => {
  app.openapi(listRoute, async (c) => {
    const { limit, cursor, ...rest } = c.req.valid('query')
    const [body, seq] = readCursor(cursor, rest, 2) ?? ['', 0]
    const { items, next } = await listed(server, rest.channel ?? null, [String(body), Number(seq)], limit)
    return c.json({ items, next: next && writeCursor(next, rest) }, 200)
  })
  app.openapi(requeueRoute, async (c) => c.json(await requeue(server, c.req.valid('json').channel ?? null), 200))
}
