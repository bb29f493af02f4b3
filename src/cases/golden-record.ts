// The case's single best description, counted from its posts. Pure: absorbing the posts in order of arrival gives the record,
// whether they came one by one or all at once.
import type { Report } from '../../dedupe/index.ts'
import type { CaseKind, GoldenRecord, Millis, PostId } from '../model.ts'
import type { TopicAgencies } from '../store/topic-agencies.ts'

/** What the record takes from one post. */
export type Fact = {
  readonly id: PostId
  readonly channel: string
  readonly at: Millis
  /** Its words with personal data masked. */
  readonly words: string
  readonly report: Report | null
}

const slots = ['area', 'block', 'place', 'topic', 'problem', 'agency'] as const
type Slot = (typeof slots)[number]
type Votes = Readonly<Record<string, number>>

export const correctable = ['title', 'area', 'place', 'topic'] as const
export type Fixed = Readonly<Partial<Record<(typeof correctable)[number], string>>>

export type Tally = {
  /** The founder's kind, or the one a person chose. */
  readonly kind: CaseKind
  /** A person gave the case its agency, or a topic's agency was changed: what the posts say of it no longer counts. */
  readonly assigned: boolean | 'by-rule'
  /** What a person corrected: it stands whatever the posts say. */
  readonly fixed?: Fixed
  /** Topics that were with another agency than the profile's when the case was opened. */
  readonly given?: TopicAgencies
  readonly emergencies: number
  readonly votes: Readonly<Record<Slot, Votes>>
  readonly title: { readonly post: PostId; readonly text: string; readonly score: number } | null
  readonly firstAt: Millis
  readonly lastAt: Millis
  readonly posts: number
  readonly byChannel: Votes
}

type Settled = Pick<Tally, 'assigned' | 'fixed' | 'given'>

/** What does not come from posts is kept when they are counted again. */
export const emptyTally = (kind: CaseKind, { assigned, fixed, given }: Partial<Settled> = {}): Tally => ({
  kind,
  assigned: assigned ?? false,
  ...(fixed === undefined ? {} : { fixed }),
  ...(given === undefined ? {} : { given }),
  emergencies: 0,
  votes: { area: {}, block: {}, place: {}, topic: {}, problem: {}, agency: {} },
  title: null,
  firstAt: Number.MAX_SAFE_INTEGER,
  lastAt: 0,
  posts: 0,
  byChannel: {},
})

const said = (report: Report, ...wanted: readonly string[]): readonly string[] =>
  report.places.filter((p) => wanted.includes(p.slot) && p.role === 'incident' && p.sure).map((p) => p.value)

const areasOf = (report: Report): readonly string[] => {
  const named = said(report, 'area')
  if (named.length > 0) return named
  return report.places.flatMap((p) => (p.role === 'incident' && p.sure && p.area !== null ? [p.area] : []))
}

const slotsOf = (report: Report): Readonly<Record<Slot, readonly string[]>> => ({
  area: areasOf(report),
  block: said(report, 'block'),
  place: said(report, 'landmark', 'road'),
  topic: report.topics.slice(0, 1).map(({ id }) => id),
  problem: report.concepts.filter((c) => c.role === 'problem' && c.sure).map(({ id }) => id),
  agency: report.agency === null ? [] : [report.agency],
})

const vote = (votes: Votes, values: readonly string[]): Votes => {
  const next = { ...votes }
  for (const value of new Set(values)) next[value] = (next[value] ?? 0) + 1
  return next
}

/** The most voices; between equals the one that was named first. */
const winner = (votes: Votes): string | null => {
  let best: string | null = null
  for (const [value, count] of Object.entries(votes)) if (best === null || count > votes[best]!) best = value
  return best
}

const opening = new Set(['complaint', 'suggestion', 'inquiry', 'emergency'])

/** How well a post's words tell the matter to someone who reads only them: what happened first, then where. */
const telling = ({ words, report }: Fact): number => {
  if (words.trim() === '') return -1
  const length = words.length
  const readable = length < 12 ? 0 : length <= 160 ? 3 : 1
  if (report === null) return readable
  const { area, block, place, topic, problem } = slotsOf(report)
  const matter = problem.length > 0 ? 7 : topic.length > 0 ? 4 : 0
  const where = [area, block, place].filter((values) => values.length > 0).length
  return readable + matter + where + (opening.has(report.kind) ? 2 : 0)
}

const longest = 140
const shortened = (words: string): string => {
  const line = words.replace(/\s+/g, ' ').trim()
  if (line.length <= longest) return line
  const cut = line.slice(0, longest).replace(/\s\S*$/, '')
  return `${cut}…`
}

export const absorb = (tally: Tally, fact: Fact): Tally => {
  const score = telling(fact)
  const found = fact.report === null ? null : slotsOf(fact.report)
  return {
    ...tally,
    emergencies: tally.emergencies + (fact.report?.kind === 'emergency' ? 1 : 0),
    votes: Object.fromEntries(
      slots.map((slot) => [slot, found === null ? tally.votes[slot] : vote(tally.votes[slot], found[slot])]),
    ) as Tally['votes'],
    title:
      score >= 0 && score > (tally.title?.score ?? -1)
        ? { post: fact.id, text: shortened(fact.words), score }
        : tally.title,
    firstAt: Math.min(tally.firstAt, fact.at),
    lastAt: Math.max(tally.lastAt, fact.at),
    posts: tally.posts + 1,
    byChannel: vote(tally.byChannel, [fact.channel]),
  }
}

/** One emergency among its posts makes a matter an emergency; a suggestion stays one. */
export const kindOf = ({ kind, emergencies }: Tally): CaseKind =>
  emergencies > 0 && kind !== 'suggestion' ? 'emergency' : kind

export const goldenOf = (tally: Tally, authors: number): GoldenRecord => ({
  title: tally.fixed?.title ?? tally.title?.text ?? '',
  area: tally.fixed?.area ?? winner(tally.votes.area),
  block: winner(tally.votes.block),
  place: tally.fixed?.place ?? winner(tally.votes.place),
  topic: tally.fixed?.topic ?? winner(tally.votes.topic),
  problem: winner(tally.votes.problem),
  agency: winner(tally.votes.agency),
  firstAt: tally.firstAt,
  lastAt: tally.lastAt,
  posts: tally.posts,
  authors,
  byChannel: tally.byChannel,
})

/** The kind of case a report opens; what only joins opens a complaint when a person makes a case of it. */
export const caseKindOf = (report: Report | null): CaseKind =>
  report !== null && opening.has(report.kind) ? (report.kind as CaseKind) : 'complaint'
