// What the fake API answers for one's own desk, for figures, and for what people do together at a case.
import type { Hono } from 'hono'
import type {
  CaseAgencyWire,
  LabWire,
  MapWire,
  PreferencesWire,
  SavedViewWire,
  ServiceRulesWire,
  TrendsWire,
} from '../../src/http/contract.ts'
import { answer, type Books, missing, problem } from './fake-reads.ts'
import { iso, reference } from './fake-world.ts'

const hour = 3_600_000

const mapOf = ({ world }: Books, hours: number): MapWire => {
  const open = [...world.cases.values()].filter((one) => one.closedAt === null && one.status !== 'merged')
  const count = (area: string) => open.filter((one) => one.golden.area?.id === area)
  const areas = reference.areas
    .map(({ id }) => ({ id, of: count(id) }))
    .filter(({ of }) => of.length > 0)
    .map(({ id, of }) => ({
      id,
      open: of.length,
      emergencies: of.filter((one) => one.kind === 'emergency').length,
      posts: of.reduce((sum, one) => sum + one.golden.posts, 0),
    }))
  return {
    areas,
    unplaced: open.filter((one) => one.golden.area === null).length,
    hours: Array.from({ length: hours }, (_, index) => ({
      at: iso(Math.floor(Date.now() / hour) * hour - (hours - 1 - index) * hour),
      open: Object.fromEntries(areas.map(({ id, open: now }) => [id, Math.round((now * index) / hours)])),
    })),
  }
}

const trendsOf = (hours: number, by: string): TrendsWire => {
  const now = Math.floor(Date.now() / hour) * hour
  const counts = (index: number) => ({ posts: (index * 7) % 13, authors: (index * 7) % 9, cases: (index * 7) % 5 })
  const names = by === 'agency' ? reference.agencies : by === 'area' ? reference.areas : reference.topics
  return {
    hours: Array.from({ length: hours }, (_, index) => ({ at: iso(now - (hours - index) * hour), ...counts(index) })),
    groups: names.slice(0, 4).map(({ id, ar, en }, index) => ({ name: { id, ar, en }, ...counts(index + 3) })),
    merged: { count: 180, of: 240 },
    postsPerCase: 4,
    firstAnswer: { medianMinutes: 95, cases: 31 },
    satisfaction: { count: 14, of: 18 },
    spikes: reference.topics.slice(0, 1).map(({ id, ar, en }) => ({
      topic: { id, ar, en },
      area: null,
      from: iso(now - hours * hour),
      posts: 40,
      expected: 3.5,
      open: 2,
    })),
    quality: [1, 2, 3].map((week) => ({
      week: iso(now - week * 168 * hour),
      confirmed: 90 + week,
      refuted: week,
      machineRight: 18,
      asked: 20,
    })),
    peopleAgree: { count: 9, of: 10 },
  }
}

const ownDesk = (app: Hono, { world }: Books) => {
  const views: SavedViewWire[] = []
  let wishes: PreferencesWire = {
    alerts: ['mention', 'assigned', 'emergency', 'window'],
    browser: false,
    quiet: null,
    mail: null,
    welcomed: true,
  }
  let rules: ServiceRulesWire = { hours: { emergency: 1, complaint: 24, inquiry: 24, suggestion: 168 } }
  app.get('/me/views', (c) => c.json({ items: views }))
  app.post('/me/views', async (c) => {
    const given = await c.req.json<Omit<SavedViewWire, 'id'>>()
    const view = { id: `v${views.length + 1}`, ...given }
    views.push(view)
    return c.json(view, 201)
  })
  app.delete('/me/views/:id', (c) => {
    views.splice(0, views.length, ...views.filter(({ id }) => id !== c.req.param('id')))
    return c.body(null, 204)
  })
  app.get('/me/preferences', (c) => c.json(wishes))
  app.put('/me/preferences', async (c) => {
    wishes = await c.req.json()
    return c.json(wishes)
  })
  const alerts = (seen: boolean) => {
    const [first] = world.cases.values()
    return first === undefined
      ? []
      : [
          {
            id: 'mention e1',
            kind: 'mention',
            caseId: first.id,
            reference: first.reference,
            title: first.golden.title,
            by: 'Jaber',
            at: iso(Date.now() - hour),
            seen,
            aloud: true,
          },
        ]
  }
  app.get('/me/alerts', (c) => c.json({ items: alerts(false) }))
  app.post('/me/alerts/seen', (c) => c.json({ items: alerts(true) }))
  app.get('/rules/service', (c) => c.json(rules))
  app.put('/rules/service', async (c) => {
    rules = await c.req.json()
    return c.json(rules)
  })
}

