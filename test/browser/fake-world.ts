// An invented inbox in the shapes of the wire: what the screens are tried on without a store behind them.
import type {
  CasePostWire,
  CaseWire,
  MatchWire,
  MeWire,
  PostWire,
  ReasonWire,
  ReferenceWire,
  ReviewWire,
} from '../../src/http/contract.ts'

const minute = 60_000
export const iso = (at: number) => new Date(at).toISOString()

const agencies = {
  power: { id: 'mew', ar: 'وزارة الكهرباء والماء', en: 'Ministry of Electricity and Water' },
  works: { id: 'mpw', ar: 'وزارة الأشغال العامة', en: 'Ministry of Public Works' },
  town: { id: 'kmun', ar: 'بلدية الكويت', en: 'Kuwait Municipality' },
}
const topics = {
  power: { id: 'power', ar: 'الكهرباء', en: 'Electricity', agency: 'mew', usual: 'mew', retired: false },
  water: { id: 'water', ar: 'المياه', en: 'Water', agency: 'mew', usual: 'mew', retired: false },
  roads: { id: 'roads', ar: 'الطرق', en: 'Roads', agency: 'mpw', usual: 'mpw', retired: false },
  waste: { id: 'waste', ar: 'النظافة', en: 'Cleaning', agency: 'kmun', usual: 'kmun', retired: false },
}
const areas = {
  surra: { id: 'surra', ar: 'السرة', en: 'Surra', governorate: 'capital', lat: 29.314, lon: 48.008 },
  rumaithiya: { id: 'rumaithiya', ar: 'الرميثية', en: 'Rumaithiya', governorate: 'hawalli', lat: 29.311, lon: 48.073 },
  mangaf: { id: 'mangaf', ar: 'المنقف', en: 'Mangaf', governorate: 'ahmadi', lat: 29.104, lon: 48.128 },
  jahra: { id: 'jahra', ar: 'الجهراء', en: 'Jahra', governorate: 'jahra', lat: 29.337, lon: 47.658 },
}
export const reference = {
  agencies: Object.values(agencies),
  topics: Object.values(topics),
  areas: Object.values(areas),
  users: [
    { id: 'u-maha', name: 'مها العلي', role: 'supervisor' },
    { id: 'u-jaber', name: 'Jaber', role: 'agent' },
  ],
} satisfies ReferenceWire

export const me = {
  kind: 'user',
  id: 'u-maha',
  name: 'مها العلي',
  role: 'supervisor',
  demo: true,
  may: [
    'read',
    'channel.read',
    'channel.manage',
    'self',
    'case.note',
    'case.edit',
    'rule.change',
    'case.assign',
    'case.status',
    'review.answer',
    'reply.plan',
    'reply.send',
    'reply.words',
    'reply.approve',
    'reply.govern',
    'case.open',
    'case.merge',
    'case.split',
    'case.undo',
    'author.reveal',
    'person.erase',
    'person.export',
    'person.link',
    'reveal.lift',
    'hook.manage',
  ],
} satisfies MeWire

type Said = Pick<PostWire, 'id' | 'channel' | 'text'> & { ago: number } & Partial<PostWire>
const names: Record<string, (id: string) => string> = {
  whatsapp: (id) => `+965••••${id.padStart(4, '0').slice(-4)}`,
  x: (id) => `@q8_${id}•••`,
  instagram: (id) => `@${id}•••`,
}
const kindOf: Record<string, string> = { whatsapp: 'dm', x: 'mention', instagram: 'comment' }

/** A file that is here, unless told otherwise. */
export const file = (
  given: Partial<PostWire['media'][number]> & { readonly id: string },
): PostWire['media'][number] => ({
  kind: 'image',
  mimeType: 'image/jpeg',
  caption: null,
  filename: null,
  url: null,
  thumbnail: null,
  state: 'kept',
  fault: null,
  durationMs: null,
  width: null,
  height: null,
  words: null,
  transcript: null,
  ...given,
})

export const post = (now: number, { ago, ...said }: Said): PostWire => ({
  account: 'ministry',
  kind: kindOf[said.channel] ?? 'dm',
  reportKind: 'complaint',
  remoteId: `remote-${said.id}`,
  author: { id: `a-${said.id}`, channel: said.channel, name: (names[said.channel] ?? String)(said.id), masked: true },
  language: /[\u0600-\u06ff]/.test(said.text) ? 'ar' : 'en',
  createdAt: iso(now - ago * minute),
  receivedAt: iso(now - ago * minute),
  replyTo: null,
  media: [],
  location: null,
  forwarded: false,
  editedAt: null,
  deletedAt: null,
  caseId: null,
  state: 'decided',
  ...said,
})

/** Where a word stands in a text, as the matcher would mark it. */
const at = (text: string, word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length })

