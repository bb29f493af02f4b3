// What a join would rest on, as a duty officer would name it: the matter itself agrees, or nothing but the place, the thread or
// likeness speaks for the case, or what is said speaks against it, which a machine never outvotes but rather asks.
import { featureNames } from '../comparisons/case.ts'

/** `named`: a copy, the author's own latest case, or one problem at one place or in one thread. `loose`: none of these. */
export const evidences = ['named', 'loose', 'contrary'] as const
export type Evidence = (typeof evidences)[number]

const reader = (name: string) => {
  const i = featureNames.indexOf(name)
  if (i < 0) throw new Error(`${name} is not compared`)
  return (x: Float64Array): number => x[i]!
}
const areaFounder = reader('area:founder')
const areaAgainst = reader('area-conflict-share')
const blockBest = reader('block:best')
const blockAgainst = reader('block-conflict-share')
const problemBest = reader('problem:best')
const problemFor = reader('problem-share')
const problemAgainst = reader('problem-conflict-share')
const topicBest = reader('topic:best')
const copyBest = reader('copy:best')
const containedBest = reader('contained:best')
const wordsBest = reader('words:best')
const wordsCount = reader('words-count')
const pictureBest = reader('picture:best')
const authorIn = reader('author-in-case')
const authorLatest = reader('author-latest')
const authorHours = reader('author-hours')
const bare = reader('bare')
const replyParent = reader('reply-parent')
const reports = reader('reports')

/** Members beyond this share that say otherwise speak for the case. */
const few = 0.34
/** Bits two pictures may differ in and still be one. */
const samePicture = 6

const ownLatest = (x: Float64Array): boolean => authorIn(x) === 1 && authorLatest(x) === 1

const copied = (x: Float64Array): boolean =>
  copyBest(x) === 1 ||
  pictureBest(x) <= samePicture ||
  (wordsCount(x) > Math.log(4) && containedBest(x) >= 0.8 && wordsBest(x) >= 0.6)

/** Both sides' topics are known, and hardly any is common. */
const unlike = 0.1
const otherTopic = (x: Float64Array): boolean =>
  topicBest(x) >= 0 &&
  topicBest(x) < unlike &&
  problemBest(x) <= 0 &&
  authorIn(x) === 0 &&
  replyParent(x) <= 0 &&
  !copied(x)

/** Jokes, sympathy, opinions: what hardly reports anything of its own is no voice more, least of all under a post, unless its author goes on. */
const telling = { alone: 0.4, inAnswer: 0.6 }
const comments = (x: Float64Array): boolean =>
  reports(x) < (replyParent(x) === 1 ? telling.inAnswer : telling.alone) && !ownLatest(x) && !copied(x)

const contrary = (x: Float64Array): boolean =>
  otherTopic(x) ||
  comments(x) ||
  areaFounder(x) <= -1 ||
  areaAgainst(x) > few ||
  (blockBest(x) <= 0 && blockAgainst(x) > few) ||
  (problemFor(x) === 0 && problemAgainst(x) > few && topicBest(x) < 0.3)

/** Their levels above zero are something two posts share. */
const shared = ['block', 'street', 'spot', 'name', 'number', 'area'].map((aspect) => reader(`${aspect}:best`))

export const evidenceOf = (x: Float64Array): Evidence => {
  if (contrary(x)) return 'contrary'
  const placed = replyParent(x) === 1 || shared.some((level) => level(x) > 0)
  const named = ownLatest(x) || copied(x) || (placed && problemBest(x) > 0)
  return named ? 'named' : 'loose'
}

const quarter = Math.log1p(0.25)
const days = Math.log1p(7 * 24)

/** A picture, a greeting, a bare line of the author within a quarter of an hour of what else the case holds from them. */
export const inBurst = (x: Float64Array): boolean => bare(x) === 1 && ownLatest(x) && authorHours(x) <= quarter

/** Of others' answers under a post that say less, one in twenty reports the matter. */
const leastInAnswer = 0.2

/** In answer to a post of the case, or by one of its authors within the week. */
export const inContext = (x: Float64Array): boolean =>
  (replyParent(x) === 1 && reports(x) >= leastInAnswer) || (authorIn(x) === 1 && authorHours(x) <= days)