const atCases = (app: Hono, { world }: Books) => {
  const agencies = new Map<string, CaseAgencyWire[]>()
  app.get('/cases/:id/bridge', (c) => {
    const posts = (world.posts.get(c.req.param('id')) ?? []).map(({ id }) => id)
    return c.json({ bridge: c.req.param('id') === 'c-power' ? { posts: posts.slice(-2), p: 0.08 } : null })
  })
  app.get('/cases/:id/past', (c) => {
    const at = c.req.query('at') ?? iso(Date.now())
    const id = c.req.param('id')
    const posts = (world.posts.get(id) ?? []).filter((post) => post.why.at <= at)
    const golden = world.cases.get(id)?.golden
    return c.json({ at, status: 'open', owner: null, golden, agencies: [], posts, more: false })
  })
  app.get('/cases/:id/agencies', (c) => c.json({ items: agencies.get(c.req.param('id')) ?? [] }))
  app.post('/cases/:id/agencies', async (c) => {
    const { agency, does, hours } = await c.req.json<{ agency: string; does: string; hours: number }>()
    const id = c.req.param('id')
    const others = (agencies.get(id) ?? []).filter((one) => one.agency.id !== agency)
    const found = reference.agencies.find((one) => one.id === agency)
    if (found === undefined) return answer(c, missing)
    const entry = {
      agency: found,
      dueAt: iso(Date.now() + hours * hour),
      doneAt: does === 'done' ? iso(Date.now()) : null,
    }
    agencies.set(id, does === 'leave' ? others : [...others, entry])
    return c.json({ items: agencies.get(id) })
  })
  app.post('/cases/:id/presence', (c) => c.json({ others: [{ name: 'Jaber', writing: true }] }))
}

export const answerDesk = (app: Hono, books: Books) => {
  let lines: LabWire['on'] = null
  app.get('/stats/map', (c) => c.json(mapOf(books, Number(c.req.query('hours') ?? 72))))
  app.get('/stats/trends', (c) => c.json(trendsOf(Number(c.req.query('hours') ?? 72), c.req.query('by') ?? 'channel')))
  app.get('/stats/review', (c) =>
    c.json({
      mine: 12,
      all: 40,
      left: books.world.reviews.length,
      machineAgreed: 36,
      judged: 40,
      peopleAgree: { count: 9, of: 10 },
    }),
  )
  app.get('/lab', (c) => {
    const accept = Number(c.req.query('accept'))
    return c.json({
      on: lines,
      joins: 120,
      moved: {
        joined: 130,
        gained: Math.round((1 - accept) * 100),
        lost: 3,
        asked: 20,
        precision: 0.94,
        recall: 0.7,
        judged: 60,
      },
      aspects: [
        { aspect: 'place', agreed: 90, agreeing: 2.6, differed: 4, differing: -1.8 },
        { aspect: 'words', agreed: 40, agreeing: 1.2, differed: 31, differing: -0.4 },
      ],
      curve: Array.from({ length: 10 }, (_, tenth) => ({
        from: tenth / 10,
        judged: tenth,
        same: Math.floor(tenth / 2),
      })),
    })
  })
  app.put('/lab/lines', async (c) => {
    lines = (await c.req.json<{ lines: LabWire['on'] }>()).lines
    return c.json({ on: lines })
  })
  app.get('/second-opinions', (c) => c.json({ items: [] }))
  app.post('/review/:id/second-opinion', (c) => answer(c, problem(404, 'not-found', 'لا شيء.', 'Nothing.')))
  ownDesk(app, books)
  atCases(app, books)
}
