// A first look at a candidate, many times cheaper than comparing it: enough to let the hopeless ones go.
import type { CaseSignature } from './case.ts'
import { meaningLevel, pictureDistance, problemLevel } from './member.ts'
import { comparePlace } from './place.ts'
import { count, read, type Signature } from './signature.ts'

const content = (r: Signature, m: Signature): number =>
  comparePlace(r, m).rung + problemLevel(r, m) * 2 + meaningLevel(r, m) * 4

/** Who spoke, in answer to what, with which picture or text: any of these earns a full comparison. */
const context = (r: Signature, m: Signature): number => {
  const [author, replyTo] = [read(r, 'author'), read(r, 'replyTo')]
  if (replyTo !== 0 && (read(m, 'id') === replyTo || read(m, 'replyTo') === replyTo)) return 8
  if (read(m, 'replyTo') === read(r, 'id')) return 8
  if (author !== 0 && read(m, 'author') === author) return 6
  if (read(m, 'copy') === read(r, 'copy')) return 6
  return count(r, 'phash') > 0 && pictureDistance(r, m) <= 12 ? 6 : 0
}

/** The founder and the newest two say what the case is about; context may come from any member. */
export const glance = (r: Signature, { members }: CaseSignature): number => {
  let said = content(r, members[0]!)
  for (const m of members.slice(1).slice(-2)) said = Math.max(said, content(r, m))
  let known = 0
  let gap = Number.POSITIVE_INFINITY
  for (const m of members) {
    known = Math.max(known, context(r, m))
    gap = Math.min(gap, Math.abs(read(r, 'time') - read(m, 'time')))
  }
  return said + known - Math.log1p(gap / 3600) * 0.3
}