type Pair = readonly [here: string, there: string]
const matchOf = (
  to: string,
  here: PostWire,
  there: PostWire,
  pairs: { place?: Pair; problem?: Pair },
  p: number,
): MatchWire => {
  const term = (aspect: string, level: string, weight: number, pair?: Pair) => ({
    aspect,
    level,
    weight,
    ...(pair ? { here: [at(here.text, pair[0])], there: { of: there.id, spans: [at(there.text, pair[1])] } } : {}),
  })
  const terms = [
    term('place', pairs.place ? 'same-area' : 'unknown', pairs.place ? 2.6 : 0, pairs.place),
    term('problem', pairs.problem ? 'same' : 'other', pairs.problem ? 2.1 : -1.4, pairs.problem),
    term('time', 'within-hour', 1.1),
    term('words', 'few', -0.4),
    term('bias', 'start', -2.2),
  ]
  return { case: to, weight: terms.reduce((sum, one) => sum + one.weight, 0), p, vetoed: false, terms }
}

const rivalOf = (to: string): MatchWire => ({
  case: to,
  weight: -3.1,
  p: 0.04,
  vetoed: true,
  terms: [
    { aspect: 'place', level: 'other-area', weight: -4, veto: true },
    { aspect: 'problem', level: 'same', weight: 2.1 },
  ],
})

const opened = (when: string): ReasonWire => ({
  decision: 'different',
  reason: 'no-candidate',
  p: 0,
  match: null,
  rival: null,
  by: null,
  at: when,
})

type Seed = {
  id: string
  kind?: CaseWire['kind']
  status?: CaseWire['status']
  title: string
  area: keyof typeof areas | null
  block?: string
  topic: keyof typeof topics
  agency: keyof typeof agencies
  owner?: CaseWire['owner']
  reviews?: number
  window?: { in: number; authors: number }
  said: readonly Said[]
  why?: Readonly<Record<string, { to: string; place?: Pair; problem?: Pair; rival?: string }>>
}

const allowed: Record<CaseWire['kind'], CaseWire['status'][]> = {
  complaint: ['in-progress', 'answered', 'solved', 'closed'],
  inquiry: ['in-progress', 'answered', 'closed'],
  emergency: ['in-progress', 'solved', 'closed'],
  suggestion: ['under-study', 'adopted', 'declined'],
}

export const goldenOf = (
  seed: Pick<Seed, 'title' | 'area' | 'block' | 'topic' | 'agency'>,
  posts: readonly PostWire[],
): CaseWire['golden'] => ({
  title: seed.title,
  area: seed.area === null ? null : areas[seed.area],
  block: seed.block ?? null,
  place: null,
  placeName: null,
  topic: topics[seed.topic],
  problem: null,
  agency: agencies[seed.agency],
  ...countsOf(posts),
})

export const countsOf = (posts: readonly PostWire[]) => {
  const times = posts.map((one) => one.createdAt).sort()
  return {
    firstAt: times[0] ?? iso(0),
    lastAt: times.at(-1) ?? iso(0),
    posts: posts.length,
    authors: new Set(posts.map((one) => one.author?.id)).size,
    byChannel: Object.fromEntries(
      [...Map.groupBy(posts, (one) => one.channel)].map(([name, some]) => [name, some.length]),
    ),
  }
}

export const build = (now: number, seed: Seed, number: number): { given: CaseWire; posts: CasePostWire[] } => {
  const posts = seed.said.map((said) => ({ ...post(now, said), caseId: seed.id }))
  const byId = new Map(posts.map((one) => [one.id, one]))
  const reasoned = posts.map((one): CasePostWire => {
    const why = seed.why?.[one.id]
    const there = byId.get(why?.to ?? '')
    if (why === undefined || there === undefined) return { ...one, why: opened(one.createdAt) }
    const match = matchOf(seed.id, one, there, why, 0.94)
    const rival = why.rival === undefined ? null : rivalOf(why.rival)
    return {
      ...one,
      why: { decision: 'same', reason: 'probability', p: 0.94, match, rival, by: null, at: one.createdAt },
    }
  })
  const kind = seed.kind ?? 'complaint'
  const given: CaseWire = {
    id: seed.id,
    reference: `S-2611-${String(number).padStart(4, '0')}`,
    kind,
    status: seed.status ?? (kind === 'suggestion' ? 'received' : 'open'),
    version: 1,
    agency: agencies[seed.agency].id,
    owner: seed.owner ?? null,
    golden: goldenOf(seed, posts),
    mergedInto: null,
    recurrenceOf: null,
    openedAt: posts[0]?.createdAt ?? iso(now),
    closedAt: null,
    pendingReviews: seed.reviews ?? 0,
    window: seed.window ? { closesAt: iso(now + seed.window.in * minute), authors: seed.window.authors } : null,
    dueAt: null,
    allowedStatuses: allowed[kind],
  }
  return { given, posts: reasoned }
}

export const reviewOf = (
  id: string,
  now: number,
  asked: PostWire,
  suggested: { given: CaseWire; posts: CasePostWire[] }[],
  pairs: { place?: Pair; problem?: Pair },
): ReviewWire => ({
  id,
  post: asked,
  caseId: asked.caseId,
  suggestions: suggested.map(({ given, posts }, index) => {
    const [first] = posts
    if (first === undefined) throw new Error('a case has posts')
    return {
      case: given,
      posts: posts.slice(0, 3),
      match: matchOf(given.id, asked, first, index === 0 ? pairs : {}, 0.62 - index * 0.2),
      ...(index === 0 ? { nearness: { model: 'the house’s model', cosine: 0.83 } } : {}),
    }
  }),
  createdAt: iso(now),
  state: 'open',
})

export type { Seed }
