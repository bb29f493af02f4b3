// What a join would rest on, as a duty officer would name it. Each mode draws a line for each kind: a copy or the
// author's own next message needs less certainty than an area shared by half the town, and what is said surely against
// a case is never outvoted by a machine that should rather ask.
import { featureNames } from '../comparisons/case.ts'

/** Strongest first. `loose` shares neither place, name nor person; `contrary` is contradicted surely. */
export const evidences = [
  'copy',
  'author',
  'reply',
  'matter-at-spot',
  'spot',
  'matter-in-area',
  'area',
  'name',
  'loose',
  'contrary',
] as const
export type Evidence = (typeof evidences)[number]

const reader = (name: string) => {
  const i = featureNames.indexOf(name)
  if (i < 0) throw new Error(`${name} is not compared`)
  return (x: Float64Array): number => x[i]!
}
const areaFounder = reader('area:founder')
const areaBest = reader('area:best')
const areaAgainst = reader('area-conflict-share')
const blockBest = reader('block:best')
const blockAgainst = reader('block-conflict-share')
const streetBest = reader('street:best')
const spotBest = reader('spot:best')
const nameBest = reader('name:best')
const numberBest = reader('number:best')
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

/** Members beyond this share that say otherwise speak for the case. */
const few = 0.34
/** Bits two pictures may differ in and still be one. */
const samePicture = 6

const contrary = (x: Float64Array): boolean =>
  areaFounder(x) <= -1 ||
  areaAgainst(x) > few ||
  (blockBest(x) <= 0 && blockAgainst(x) > few) ||
  (problemFor(x) === 0 && problemAgainst(x) > few && topicBest(x) < 0.3)

const copied = (x: Float64Array): boolean =>
  copyBest(x) === 1 ||
  pictureBest(x) <= samePicture ||
  (wordsCount(x) > Math.log(4) && containedBest(x) >= 0.8 && wordsBest(x) >= 0.6)

export const evidenceOf = (x: Float64Array): Evidence => {
  if (contrary(x)) return 'contrary'
  if (copied(x)) return 'copy'
  if (authorIn(x) === 1 && authorLatest(x) === 1) return 'author'
  if (replyParent(x) === 1) return 'reply'
  const matter = problemBest(x) > 0
  if (blockBest(x) > 0 || streetBest(x) > 0 || spotBest(x) > 0) return matter ? 'matter-at-spot' : 'spot'
  if (nameBest(x) > 0 || numberBest(x) > 0) return 'name'
  if (areaBest(x) > 0) return matter ? 'matter-in-area' : 'area'
  return 'loose'
}

const quarter = Math.log1p(0.25)
const days = Math.log1p(7 * 24)

/** A picture, a greeting, a bare line of the author within a quarter of an hour of what else the case holds from them. */
export const inBurst = (x: Float64Array): boolean =>
  bare(x) === 1 && authorIn(x) === 1 && authorLatest(x) === 1 && authorHours(x) <= quarter

/** In answer to a post of the case, or by one of its authors within the week. */
export const inContext = (x: Float64Array): boolean =>
  replyParent(x) === 1 || (authorIn(x) === 1 && authorHours(x) <= days)
