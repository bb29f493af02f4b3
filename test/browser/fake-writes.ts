// What the fake API does when asked to change something: merge, split, undo and the rest, each leaving an event.
import type { Context, Hono } from 'hono'
import type { CasePostWire, CaseWire, EventWire, PlanWire, ReplyWire } from '../../src/http/contract.ts'
import { answer, type Books, conflict, missing } from './fake-reads.ts'
import { countsOf, iso, me } from './fake-world.ts'

type Tell = (kind: string, caseId: string | null, postId?: string | null) => void
type Writes = Books & { readonly asked: string[]; readonly tell: Tell }
type Body = Record<string, unknown>

const now = () => iso(Date.now())
const bodyOf = (c: Context): Promise<Body> => c.req.json<Body>()

/** Notes an event with what would bring the world back. */
const recorder = ({ world, events, tell }: Writes) => {
  const past = new Map<string, { cases: Map<string, CaseWire>; posts: Map<string, CasePostWire[]> }>()
  const record = (kind: string, caseId: string, data: Body = {}, undoable = true) => {
    const event: EventWire = {
      id: `e${events.length + 1}`,
      caseId,
      kind,
      at: now(),
      actor: { kind: 'user', name: me.name },
      data,
      undoable,
    }
    events.push(event)
    tell(kind, caseId)
    return event
  }
  const keep = () => ({ cases: new Map(world.cases), posts: new Map(world.posts) })
  return { record, keep, past }
}

const recount = ({ world }: Books, id: string, change: Partial<CaseWire> = {}): CaseWire => {
  const given = world.cases.get(id)
  if (given === undefined) throw new Error(`no case ${id}`)
  const golden = { ...given.golden, ...countsOf(world.posts.get(id) ?? []) }
  const next = { ...given, version: given.version + 1, golden, ...change }
  world.cases.set(id, next)
  return next
}

const joinCases = (books: Books, into: string, from: readonly string[]) => {
  const { world } = books
  const moved = from.flatMap((id) => world.posts.get(id) ?? []).map((post) => ({ ...post, caseId: into }))
  world.posts.set(into, [...(world.posts.get(into) ?? []), ...moved])
  for (const id of from) recount(books, id, { status: 'merged', mergedInto: into })
  return recount(books, into)
}

const splitOff = (books: Books, id: string, posts: readonly string[]) => {
  const { world } = books
  const all = world.posts.get(id) ?? []
  const moved = all.filter((post) => posts.includes(post.id))
  const source = world.cases.get(id)
  if (source === undefined || moved.length === 0) throw new Error(`nothing to split off ${id}`)
  const created = `c-split-${world.cases.size}`
  world.posts.set(
    id,
    all.filter((post) => !posts.includes(post.id)),
  )
  world.posts.set(
    created,
    moved.map((post) => ({ ...post, caseId: created })),
  )
  world.cases.set(created, {
    ...source,
    id: created,
    reference: `S-2611-9${world.cases.size}`,
    version: 0,
    owner: null,
    golden: { ...source.golden, title: moved[0]?.text ?? '' },
  })
  return { source: recount(books, id), created: recount(books, created) }
}

