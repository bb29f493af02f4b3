// Conflicts that no probability may outvote. Only what both sides said surely can veto, and only where the founder and
// most members say it; a reply, the same author's burst or a verbatim copy is left to the weights.
import type { CaseSignature } from '../comparisons/case.ts'
import { problemLevel, topicLevel } from '../comparisons/member.ts'
import { agreement } from '../comparisons/sets.ts'
import { count, field, read, type Signature } from '../comparisons/signature.ts'
import { list } from '../comparisons/traits.ts'

const inContext = (report: Signature, { members }: CaseSignature): boolean => {
  const author = read(report, field.author)
  const replyTo = read(report, field.replyTo)
  return members.some(
    (m) =>
      (replyTo !== 0 && read(m, field.id) === replyTo) ||
      (author !== 0 &&
        read(m, field.author) === author &&
        Math.abs(read(report, field.time) - read(m, field.time)) < 900) ||
      (read(m, field.copy) === read(report, field.copy) && count(m, list.word) >= 3),
  )
}

/** Two sure areas that differ, on the founder and most members that name one. */
const elsewhere = (report: Signature, { members }: CaseSignature): boolean => {
  const placed = members.filter((m) => count(m, list.area) > 0)
  if (count(report, list.area) === 0 || placed.length === 0) return false
  const apart = placed.filter((m) => agreement(report, m, list.area) < 0)
  return apart.length * 2 > placed.length && apart.includes(placed[0]!)
}

/**
 * People write again about something else. Once the burst is over, the author alone is no link between two surely read
 * problems that differ in kind and in topic.
 */
const anotherMatter = (report: Signature, { members }: CaseSignature): boolean => {
  const author = read(report, field.author)
  if (author === 0 || count(report, list.problem) === 0 || !members.some((m) => read(m, field.author) === author))
    return false
  const told = members.filter((m) => count(m, list.problem) > 0)
  return told.length > 0 && told.every((m) => problemLevel(report, m) < 0 && topicLevel(report, m) < 0.3)
}

export const vetoed = (report: Signature, of: CaseSignature): boolean =>
  (elsewhere(report, of) || anotherMatter(report, of)) && !inContext(report, of)
