// What a change to cases means for the index that candidates come from.
import type { Report, Verdict } from '../../dedupe/index.ts'
import type { CaseId, Millis, PostId } from '../model.ts'
import type { Tx } from '../store/index.ts'

export type Change =
  | { readonly kind: 'moved'; readonly posts: readonly PostId[]; readonly to: CaseId }
  /** Posts that were in no case. */
  | { readonly kind: 'placed'; readonly reports: readonly Report[]; readonly to: CaseId }
  | { readonly kind: 'left'; readonly posts: readonly PostId[] }
  | { readonly kind: 'closed'; readonly case: CaseId; readonly at: Millis }
  | { readonly kind: 'reopened'; readonly case: CaseId }
  | { readonly kind: 'linked'; readonly verdicts: readonly Verdict[] }
  | { readonly kind: 'unlinked'; readonly verdicts: readonly Verdict[] }

/** PostgreSQL keeps the index in the store (`record`, same transaction); SQLite in memory (`follow`, right after the commit). */
export type CaseIndex = {
  record(tx: Tx, changes: readonly Change[]): Promise<void>
  follow(changes: readonly Change[]): void
}
