// Which members stand for a case: the founder, the newest, those in the same thread or by the same author, and the most
// telling. Bounded, so that a case of a thousand posts costs no more than one of eight.
import { count, read, type Signature } from './signature.ts'

export const maxMembers = 8
const newest = 3
const searched = 48

const telling = (m: Signature): number =>
  Math.min(2, count(m, 'area')) * 2 +
  Math.min(1, count(m, 'block')) * 2 +
  count(m, 'problem') +
  Math.min(2, count(m, 'name'))

/** Chooses by position; `member` reads one, positions in order of arrival. */
export const representatives = (
  report: Signature,
  size: number,
  member: (position: number) => Signature,
): readonly Signature[] => {
  if (size <= maxMembers) return Array.from({ length: size }, (_, i) => member(i))
  const chosen = new Set([0])
  for (let i = 1; i <= newest; i++) chosen.add(size - i)
  const author = read(report, 'author')
  const replyTo = read(report, 'replyTo')
  const recent = Array.from({ length: Math.min(searched, size - 1) }, (_, i) => size - 1 - i)
  const own = author === 0 ? undefined : recent.find((i) => read(member(i), 'author') === author)
  if (own !== undefined) chosen.add(own)
  const parent = replyTo === 0 ? undefined : recent.find((i) => read(member(i), 'id') === replyTo)
  if (parent !== undefined) chosen.add(parent)
  const early = Array.from({ length: Math.min(searched, size - 1) }, (_, i) => i + 1)
  const ranked = early.map((i) => ({ i, score: telling(member(i)) })).sort((a, b) => b.score - a.score || a.i - b.i)
  for (const { i } of ranked) {
    if (chosen.size >= maxMembers) break
    chosen.add(i)
  }
  return [...chosen].sort((a, b) => a - b).map(member)
}
