// One report against one case: the members' levels by best, founder and mean over those who say something, and the facts
// only a case has (age, size, the author's own posts, the thread). Shares of members, never the union of their words.
import { compareMember, memberAspects, memberIndex } from './member.ts'
import { maxMembers } from './representatives.ts'
import {
  authorOf,
  count,
  field,
  flag,
  has,
  kinds,
  passingOf,
  read,
  type Signature,
  says,
  states,
  writes,
} from './signature.ts'
import { list } from './traits.ts'

export type CaseSignature = {
  readonly members: readonly Signature[]
  readonly size: number
  /** Seconds on the signatures' clock, or null. */
  readonly closedAt: number | null
}

/** What the other candidates know of the report's author: the newest post among all of them, and how many cases hold one. */
export type Surroundings = { readonly authorLatest: number; readonly authorCases: number }

/** Aspects read three ways: the best member, the founder, the mean of those who say something; the others by the best. */
const pooled = ['area', 'block', 'rung', 'problem', 'topic', 'words', 'meaning', 'joint'] as const
const pools = ['best', 'founder', 'mean'] as const
const thrice = pooled.map((aspect) => memberIndex[aspect])
/** Where the facts of a case stand, after the members' levels. */
const at = {
  size: 36,
  'hours-newest': 37,
  'hours-nearest': 38,
  'hours-founder': 39,
  'happened-gap': 40,
  'author-in-case': 41,
  'author-hours': 42,
  'author-latest': 43,
  'author-founder': 44,
  'author-share': 45,
  'reply-parent': 46,
  'replied-by': 47,
  'thread-sibling': 48,
  bare: 49,
  'words-count': 50,
  'has-area': 51,
  'has-block': 52,
  'has-problem': 53,
  'case-has-area': 54,
  'case-has-block': 55,
  'case-has-problem': 56,
  'case-has-name': 57,
  'area-share': 58,
  'block-share': 59,
  'area-conflict-share': 60,
  'block-conflict-share': 61,
  'problem-share': 62,
  'problem-conflict-share': 63,
  reports: 64,
  'case-reports': 65,
  'founder-reports': 66,
  'kind-follows': 67,
  'kind-closes': 68,
  'same-kind': 69,
  'state-solved': 70,
  'state-again': 71,
  'case-solved': 72,
  closed: 73,
  recurring: 74,
  forwarded: 75,
  'said-time': 76,
  'has-picture': 77,
  'same-language': 78,
  'same-surface': 79,
  passing: 80,
  'passing-hours': 81,
  'author-cases': 82,
  'own-problem': 83,
  'own-topic': 84,
  'own-meaning': 85,
  'own-words': 86,
  and: 87,
  official: 88,
  'has-maybe-problem': 89,
} as const

export const featureNames: readonly string[] = [
  ...memberAspects.map((aspect) => `${aspect}:best`),
  ...pooled.flatMap((aspect) => pools.slice(1).map((pool) => `${aspect}:${pool}`)),
  ...Object.keys(at),
]

const solved = states.indexOf('solved')
const again = states.indexOf('again')
const following = ['follow-up', 'correction', 'withdrawal', 'thanks'].map((k) => kinds.indexOf(k as 'thanks'))
const thanks = kinds.indexOf('thanks')
const hours = (secondsApart: number): number => Math.log1p(Math.abs(secondsApart) / 3600)
const yes = (condition: boolean): 0 | 1 => (condition ? 1 : 0)

const rowSize = memberAspects.length
/** Levels of a case's members, one row each; they are read and forgotten within one comparison. */
const levels = new Float64Array(maxMembers * rowSize)

/** Aspects where a smaller number is nearer. */
const distance = memberIndex.picture

