// Which members stand for a case: the founder, the newest, those in the same thread or by the same author, and the most
// telling. Bounded, so that a case of a thousand posts costs no more than one of six.
import { count, field, read, type Signature } from './signature.ts'
import { list } from './traits.ts'

export const maxMembers = 6
const newest = 2
/** So far back, and so far from the founder on, members are looked at. */
const searched = 48

type Member = (position: number) => Signature

const worth = (m: Signature): number =>
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
  const entry = (worth(m) << 6) | (63 - position)
  if (known.length === maxMembers && known[maxMembers - 1]! > entry) return known
  const at = known.findIndex((other) => other < entry)
  return known.toSpliced(at < 0 ? known.length : at, 0, entry).slice(0, maxMembers)
}

export const tellingOf = (size: number, member: Member): Telling => {
  let known: Telling = []
  if (size > maxMembers) for (let i = 1; i < size && i <= searched; i++) known = withMember(known, i, member(i))
  return known
}

/** Who belongs to a case, positions in order of arrival; who wrote each and its id lie together. */
export type Company = {
  readonly size: number
  readonly member: Member
  readonly authors: readonly number[]
  readonly ids: readonly number[]
  readonly telling: Telling
}

export const companyOf = (members: readonly Signature[]): Company => {
  const member = (i: number) => members[i]!
  return {
    size: members.length,
    member,
    authors: members.map((m) => read(m, field.author)),
    ids: members.map((m) => read(m, field.id)),
    telling: tellingOf(members.length, member),
  }
}

/** The last of those searched that is this one; 0 without. */
const lastOf = (list: readonly number[], one: number): number => {
  const from = Math.max(0, list.length - 1 - searched)
  let i = list.length - 1
  while (i > from && list[i] !== one) i--
  return i > from ? i : 0
}

/** The founder, the newest, the newest that the author wrote and that the report answers, and the most telling. */
export const representatives = (report: Signature, company: Company): readonly Signature[] => {
  const { size, member, authors, ids, telling } = company
  const members: Signature[] = []
  if (size <= maxMembers) {
    for (let i = 0; i < size; i++) members.push(member(i))
    return members
  }
  const chosen: number[] = []
  const choose = (position: number) => {
    if (chosen.includes(position)) return
    let at = chosen.push(position) - 1
    for (; at > 0 && chosen[at - 1]! > position; at--) chosen[at] = chosen[at - 1]!
    chosen[at] = position
  }
  const author = read(report, field.author)
  const replyTo = read(report, field.replyTo)
  choose(0)
  for (let i = 1; i <= newest; i++) choose(size - i)
  if (author !== 0) choose(lastOf(authors, author))
  if (replyTo !== 0) choose(lastOf(ids, replyTo))
  for (let i = 0; i < telling.length && chosen.length < maxMembers; i++) choose(positionOf(telling[i]!))
  for (let i = 0; i < chosen.length; i++) members.push(member(chosen[i]!))
  return members
}
