// What the fake API answers for the house's own rules: added names and words, whose topics are, and for how long things are kept.
import type { Hono } from 'hono'
import type {
  AdditionBodyWire,
  AdditionMadeWire,
  AdditionWire,
  NamedWire,
  ReferenceWire,
  RetentionBodyWire,
  RetentionWire,
  TopicAgencyWire,
  TopicGivenWire,
  TopicWouldWire,
  WouldChangeWire,
} from '../../src/http/contract.ts'
import { answer, type Books, missing } from './fake-reads.ts'
import { iso, reference } from './fake-world.ts'

const month = 30 * 86_400_000
const problems = [{ id: 'power.outage', ar: 'انقطاع الكهرباء', en: 'power outage', topic: 'power-outage' }]

const meaningOf = (id: string): AdditionWire['meaning'] => {
  const all = [...reference.areas, ...reference.topics, ...problems]
  const { ar, en } = all.find((one) => one.id === id) ?? { ar: id, en: id }
  return { id, ar, en }
}

const wouldChange = ({ world }: Books, name: string): WouldChangeWire => {
  const posts = [...world.posts.values()].flat()
  const said = posts.filter(({ text }) => text.includes(name))
  return {
    looked: posts.length,
    since: iso(Date.now() - month),
    said: said.length,
    changed: said.length,
    cases: new Set(said.map(({ caseId }) => caseId)).size,
    examples: said.slice(0, 10).map((post) => ({
      post,
      spans: [{ start: post.text.indexOf(name), end: post.text.indexOf(name) + name.length }],
      reference: world.cases.get(post.caseId ?? '')?.reference ?? null,
      before: { kind: 'complaint', places: [], topic: null, problems: [] },
      after: { kind: 'complaint', places: [meaningOf('surra')], topic: null, problems },
    })),
  }
}

const answerAdditions = (app: Hono, books: Books, asked: string[]): void => {
  let items: AdditionWire[] = []
  const made = ({ kind, name, word = false, ...more }: AdditionBodyWire): AdditionWire => {
    const meaning = meaningOf('means' in more ? more.means : (more.area ?? ''))
    return { id: `n${items.length + 1}`, kind, name, word, meaning, by: 'Noura', at: iso(Date.now()) }
  }
  const done = (addition: AdditionWire): AdditionMadeWire => ({
    addition,
    again: wouldChange(books, addition.name).said,
  })
  app.get('/additions', (c) => c.json({ items, problems }))
  app.post('/additions/preview', async (c) => {
    const given = await c.req.json<{ add?: AdditionBodyWire; remove?: string }>()
    return c.json(wouldChange(books, given.add?.name ?? items.find(({ id }) => id === given.remove)?.name ?? ''))
  })
  app.post('/additions', async (c) => {
    const one = made(await c.req.json<AdditionBodyWire>())
    items = [...items, one]
    asked.push(`added ${one.name} ${one.meaning.id}`)
    return c.json(done(one), 201)
  })
  app.delete('/additions/:id', (c) => {
    const one = items.find(({ id }) => id === c.req.param('id'))
    if (one === undefined) return answer(c, missing)
    items = items.filter(({ id }) => id !== one.id)
    asked.push(`took back ${one.name}`)
    return c.json(done(one))
  })
}

const answerTopics = (app: Hono, { world }: Books, asked: string[]): void => {
  let topics: ReferenceWire['topics'] = [...reference.topics]
  const names = new Map<string, { readonly ar: string; readonly en: string }>()
  const topicOf = (id: string) => topics.find((topic) => topic.id === id)!
  const openOf = ({ id, agency }: ReferenceWire['topics'][number]) =>
    [...world.cases.values()].filter(({ golden }) => golden.topic?.id === id && golden.agency?.id === agency)
  const called = <T extends { readonly id: string }>(one: T): T => ({ ...one, ...names.get(one.id) })
  app.get('/reference', (c) =>
    c.json({ ...reference, topics: topics.map(called), agencies: reference.agencies.map(called) }),
  )
  app.put('/:kind{topics|agencies}/:id/name', async (c) => {
    const id = c.req.param('id')
    const { ar, en } = await c.req.json<{ ar: string; en: string }>()
    const was = names.get(id) ?? { ar: '', en: '' }
    if (ar === '' && en === '') names.delete(id)
    else names.set(id, { ar, en })
    asked.push(`calls ${id} ${en}`)
    return c.json<NamedWire>({ was })
  })
  app.get('/topics/:id/open', (c) => {
    const open = openOf(topicOf(c.req.param('id')))
    const examples = open.slice(0, 10).map(({ id, reference, golden }) => ({ id, reference, title: golden.title }))
    return c.json<TopicWouldWire>({ open: open.length, byHand: 1, examples })
  })
  app.put('/topics/:id/retired', async (c) => {
    const { id } = topicOf(c.req.param('id'))
    const { retired } = await c.req.json<{ retired: boolean }>()
    topics = topics.map((one) => (one.id === id ? { ...one, retired } : one))
    asked.push(`${retired ? 'retired' : 'restored'} ${id}`)
    return c.json({ retired })
  })
  app.put('/topics/:id/agency', async (c) => {
    const topic = topicOf(c.req.param('id'))
    const { agency, open = false } = await c.req.json<TopicAgencyWire>()
    const moved = open ? openOf(topic) : []
    const to = reference.agencies.find(({ id }) => id === agency)!
    for (const one of moved) world.cases.set(one.id, { ...one, golden: { ...one.golden, agency: to } })
    topics = topics.map((one) => (one.id === topic.id ? { ...one, agency } : one))
    asked.push(`gave ${topic.id} to ${agency}${open ? ' with open cases' : ''}`)
    return c.json<TopicGivenWire>({ topic: topic.id, agency, moved: moved.length })
  })
}

const usual = { complaint: 365, suggestion: 365, inquiry: 365, emergency: 365 } as const
const server = { ...usual, 'no-case': 365, receipts: 7, quarantine: 90 }

const answerRetention = (app: Hono, asked: string[]): void => {
  let days: RetentionWire = { ...server, usual: server }
  const given = (body: RetentionBodyWire): RetentionWire => ({ ...days, ...(body as Partial<typeof server>) })
  app.get('/retention', (c) => c.json(days))
  app.post('/retention/preview', async (c) => {
    const shorter = given(await c.req.json())['no-case'] < days['no-case']
    const nothing = { cases: 0, posts: 0, people: 0, receipts: 3, quarantine: 0 }
    return c.json({ before: nothing, after: shorter ? { ...nothing, posts: 11, people: 2 } : nothing })
  })
  app.put('/retention', async (c) => {
    days = given(await c.req.json())
    asked.push(`keeps ${days['no-case']}`)
    return c.json(days)
  })
}

export const answerRules = (app: Hono, books: Books & { readonly asked: string[] }): void => {
  answerAdditions(app, books, books.asked)
  answerTopics(app, books, books.asked)
  answerRetention(app, books.asked)
}
