// Which members stand for a case: the founder, the newest, those in the same thread or by the same author, and the most
// telling. Bounded, so that a case of a thousand posts costs no more than one of six.
import { count, field, read, type Signature } from './signature.ts'
import { list } from './traits.ts'

export const maxMembers = 6
const newest = 2
/** So far back, and so far from the founder on, members are looked at. */
const searched = 48

type Member = (position: number) => Signature

const telling = (m: Signature): number =>
  Math.min(2, count(m, list.area)) * 2 +
  Math.min(1, count(m, list.block)) * 2 +
  Math.min(8, count(m, list.problem)) +
  Math.min(2, count(m, list.name))

/** The most telling of the early members, best first: each a number that holds its score and its position. */
export type Telling = readonly number[]
const positionOf = (entry: number): number => 63 - (entry & 63)

/** A member that came last, taken in where it tells enough. */
export const withMember = (known: Telling, position: number, m: Signature): Telling => {
  if (position < 1 || position > searched) return known
  const entry = (telling(m) << 6) | (63 - position)
  if (known.length === maxMembers && known[maxMembers - 1]! > entry) return known
  const at = known.findIndex((other) => other < entry)
  return known.toSpliced(at < 0 ? known.length : at, 0, entry).slice(0, maxMembers)
}

export const tellingOf = (size: number, member: Member): Telling => {
  let known: Telling = []
  if (size > maxMembers) for (let i = 1; i < size && i <= searched; i++) known = withMember(known, i, member(i))
  return known
}

/** Adds the newest members that the author wrote and that the report answers. */
const addContext = (chosen: number[], report: Signature, size: number, member: Member): void => {
  const author = read(report, field.author)
  const replyTo = read(report, field.replyTo)
  let own = 0
  let parent = 0
  for (let i = size - 1; i > Math.max(0, size - 1 - searched); i--) {
    const m = member(i)
    if (own === 0 && author !== 0 && read(m, field.author) === author) own = i
    if (parent === 0 && replyTo !== 0 && read(m, field.id) === replyTo) parent = i
  }
  for (const i of [own, parent]) if (!chosen.includes(i)) chosen.push(i)
}

/** Chooses by position; `member` reads one, positions in order of arrival. */
export const representatives = (
  report: Signature,
  size: number,
  member: Member,
  told: Telling,
): readonly Signature[] => {
  const members: Signature[] = []
  if (size <= maxMembers) {
    for (let i = 0; i < size; i++) members.push(member(i))
    return members
  }
  const chosen = [0]
  for (let i = 1; i <= newest; i++) chosen.push(size - i)
  addContext(chosen, report, size, member)
  for (let i = 0; i < told.length && chosen.length < maxMembers; i++) {
    const position = positionOf(told[i]!)
    if (!chosen.includes(position)) chosen.push(position)
  }
  chosen.sort((a, b) => a - b)
  for (let i = 0; i < chosen.length; i++) members.push(member(chosen[i]!))
  return members
}
