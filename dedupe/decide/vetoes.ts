// Conflicts that no probability may outvote. Only what both sides said surely can veto, and only where the founder and
// most members say it; a reply, the same author's burst or a verbatim copy is left to the weights.
import type { CaseSignature } from '../comparisons/case.ts'
import { problemLevel, topicLevel } from '../comparisons/member.ts'
import { areaLevel } from '../comparisons/place.ts'
import { authorOf, count, field, flag, has, read, type Signature, says, writes } from '../comparisons/signature.ts'
import { list } from '../comparisons/traits.ts'

const inContext = (report: Signature, { members }: CaseSignature): boolean => {
  const author = authorOf(report)
  const replyTo = read(report, field.replyTo)
  for (let i = 0; i < members.length; i++) {
    const m = members[i]!
    if (replyTo !== 0 && read(m, field.id) === replyTo) return true
    const soon = Math.abs(read(report, field.time) - read(m, field.time)) < 900
    if (soon && writes(m, author)) return true
    if (read(m, field.copy) === read(report, field.copy) && count(m, list.word) >= 3) return true
  }
  return false
}

/** Two sure areas that differ, neither part of the other, on the founder and most members that name one. */
const elsewhere = (report: Signature, { members }: CaseSignature): boolean => {
  if (!says(report, list.area)) return false
  let placed = 0
  let apart = 0
  for (let i = 0; i < members.length; i++) {
    if (!says(members[i]!, list.area)) continue
    const here = areaLevel(report, members[i]!) > -1
    if (here && placed === 0) return false
    placed++
    if (!here) apart++
  }
  return apart * 2 > placed
}

/**
 * People write again about something else. Once the burst is over, the author alone is no link between two surely read
 * problems that differ in kind and in topic.
 */
const anotherMatter = (report: Signature, { members }: CaseSignature): boolean => {
  const author = authorOf(report)
  if (author === 0 || !says(report, list.problem)) return false
  let own = false
  let told = false
  for (let i = 0; i < members.length; i++) {
    const m = members[i]!
    own ||= writes(m, author)
    if (!says(m, list.problem)) continue
    if (problemLevel(report, m) > -1 || topicLevel(report, m) >= 0.3) return false
    told = true
  }
  return own && told
}

/** "I have something else as well": what the author told before is not it, however soon it follows. */
const turnsAway = (report: Signature, { members }: CaseSignature): boolean => {
  const author = authorOf(report)
  if (author === 0 || !has(report, flag.another)) return false
  for (let i = 0; i < members.length; i++) if (writes(members[i]!, author)) return true
  return false
}

/** What rules the case out, or nothing. */
export type Veto = 'author' | 'place' | 'problem' | null

export const vetoOf = (report: Signature, of: CaseSignature): Veto => {
  if (turnsAway(report, of)) return 'author'
  const against = elsewhere(report, of) ? 'place' : anotherMatter(report, of) ? 'problem' : null
  return against !== null && inContext(report, of) ? null : against
}