const changeCases = (app: Hono, books: Writes) => {
  const { world, asked } = books
  const { record, keep, past } = recorder(books)
  const on = (path: string, act: (id: string, body: Body, c: Context) => unknown) =>
    app.post(`/cases/:id/${path}`, async (c) => {
      const id = c.req.param('id')
      const body = await bodyOf(c)
      const given = world.cases.get(id)
      asked.push(`${path} ${id}`)
      if (given === undefined) return answer(c, missing)
      if (typeof body.version === 'number' && body.version !== given.version)
        return answer(c, { ...conflict, current: given })
      return c.json(act(id, body, c) as object)
    })
  on('merge', (id, body) => {
    const before = keep()
    const merged = joinCases(books, id, body.from as string[])
    past.set(record('merged', id).id, before)
    return merged
  })
  on('split', (id, body) => {
    const before = keep()
    const result = splitOff(books, id, body.posts as string[])
    past.set(record('split', id).id, before)
    return result
  })
  on('undo', (id, body) => {
    const before = past.get(String(body.event))
    if (before === undefined) return conflict
    world.cases = before.cases
    world.posts = before.posts
    const event = books.events.find((one) => one.id === body.event)
    if (event !== undefined) event.undoable = false
    record('undone', id, {}, false)
    return {}
  })
  on('assign', (id, body) => {
    const user = [me, { id: 'u-jaber', name: 'Jaber' }].find((one) => one.id === body.owner)
    const before = keep()
    const changed = recount(books, id, { owner: user === undefined ? null : { id: user.id, name: user.name } })
    past.set(record('assigned', id).id, before)
    return changed
  })
  on('edit', (id, body) => {
    const before = keep()
    const golden = { ...world.cases.get(id)?.golden, title: String(body.title) } as CaseWire['golden']
    const changed = recount(books, id, { golden, corrected: ['title'] })
    past.set(record('edited', id).id, before)
    return changed
  })
  on('note', (id, body) => {
    record('noted', id, { text: body.text }, false)
    return world.cases.get(id)
  })
  on('status', (id, body) => {
    const before = keep()
    const changed = recount(books, id, { status: body.status as CaseWire['status'] })
    past.set(record('status', id, { status: body.status }).id, before)
    return changed
  })
}

const changeMany = (app: Hono, books: Writes) =>
  app.post('/cases/many', async (c) => {
    const body = await bodyOf(c)
    const ids = body.cases as string[]
    books.asked.push(`many ${ids.length} ${body.status ?? body.owner}`)
    const status = body.status as CaseWire['status'] | undefined
    for (const id of ids) recount(books, id, status === undefined ? {} : { status })
    return c.json({ changed: ids, refused: [] })
  })

const planFor = (posts: readonly CasePostWire[], text: string): PlanWire['deliveries'] => {
  const authors = new Map(posts.flatMap((post) => (post.author === null ? [] : [[post.author.id, post] as const])))
  return [...authors].map(([author, { channel, createdAt }]) =>
    channel === 'instagram'
      ? { author, channel, refused: 'window-closed' }
      : {
          author,
          channel,
          route: channel === 'x' ? 'x-reply' : 'whatsapp-session',
          text,
          language: 'ar',
          cost: channel === 'x' ? 0.01 : null,
          deadline: channel === 'x' ? null : iso(Date.parse(createdAt) + 86_400_000),
        },
  )
}

