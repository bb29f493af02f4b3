// What stands first in the work list. Pure.
import type { CaseKind, CaseStatus } from '../model.ts'
import { isClosed } from './transitions.ts'

/** Open before closed, emergencies before all, then by how many speak of it; ties go to the newest in the list itself. */
export const urgencyOf = (kind: CaseKind, status: CaseStatus, authors: number): number => {
  if (isClosed(status)) return 0
  const waiting = ['open', 'received', 'in-progress', 'under-study'].includes(status) ? 1000 : 500
  return waiting + (kind === 'emergency' ? 2000 : 0) + Math.min(400, Math.round(50 * Math.log2(1 + authors)))
}
