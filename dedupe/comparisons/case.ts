// One report against one case: the members' levels by best, founder and mean over those who say something, and the facts
// only a case has (age, size, the author's own posts, the thread). Shares of members, never the union of their words.
import { compareMember, memberAspects, memberIndex } from './member.ts'
import { count, flag, has, kinds, read, type Signature, states } from './signature.ts'

export type CaseSignature = {
  readonly members: readonly Signature[]
  readonly size: number
  /** Seconds on the signatures' clock, or null. */
  readonly closedAt: number | null
}

/** What the other candidates know: the newest post of the report's author among all of them. */
export type Surroundings = { readonly authorLatest: number; readonly candidates: number }

/** Aspects read three ways: the best member, the founder, the mean of those who say something; the others by the best. */
const pooled = ['area', 'block', 'rung', 'problem', 'topic', 'words', 'meaning', 'joint'] as const
const pools = ['best', 'founder', 'mean'] as const
const best = memberAspects.map((aspect) => memberIndex[aspect])
const thrice = pooled.map((aspect) => memberIndex[aspect])
const caseFacts = [
  'size',
  'hours-newest',
  'hours-nearest',
  'hours-founder',
  'happened-gap',
  'author-in-case',
  'author-hours',
  'author-latest',
  'author-founder',
  'author-share',
  'reply-parent',
  'replied-by',
  'thread-sibling',
  'bare',
  'words-count',
  'has-area',
  'has-block',
  'has-problem',
  'case-has-area',
  'case-has-block',
  'case-has-problem',
  'case-has-name',
  'area-share',
  'block-share',
  'area-conflict-share',
  'block-conflict-share',
  'problem-share',
  'problem-conflict-share',
  'reports',
  'case-reports',
  'founder-reports',
  'kind-follows',
  'kind-closes',
  'same-kind',
  'state-solved',
  'state-again',
  'case-solved',
  'closed',
  'recurring',
  'forwarded',
  'said-time',
  'has-picture',
  'same-language',
  'same-surface',
] as const

export const featureNames: readonly string[] = [
  ...memberAspects.map((aspect) => `${aspect}:best`),
  ...pooled.flatMap((aspect) => pools.slice(1).map((pool) => `${aspect}:${pool}`)),
  ...caseFacts,
]
type Fact = (typeof caseFacts)[number]
const factBase = memberAspects.length + pooled.length * 2
const factIndex = Object.fromEntries(caseFacts.map((name, i) => [name, factBase + i])) as Record<Fact, number>

const solved = states.indexOf('solved')
const again = states.indexOf('again')
const following = ['follow-up', 'correction', 'withdrawal', 'thanks'].map((k) => kinds.indexOf(k as 'thanks'))
const thanks = kinds.indexOf('thanks')
const hours = (secondsApart: number): number => Math.log1p(Math.abs(secondsApart) / 3600)

/** Aspects where a smaller number is nearer. */
const distance = memberIndex.picture

const poolMembers = (levels: Float64Array[], out: Float64Array): void => {
  for (const k of best) {
    let top = levels[0]![k]!
    for (const level of levels) top = k === distance ? Math.min(top, level[k]!) : Math.max(top, level[k]!)
    out[k] = top
  }
  thrice.forEach((k, i) => {
    let sum = 0
    let known = 0
    for (const level of levels)
      if (level[k] !== 0) {
        sum += level[k]!
        known++
      }
    out[best.length + i * 2] = levels[0]![k]!
    out[best.length + i * 2 + 1] = known === 0 ? 0 : sum / known
  })
}

const shareOf = (levels: Float64Array[], index: number, test: (x: number) => boolean): number => {
  let met = 0
  for (const level of levels) if (test(level[index]!)) met++
  return met / levels.length
}

const any = (members: readonly Signature[], test: (m: Signature) => boolean): number => (members.some(test) ? 1 : 0)

const factsOfTime = (r: Signature, c: CaseSignature, set: (fact: Fact, value: number) => void): void => {
  const at = read(r, 'time')
  let newest = Number.NEGATIVE_INFINITY
  let nearest = Number.POSITIVE_INFINITY
  let happened = Number.POSITIVE_INFINITY
  for (const m of c.members) {
    newest = Math.max(newest, read(m, 'time'))
    nearest = Math.min(nearest, Math.abs(at - read(m, 'time')))
    happened = Math.min(happened, Math.abs(read(r, 'happened') - read(m, 'happened')))
  }
  set('hours-newest', hours(at - newest))
  set('hours-nearest', hours(nearest))
  set('hours-founder', hours(at - read(c.members[0]!, 'time')))
  set('happened-gap', hours(happened))
  set('recurring', has(r, 'recurring') ? 1 : 0)
  set('said-time', has(r, 'said') ? 1 : 0)
}