const answerReplies = (app: Hono, { world, replies, asked, ...books }: Writes) => {
  const { record } = recorder({ world, replies, asked, ...books })
  const plans = new Map<string, { text: string; deliveries: PlanWire['deliveries'] }>()
  const parted = (id: string) => {
    const here = new Set((world.posts.get(id) ?? []).flatMap(({ author }) => author?.id ?? []))
    return replies.flatMap((one) => {
      const accounts = one.caseId === id ? [] : one.deliveries.flatMap(({ author }) => author?.id ?? [])
      const mine = accounts.filter((author) => here.has(author))
      return mine.length === 0 ? [] : [{ text: one.text, at: one.at, accounts: mine }]
    })
  }
  app.get('/cases/:id/replies/wrong', (c) =>
    c.json({ items: parted(c.req.param('id')).map((one) => ({ ...one, accounts: one.accounts.length })) }),
  )
  app.post('/cases/:id/replies/plan', async (c) => {
    const id = c.req.param('id')
    const { text = 'نعتذر، وصلكم ردّ لا يخص بلاغكم.', audience } = await bodyOf(c)
    const wrong = new Set(parted(id).flatMap(({ accounts }) => accounts))
    const all = planFor(world.posts.get(id) ?? [], String(text))
    const deliveries = audience === 'wrong' ? all.filter(({ author }) => wrong.has(author)) : all
    const kind = audience === 'wrong' ? 'correction' : 'answer'
    const cost = deliveries.reduce((sum, one) => sum + ('cost' in one ? (one.cost ?? 0) : 0), 0)
    const planId = `plan-${plans.size + 1}`
    plans.set(planId, { text: String(text), deliveries })
    return c.json({ planId, caseId: id, kind, deliveries, counts: {}, cost, needsApproval: false } satisfies PlanWire)
  })
  app.post('/cases/:id/replies', async (c) => {
    const id = c.req.param('id')
    const plan = plans.get(String((await bodyOf(c)).planId))
    asked.push(`reply ${id}`)
    if (plan === undefined) return answer(c, missing)
    const reply: ReplyWire = {
      id: `reply-${replies.length + 1}`,
      caseId: id,
      text: plan.text,
      by: me.name,
      at: now(),
      kind: 'answer',
      dueAt: now(),
      approvedBy: null,
      stopped: null,
      deliveries: plan.deliveries.map((one, index) => ({
        id: `d${index}`,
        author: { id: one.author, channel: one.channel, name: `•••${index}`, masked: true },
        channel: one.channel,
        route: 'route' in one ? one.route : null,
        state: 'route' in one ? (index % 2 === 0 ? 'delivered' : 'sending') : 'refused',
        reason: 'refused' in one ? one.refused : null,
        at: now(),
        dueAt: null,
        decidedBy: null,
      })),
      counts: {},
    }
    replies.push(reply)
    record('reply-sent', id, { reply: reply.id }, false)
    return c.json(reply)
  })
}

const answerReviews = (app: Hono, books: Writes) => {
  const { world, asked } = books
  const { record, keep, past } = recorder(books)
  app.post('/review/:id/verdict', async (c) => {
    const id = c.req.param('id')
    const body = await bodyOf(c)
    const item = world.reviews.find((one) => one.id === id)
    asked.push(`verdict ${id} ${body.answer}${body.case === undefined ? '' : ` ${body.case}`}`)
    if (item === undefined) return answer(c, missing)
    const before = keep()
    world.reviews = world.reviews.filter((one) => one.id !== id)
    const caseId = body.answer === 'same' ? String(body.case) : (item.caseId ?? 'c-0')
    const event = record('verdict', caseId)
    past.set(event.id, before)
    return c.json({ review: id, state: body.answer === 'skip' ? 'skipped' : 'answered', post: item.post.id, caseId })
  })
  app.post('/posts/:id/spam', async (c) => {
    const post = world.lane.find((one) => one.id === c.req.param('id'))
    if (post === undefined) return answer(c, missing)
    asked.push(`spam ${post.id} ${(await bodyOf(c)).spam}`)
    return c.json(post)
  })
  let emergencies = 0
  app.get('/stats/lane', (c) => c.json({ opened: emergencies, emergencies }))
  app.post('/posts/:id/case', async (c) => {
    const post = world.lane.find((one) => one.id === c.req.param('id'))
    const like = world.cases.get('c-0')
    const { kind } = await bodyOf(c)
    if (kind === 'emergency') emergencies += 1
    asked.push(`case ${c.req.param('id')}${kind === undefined ? '' : ` ${kind}`}`)
    if (post === undefined || like === undefined) return answer(c, missing)
    world.lane = world.lane.filter((one) => one !== post)
    const id = `c-lane-${post.id}`
    const why = {
      decision: 'person',
      reason: 'person',
      p: 1,
      match: null,
      rival: null,
      by: me.name,
      at: now(),
    } as const
    world.posts.set(id, [{ ...post, caseId: id, why }])
    world.cases.set(id, {
      ...like,
      id,
      reference: `S-2611-8${world.cases.size}`,
      golden: { ...like.golden, title: post.text },
    })
    return c.json(recount(books, id))
  })
}

export const answerWrites = (app: Hono, books: Writes) => {
  changeMany(app, books)
  changeCases(app, books)
  answerReplies(app, books)
  answerReviews(app, books)
}