const poolMembers = (to: number, out: Float64Array): void => {
  for (let k = 0; k < rowSize; k++) {
    let top = levels[k]!
    for (let row = rowSize; row < to; row += rowSize) {
      const level = levels[row + k]!
      if (k === distance ? level < top : level > top) top = level
    }
    out[k] = top
  }
  for (let i = 0; i < thrice.length; i++) {
    const k = thrice[i]!
    let sum = 0
    let known = 0
    for (let row = 0; row < to; row += rowSize) {
      const level = levels[row + k]!
      if (level === 0) continue
      sum += level
      known++
    }
    out[rowSize + i * 2] = levels[k]!
    out[rowSize + i * 2 + 1] = known === 0 ? 0 : sum / known
  }
}

const factsOfTime = (r: Signature, { members }: CaseSignature, out: Float64Array): void => {
  const now = read(r, field.time)
  let newest = Number.NEGATIVE_INFINITY
  let nearest = Number.POSITIVE_INFINITY
  let happened = Number.POSITIVE_INFINITY
  for (let i = 0; i < members.length; i++) {
    const m = members[i]!
    const time = read(m, field.time)
    newest = Math.max(newest, time)
    nearest = Math.min(nearest, Math.abs(now - time))
    happened = Math.min(happened, Math.abs(read(r, field.happened) - read(m, field.happened)))
  }
  out[at['hours-newest']] = hours(now - newest)
  out[at['hours-nearest']] = hours(nearest)
  out[at['hours-founder']] = hours(now - read(members[0]!, field.time))
  out[at['happened-gap']] = hours(happened)
  out[at.recurring] = yes(has(r, flag.recurring))
  out[at['said-time']] = yes(has(r, flag.said))
  const passing = passingOf(r)
  out[at.passing] = passing
  out[at['passing-hours']] = passing * hours(nearest)
}

const factsOfAuthor = (r: Signature, { members }: CaseSignature, around: Surroundings, out: Float64Array): void => {
  const author = authorOf(r)
  let own = 0
  let latest = Number.NEGATIVE_INFINITY
  let row = -1
  if (author !== 0)
    for (let i = 0; i < members.length; i++) {
      const m = members[i]!
      if (!writes(m, author)) continue
      own++
      if (read(m, field.time) < latest) continue
      latest = read(m, field.time)
      row = i * rowSize
    }
  out[at['author-in-case']] = yes(own > 0)
  out[at['author-hours']] = own === 0 ? 12 : hours(read(r, field.time) - latest)
  out[at['author-latest']] = own > 0 && latest === around.authorLatest ? 1 : around.authorLatest === 0 ? 0 : -1
  out[at['author-founder']] = yes(own > 0 && writes(members[0]!, author))
  out[at['author-share']] = own / members.length
  out[at['author-cases']] = Math.log1p(around.authorCases)
  out[at['own-problem']] = row < 0 ? 0 : levels[row + memberIndex.problem]!
  out[at['own-topic']] = row < 0 ? -1 : levels[row + memberIndex.topic]!
  out[at['own-meaning']] = row < 0 ? 0 : levels[row + memberIndex.meaning]!
  out[at['own-words']] = row < 0 ? 0 : levels[row + memberIndex.words]!
}

const factsOfThread = (r: Signature, { members }: CaseSignature, out: Float64Array): void => {
  const id = read(r, field.id)
  const replyTo = read(r, field.replyTo)
  let [parent, answer, sibling, surface, language] = [false, false, false, false, false]
  for (let i = 0; i < members.length; i++) {
    const m = members[i]!
    const answered = read(m, field.replyTo)
    parent ||= read(m, field.id) === replyTo
    answer ||= answered === id
    sibling ||= answered === replyTo
    surface ||= read(m, field.surface) === read(r, field.surface)
    language ||= read(m, field.language) === read(r, field.language)
  }
  out[at['reply-parent']] = replyTo === 0 ? 0 : parent ? 1 : -1
  out[at['replied-by']] = yes(answer)
  out[at['thread-sibling']] = yes(replyTo !== 0 && sibling)
  out[at['same-surface']] = yes(surface)
  out[at['same-language']] = yes(language)
}