const factsOfPeople = (
  r: Signature,
  c: CaseSignature,
  around: Surroundings,
  set: (f: Fact, v: number) => void,
): void => {
  const author = read(r, 'author')
  let own = 0
  let latest = Number.NEGATIVE_INFINITY
  for (const m of c.members)
    if (author !== 0 && read(m, 'author') === author) {
      own++
      latest = Math.max(latest, read(m, 'time'))
    }
  const replyTo = read(r, 'replyTo')
  const id = read(r, 'id')
  set('author-in-case', own > 0 ? 1 : 0)
  set('author-hours', own === 0 ? 12 : hours(read(r, 'time') - latest))
  set('author-latest', own > 0 && latest === around.authorLatest ? 1 : around.authorLatest === 0 ? 0 : -1)
  set('author-founder', own > 0 && read(c.members[0]!, 'author') === author ? 1 : 0)
  set('author-share', own / c.members.length)
  set('reply-parent', replyTo === 0 ? 0 : any(c.members, (m) => read(m, 'id') === replyTo) || -1)
  set(
    'replied-by',
    any(c.members, (m) => read(m, 'replyTo') === id),
  )
  set('thread-sibling', replyTo === 0 ? 0 : any(c.members, (m) => read(m, 'replyTo') === replyTo))
  set(
    'same-surface',
    any(c.members, (m) => read(m, 'surface') === read(r, 'surface')),
  )
  set(
    'same-language',
    any(c.members, (m) => read(m, 'language') === read(r, 'language')),
  )
}

const factsOfContent = (
  r: Signature,
  c: CaseSignature,
  levels: Float64Array[],
  set: (f: Fact, v: number) => void,
): void => {
  const { members } = c
  const known = (list: 'area' | 'block' | 'problem' | 'name') => (count(r, list) > 0 ? 1 : 0)
  const caseShare = (list: 'area' | 'block' | 'problem' | 'name') =>
    members.filter((m) => count(m, list) > 0).length / members.length
  set('bare', has(r, 'bare') ? 1 : 0)
  set('words-count', Math.log1p(count(r, 'word')))
  set('has-area', known('area'))
  set('has-block', known('block'))
  set('has-problem', known('problem'))
  set('case-has-area', caseShare('area'))
  set('case-has-block', caseShare('block'))
  set('case-has-problem', caseShare('problem'))
  set('case-has-name', caseShare('name'))
  set(
    'area-share',
    shareOf(levels, memberIndex.area, (x) => x > 0),
  )
  set(
    'block-share',
    shareOf(levels, memberIndex.block, (x) => x > 0),
  )
  set(
    'area-conflict-share',
    shareOf(levels, memberIndex.area, (x) => x <= -1),
  )
  set(
    'block-conflict-share',
    shareOf(levels, memberIndex.block, (x) => x < 0),
  )
  set(
    'problem-share',
    shareOf(levels, memberIndex.problem, (x) => x > 0),
  )
  set(
    'problem-conflict-share',
    shareOf(levels, memberIndex.problem, (x) => x < 0),
  )
}

const factsOfKind = (r: Signature, c: CaseSignature, set: (f: Fact, v: number) => void): void => {
  const kind = read(r, 'kind')
  const state = read(r, 'state')
  const mean = c.members.reduce((sum, m) => sum + read(m, 'reports'), 0) / c.members.length
  set('size', Math.log(c.size))
  set('reports', read(r, 'reports') / 1000)
  set('case-reports', mean / 1000)
  set('founder-reports', read(c.members[0]!, 'reports') / 1000)
  set('kind-follows', following.includes(kind) ? 1 : 0)
  set('kind-closes', kind === thanks ? 1 : 0)
  set('same-kind', kind === read(c.members[0]!, 'kind') ? 1 : 0)
  set('state-solved', state === solved ? 1 : 0)
  set('state-again', state === again ? 1 : 0)
  set(
    'case-solved',
    any(c.members, (m) => read(m, 'state') === solved),
  )
  set('closed', c.closedAt !== null && c.closedAt < read(r, 'time') ? 1 : 0)
  set('forwarded', (read(r, 'flags') & flag.forwarded) === 0 ? 0 : 1)
  set('has-picture', has(r, 'media') ? 1 : 0)
}

const rows: Float64Array[] = []
/** Room for the members' levels, reused: they are read and forgotten within one comparison. */
const scratch = (members: number): Float64Array[] => {
  while (rows.length < members) rows.push(new Float64Array(memberAspects.length))
  return rows.slice(0, members)
}

/** The features of one comparison, in the order of `featureNames`. */
export const compareCase = (r: Signature, c: CaseSignature, around: Surroundings): Float64Array => {
  const out = new Float64Array(featureNames.length)
  const levels = scratch(c.members.length)
  c.members.forEach((m, i) => {
    compareMember(r, m, levels[i]!)
  })
  poolMembers(levels, out)
  const set = (fact: Fact, value: number) => {
    out[factIndex[fact]] = value
  }
  factsOfTime(r, c, set)
  factsOfPeople(r, c, around, set)
  factsOfContent(r, c, levels, set)
  factsOfKind(r, c, set)
  return out
}
