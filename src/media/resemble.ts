// Which hash of a picture may count as evidence, given the pictures that are known already. Pure.
import type { Lookalike } from '../store/media.ts'
import { phashOf, resemblance } from './look.ts'

/** In so many cases, or with so many people whose posts opened none, a picture says nothing about an incident. */
const manyCases = 4
const manyAuthors = 8

/** Forwarded wishes, receipts, logos: they are everywhere. */
const isCommon = (same: readonly Lookalike[]): boolean =>
  new Set(same.flatMap(({ caseId }) => caseId ?? [])).size >= manyCases ||
  new Set(same.flatMap(({ caseId, author }) => (caseId === null && author !== null ? [author] : []))).size >=
    manyAuthors

/**
 * The first telling's hash for the same picture, so that copies of it are equal. None where it is common, or where it would be
 * taken for another picture that its second hash says it is not.
 */
export const evidenceOf = (look: string, known: readonly Lookalike[]): string | null => {
  const judged = known.map((one) => ({ one, is: resemblance(look, one.look) }))
  const same = judged.filter(({ is }) => is === 'same').map(({ one }) => one)
  if (isCommon(same)) return null
  const first = same.find(({ phash }) => phash !== null)
  if (first !== undefined) return first.phash
  return judged.some(({ one, is }) => is === 'alike' && one.phash !== null) ? null : phashOf(look)
}
