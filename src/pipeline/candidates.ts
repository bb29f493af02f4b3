// Candidates: where the cases to compare with come from. Two sources, one decision.
import type { Decision, Report } from '../../dedupe/index.ts'
import type { CaseId, PostId } from '../model.ts'
import type { Tx } from '../store/index.ts'
import type { Late } from './latecomers.ts'

/** The index during one transaction: what is placed is seen by the posts that follow, and is gone if it rolls back. */
export type Session = {
  /** What these reports share with others is loaded; on PostgreSQL their voices and threads are locked until the commit. */
  look(tx: Tx, reports: readonly Report[]): Promise<void>
  decide(report: Report): Decision | Promise<Decision>
  /** A case of this transaction: nothing of it is in the store yet. */
  opened(id: CaseId): void
  /** `before`: the report of the same post that it replaces. */
  place(report: Report, to: CaseId, before?: Report): void
  remove(post: PostId, before?: { readonly report: Report; readonly from: CaseId }): void
  /** Written with the transaction; what others committed meanwhile that says more of a report. */
  keep(tx: Tx): Promise<readonly Late[]>
  rollback(): void
}

export type Candidates = {
  begin(): Session
  /** What people changed since, first thing in the transaction. */
  catchUp(tx: Tx): Promise<void>
}
