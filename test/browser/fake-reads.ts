// What the fake API answers to reads: the same filters, folding and paging as the wire promises.
import type { Context, Hono } from 'hono'
import type { CaseWire, EventWire, OverviewWire, ProblemWire, ReplyWire } from '../../src/http/contract.ts'
import { answerReplyRoom } from './fake-replies.ts'
import type { World } from './fake-seeds.ts'
import { countsOf, iso } from './fake-world.ts'

export type Books = { readonly world: World; readonly events: EventWire[]; readonly replies: ReplyWire[] }

export const problem = (status: number, code: string, ar: string, en: string): ProblemWire => ({
  type: 'about:blank',
  title: en,
  status,
  code,
  ar,
  en,
  requestId: 'req-7',
})
export const conflict = problem(
  409,
  'version-conflict',
  'غيّر شخص آخر هذه القضية قبلك.',
  'Somebody changed the case meanwhile.',
)
export const missing = problem(404, 'not-found', 'لا شيء هنا.', 'There is nothing here.')
export const answer = (c: Context, given: ProblemWire) => c.json(given, given.status as 404)

const fold = (text: string) => text.replace(/[أإآ]/g, 'ا').replace(/ة/g, 'ه').replace(/ى/g, 'ي').toLowerCase()
const rank = (one: CaseWire) => (one.kind === 'emergency' ? 0 : one.window !== null ? 1 : 2)
const orders: Record<string, (a: CaseWire, b: CaseWire) => number> = {
  urgency: (a, b) => rank(a) - rank(b) || b.golden.lastAt.localeCompare(a.golden.lastAt),
  recent: (a, b) => b.golden.lastAt.localeCompare(a.golden.lastAt),
  oldest: (a, b) => a.golden.lastAt.localeCompare(b.golden.lastAt),
  size: (a, b) => b.golden.posts - a.golden.posts,
}

const found = (world: World, query: Record<string, string>) => {
  const { q, status, kind, agency, topic, area, channel, owner, sort } = query
  const all = [...world.cases.values()].filter((one) => {
    const words = fold(
      `${one.reference} ${one.golden.title} ${(world.posts.get(one.id) ?? []).map((said) => said.text).join(' ')}`,
    )
    return (
      (status ? status.split(',').includes(one.status) : one.status !== 'merged') &&
      (!kind || one.kind === kind) &&
      (!agency || one.agency === agency) &&
      (!topic || one.golden.topic?.id === topic) &&
      (!area || one.golden.area?.id === area) &&
      (!channel || one.golden.byChannel[channel]) &&
      (!owner || (owner === 'none' ? one.owner === null : one.owner?.id === owner)) &&
      (!q ||
        fold(q)
          .split(/\s+/)
          .every((word) => words.includes(word)))
    )
  })
  return all.sort(orders[sort ?? 'urgency'])
}

const paged = <T>(items: readonly T[], query: Record<string, string>) => {
  const from = Number(query.cursor ?? 0)
  const size = Number(query.limit ?? 50)
  return { items: items.slice(from, from + size), next: from + size < items.length ? String(from + size) : null }
}

const overview = (world: World): OverviewWire => {
  const cases = [...world.cases.values()].filter((one) => one.status !== 'merged')
  const posts = [...world.posts.values()].flat()
  return {
    posts: posts.length + world.lane.length,
    cases: cases.length,
    openCases: cases.filter((one) => ['open', 'in-progress', 'received', 'under-study'].includes(one.status)).length,
    pendingReviews: world.reviews.length,
    waiting: 0,
    noCase: world.lane.length,
    byChannel: countsOf(posts).byChannel,
    byStatus: {},
    byAgency: {},
    echoesPerCase: posts.length / cases.length,
  }
}

export const answerReads = (app: Hono, { world, events, replies }: Books) => {
  answerReplyRoom(app)
  app.get('/stats/overview', (c) => c.json(overview(world)))
  app.get('/stats/echoes', (c) => {
    const now = Math.floor(Date.now() / 3_600_000) * 3_600_000
    const count = Number(c.req.query('hours') ?? 72)
    const hours = Array.from({ length: count }, (_, index) => ({
      at: iso(now - (count - index) * 3_600_000),
      posts: (index * 7) % 13,
      cases: (index * 7) % 5,
    }))
    return c.json({ hours })
  })
  app.get('/cases', (c) => c.json(paged(found(world, c.req.query()), c.req.query())))
  app.get('/cases/:id', (c) => {
    const given = world.cases.get(c.req.param('id'))
    return given === undefined ? answer(c, missing) : c.json(given)
  })
  app.get('/cases/:id/posts', (c) => c.json(paged(world.posts.get(c.req.param('id')) ?? [], c.req.query())))
  app.get('/cases/:id/events', (c) =>
    c.json(paged(events.filter((one) => one.caseId === c.req.param('id')).reverse(), c.req.query())),
  )
  app.get('/cases/:id/replies', (c) =>
    c.json({ items: replies.filter((one) => one.caseId === c.req.param('id')), next: null }),
  )
  app.get('/posts', (c) => c.json(paged(world.lane, c.req.query())))
  app.get('/review', (c) => c.json(paged(world.reviews, c.req.query())))
}
