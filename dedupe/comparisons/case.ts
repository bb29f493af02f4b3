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
const at = Object.fromEntries(caseFacts.map((name, i) => [name, factBase + i])) as Record<Fact, number>

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

const factsOfTime = (r: Signature, c: CaseSignature, out: Float64Array): void => {
  const now = read(r, 'time')
  let newest = Number.NEGATIVE_INFINITY
  let nearest = Number.POSITIVE_INFINITY
  let happened = Number.POSITIVE_INFINITY
  for (const m of c.members) {
    newest = Math.max(newest, read(m, 'time'))
    nearest = Math.min(nearest, Math.abs(now - read(m, 'time')))
    happened = Math.min(happened, Math.abs(read(r, 'happened') - read(m, 'happened')))
  }
  out[at['hours-newest']] = hours(now - newest)
  out[at['hours-nearest']] = hours(nearest)
  out[at['hours-founder']] = hours(now - read(c.members[0]!, 'time'))
  out[at['happened-gap']] = hours(happened)
  out[at.recurring] = has(r, 'recurring') ? 1 : 0
  out[at['said-time']] = has(r, 'said') ? 1 : 0
}

const factsOfPeople = (r: Signature, c: CaseSignature, around: Surroundings, out: Float64Array): void => {
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
  out[at['author-in-case']] = own > 0 ? 1 : 0
  out[at['author-hours']] = own === 0 ? 12 : hours(read(r, 'time') - latest)
  out[at['author-latest']] = own > 0 && latest === around.authorLatest ? 1 : around.authorLatest === 0 ? 0 : -1
  out[at['author-founder']] = own > 0 && read(c.members[0]!, 'author') === author ? 1 : 0
  out[at['author-share']] = own / c.members.length
  out[at['reply-parent']] = replyTo === 0 ? 0 : any(c.members, (m) => read(m, 'id') === replyTo) || -1
  out[at['replied-by']] = any(c.members, (m) => read(m, 'replyTo') === id)
  out[at['thread-sibling']] = replyTo === 0 ? 0 : any(c.members, (m) => read(m, 'replyTo') === replyTo)
  out[at['same-surface']] = any(c.members, (m) => read(m, 'surface') === read(r, 'surface'))
  out[at['same-language']] = any(c.members, (m) => read(m, 'language') === read(r, 'language'))
}

const factsOfContent = (r: Signature, c: CaseSignature, levels: Float64Array[], out: Float64Array): void => {
  const { members } = c
  const known = (list: 'area' | 'block' | 'problem' | 'name') => (count(r, list) > 0 ? 1 : 0)
  const caseShare = (list: 'area' | 'block' | 'problem' | 'name') =>
    members.filter((m) => count(m, list) > 0).length / members.length
  out[at.bare] = has(r, 'bare') ? 1 : 0
  out[at['words-count']] = Math.log1p(count(r, 'word'))
  out[at['has-area']] = known('area')
  out[at['has-block']] = known('block')
  out[at['has-problem']] = known('problem')
  out[at['case-has-area']] = caseShare('area')
  out[at['case-has-block']] = caseShare('block')
  out[at['case-has-problem']] = caseShare('problem')
  out[at['case-has-name']] = caseShare('name')
  out[at['area-share']] = shareOf(levels, memberIndex.area, (x) => x > 0)
  out[at['block-share']] = shareOf(levels, memberIndex.block, (x) => x > 0)
  out[at['area-conflict-share']] = shareOf(levels, memberIndex.area, (x) => x <= -1)
  out[at['block-conflict-share']] = shareOf(levels, memberIndex.block, (x) => x < 0)
  out[at['problem-share']] = shareOf(levels, memberIndex.problem, (x) => x > 0)
  out[at['problem-conflict-share']] = shareOf(levels, memberIndex.problem, (x) => x < 0)
}

const factsOfKind = (r: Signature, c: CaseSignature, out: Float64Array): void => {
  const kind = read(r, 'kind')
  const state = read(r, 'state')
  const mean = c.members.reduce((sum, m) => sum + read(m, 'reports'), 0) / c.members.length
  out[at.size] = Math.log(c.size)
  out[at.reports] = read(r, 'reports') / 1000
  out[at['case-reports']] = mean / 1000
  out[at['founder-reports']] = read(c.members[0]!, 'reports') / 1000
  out[at['kind-follows']] = following.includes(kind) ? 1 : 0
  out[at['kind-closes']] = kind === thanks ? 1 : 0
  out[at['same-kind']] = kind === read(c.members[0]!, 'kind') ? 1 : 0
  out[at['state-solved']] = state === solved ? 1 : 0
  out[at['state-again']] = state === again ? 1 : 0
  out[at['case-solved']] = any(c.members, (m) => read(m, 'state') === solved)
  out[at.closed] = c.closedAt !== null && c.closedAt < read(r, 'time') ? 1 : 0
  out[at.forwarded] = (read(r, 'flags') & flag.forwarded) === 0 ? 0 : 1
  out[at['has-picture']] = has(r, 'media') ? 1 : 0
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
  factsOfTime(r, c, out)
  factsOfPeople(r, c, around, out)
  factsOfContent(r, c, levels, out)
  factsOfKind(r, c, out)
  return out
}