const shareSaying = (members: readonly Signature[], what: number): number => {
  let met = 0
  for (let i = 0; i < members.length; i++) if (says(members[i]!, what)) met++
  return met / members.length
}

const factsOfContent = (r: Signature, { members }: CaseSignature, out: Float64Array): void => {
  out[at.bare] = yes(has(r, flag.bare))
  out[at['words-count']] = Math.log1p(count(r, list.word))
  out[at['has-area']] = yes(says(r, list.area))
  out[at['has-block']] = yes(says(r, list.block))
  out[at['has-problem']] = yes(says(r, list.problem))
  out[at['has-maybe-problem']] = yes(says(r, list.maybeProblem))
  out[at.and] = yes(has(r, flag.and))
  out[at.official] = yes(has(r, flag.official))
  out[at['case-has-area']] = shareSaying(members, list.area)
  out[at['case-has-block']] = shareSaying(members, list.block)
  out[at['case-has-problem']] = shareSaying(members, list.problem)
  out[at['case-has-name']] = shareSaying(members, list.name)
}

const factsOfShares = (to: number, out: Float64Array): void => {
  let [area, block, problem, otherArea, otherBlock, otherProblem] = [0, 0, 0, 0, 0, 0]
  for (let row = 0; row < to; row += rowSize) {
    if (levels[row + memberIndex.area]! > 0) area++
    if (levels[row + memberIndex.area]! <= -1) otherArea++
    if (levels[row + memberIndex.block]! > 0) block++
    if (levels[row + memberIndex.block]! < 0) otherBlock++
    if (levels[row + memberIndex.problem]! > 0) problem++
    if (levels[row + memberIndex.problem]! <= -1) otherProblem++
  }
  const members = to / rowSize
  out[at['area-share']] = area / members
  out[at['block-share']] = block / members
  out[at['area-conflict-share']] = otherArea / members
  out[at['block-conflict-share']] = otherBlock / members
  out[at['problem-share']] = problem / members
  out[at['problem-conflict-share']] = otherProblem / members
}

const factsOfKind = (r: Signature, c: CaseSignature, out: Float64Array): void => {
  const kind = read(r, field.kind)
  const state = read(r, field.state)
  const founder = c.members[0]!
  let sum = 0
  let wasSolved = false
  for (let i = 0; i < c.members.length; i++) {
    sum += read(c.members[i]!, field.reports)
    wasSolved ||= read(c.members[i]!, field.state) === solved
  }
  out[at.size] = Math.log(c.size)
  out[at.reports] = read(r, field.reports) / 1000
  out[at['case-reports']] = sum / c.members.length / 1000
  out[at['founder-reports']] = read(founder, field.reports) / 1000
  out[at['kind-follows']] = yes(following.includes(kind))
  out[at['kind-closes']] = yes(kind === thanks)
  out[at['same-kind']] = yes(kind === read(founder, field.kind))
  out[at['state-solved']] = yes(state === solved)
  out[at['state-again']] = yes(state === again)
  out[at['case-solved']] = yes(wasSolved)
  out[at.closed] = yes(c.closedAt !== null && c.closedAt < read(r, field.time))
  out[at.forwarded] = yes(has(r, flag.forwarded))
  out[at['has-picture']] = yes(has(r, flag.media))
}

/** The features of one comparison, in the order of `featureNames`. */
export const compareCase = (r: Signature, c: CaseSignature, around: Surroundings, out: Float64Array): void => {
  const { members } = c
  const to = members.length * rowSize
  for (let i = 0; i < members.length; i++) compareMember(r, members[i]!, levels, i * rowSize)
  poolMembers(to, out)
  factsOfTime(r, c, out)
  factsOfAuthor(r, c, around, out)
  factsOfThread(r, c, out)
  factsOfContent(r, c, out)
  factsOfShares(to, out)
  factsOfKind(r, c, out)
}
