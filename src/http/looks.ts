// Every look leaves a trace: who opened a thread, a post, a file, a search. Written before the answer leaves; the same look
// again within a quarter of an hour, as screens repeat it, is one look. While the disk takes nothing, people still see what is
// there: those looks wait in memory, in order, and are written first when it does again.
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import type { Log } from '../log.ts'
import { audit, type NewAuditEntry } from '../store/audit.ts'
import { isStoreTrouble } from '../store/faults.ts'
import { type Store, write } from '../store/index.ts'
import type { Env } from './context.ts'
import { routeName } from './guard.ts'
import { idIn } from './scope.ts'

const looks: Readonly<Record<string, string>> = {
  'GET /api/v1/cases/:id/posts': 'thread-seen',
  'GET /api/v1/cases/:id/past': 'thread-seen',
  'GET /api/v1/posts/:id': 'post-seen',
  'GET /api/v1/posts': 'posts-listed',
  'GET /api/v1/review': 'review-seen',
  'GET /api/v1/review/:id': 'review-seen',
  'GET /api/v1/replies/:id': 'reply-seen',
  'GET /api/v1/cases/:id/replies': 'replies-seen',
  'GET /api/v1/erasures': 'erasures-seen',
  'GET /api/v1/audit': 'audit-seen',
  'GET /media/:id': 'media-opened',
}
/** The small copy stands covered on the screen until somebody opens the picture: two looks, told apart. */
const lookOf = (route: string, as: string | undefined): string | undefined =>
  looks[route] === 'media-opened' && as === 'thumbnail' ? 'media-covered' : looks[route]

const oneLook = 15 * 60_000
const most = 20_000
const retryMs = 1_000

/** Written together with those that wait from before. */
const keeper = (store: Store, log: Log) => {
  let waiting: readonly NewAuditEntry[] = []
  let again: NodeJS.Timeout | undefined
  const flush = async (): Promise<void> => {
    const entries = waiting
    if (entries.length === 0) return
    waiting = []
    try {
      await write(store, async (tx) => {
        for (const entry of entries) await audit(tx, entry)
      })
    } catch (error) {
      waiting = [...entries, ...waiting]
      if (!isStoreTrouble(error) || waiting.length > most) throw error
      log.error('looks wait for the store', { count: waiting.length, error })
      clearTimeout(again)
      again = setTimeout(() => void flush().catch(() => {}), retryMs).unref()
    }
  }
  return (entry: NewAuditEntry): Promise<void> => {
    waiting = [...waiting, entry]
    return flush()
  }
}

export const looked = (store: Store, clock: () => number, log: Log) => {
  const keep = keeper(store, log)
  const lately = new Map<string, number>()
  const isNew = (look: string, now: number): boolean => {
    const last = lately.get(look)
    if (last !== undefined && now - last < oneLook && now >= last) return false
    if (lately.size >= most) lately.clear()
    lately.set(look, now)
    return true
  }
  return createMiddleware<Env>(async (c, next) => {
    await next()
    const route = routeName(matchedRoutes(c), c.req.path)
    const action = route === null ? undefined : lookOf(route, c.req.query('as'))
    const who = c.get('who')
    if (action === undefined || who === null || !c.res.ok) return
    const [subject, at] = [idIn(route!, c.req.path) || null, clock()]
    if (!isNew(`${who.kind} ${who.id} ${action} ${subject}`, at)) return
    const data = action === 'posts-listed' && c.req.query('q') !== undefined ? { searched: true } : {}
    await keep({ actor: who, action, subject, at, data })
  })
}
