// A first look at a candidate, many times cheaper than comparing it: enough to let the hopeless ones go.
import type { CaseSignature } from './case.ts'
import { lookAtMember, memberIndex, pictureDistance } from './member.ts'
import { count, field, read, type Signature } from './signature.ts'
import { list } from './traits.ts'

/** Members the look goes by: the founder and the newest two say what the case is about. */
export const lookedAt = (i: number, members: number): boolean => i === 0 || i >= members - 2

const content = (r: Signature, m: Signature, levels: Float64Array, row: number): number => {
  lookAtMember(r, m, levels, row)
  return (
    levels[row + memberIndex.rung]! + levels[row + memberIndex.problem]! * 2 + levels[row + memberIndex.meaning]! * 4
  )
}

/** Who spoke, in answer to what, with which picture or text: any of these earns a full comparison. */
const context = (r: Signature, m: Signature): number => {
  const author = read(r, field.author)
  const replyTo = read(r, field.replyTo)
  if (replyTo !== 0 && (read(m, field.id) === replyTo || read(m, field.replyTo) === replyTo)) return 8
  if (read(m, field.replyTo) === read(r, field.id)) return 8
  if (author !== 0 && read(m, field.author) === author) return 6
  if (read(m, field.copy) === read(r, field.copy)) return 6
  return count(r, list.phash) > 0 && pictureDistance(r, m) <= 12 ? 6 : 0
}

/** Leaves the levels of the members looked at in their rows of `levels`, from `row` on; context may come from any member. */
export const glance = (r: Signature, { members }: CaseSignature, levels: Float64Array, row: number): number => {
  let said = Number.NEGATIVE_INFINITY
  let known = 0
  let gap = Number.POSITIVE_INFINITY
  const now = read(r, field.time)
  for (let i = 0; i < members.length; i++) {
    const m = members[i]!
    if (lookedAt(i, members.length)) said = Math.max(said, content(r, m, levels, row + i * rowSize))
    known = Math.max(known, context(r, m))
    gap = Math.min(gap, Math.abs(now - read(m, field.time)))
  }
  return said + known - Math.log1p(gap / 3600) * 0.3
}

const rowSize = Object.keys(memberIndex).length
