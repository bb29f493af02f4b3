// Which members stand for a case: the founder, the newest, those in the same thread or by the same author, and the most
// telling. Bounded, so that a case of a thousand posts costs no more than one of eight.
import { count, field, read, type Signature } from './signature.ts'
import { list } from './traits.ts'

export const maxMembers = 8
const newest = 3
const searched = 48

const telling = (m: Signature): number =>
  Math.min(2, count(m, list.area)) * 2 +
  Math.min(1, count(m, list.block)) * 2 +
  count(m, list.problem) +
  Math.min(2, count(m, list.name))

/** The newest members that the author wrote and that the report answers; 0 where none, as the founder stands anyway. */
const contextOf = (report: Signature, size: number, member: (position: number) => Signature): [number, number] => {
  const author = read(report, field.author)
  const replyTo = read(report, field.replyTo)
  let own = 0
  let parent = 0
  if (author === 0 && replyTo === 0) return [0, 0]
  for (let i = size - 1; i > Math.max(0, size - 1 - searched); i--) {
    const m = member(i)
    if (own === 0 && author !== 0 && read(m, field.author) === author) own = i
    if (parent === 0 && replyTo !== 0 && read(m, field.id) === replyTo) parent = i
  }
  return [own, parent]
}

const scores = new Int32Array(searched + 1)

/** The most telling of the early members that are not chosen yet, earliest first among equals. */
const addTelling = (chosen: number[], size: number, member: (position: number) => Signature): void => {
  const last = Math.min(searched, size - 1)
  let top = 0
  for (let i = 1; i <= last; i++) {
    scores[i] = telling(member(i))
    top = Math.max(top, scores[i]!)
  }
  for (let score = top; score >= 0; score--)
    for (let i = 1; i <= last; i++) {
      if (scores[i] !== score || chosen.includes(i)) continue
      if (chosen.length >= maxMembers) return
      chosen.push(i)
    }
}

/** Chooses by position; `member` reads one, positions in order of arrival. */
export const representatives = (
  report: Signature,
  size: number,
  member: (position: number) => Signature,
): readonly Signature[] => {
  const members: Signature[] = []
  if (size <= maxMembers) {
    for (let i = 0; i < size; i++) members.push(member(i))
    return members
  }
  const chosen = [0]
  for (let i = 1; i <= newest; i++) chosen.push(size - i)
  for (const i of contextOf(report, size, member)) if (!chosen.includes(i)) chosen.push(i)
  addTelling(chosen, size, member)
  chosen.sort((a, b) => a - b)
  for (const i of chosen) members.push(member(i))
  return members
}
