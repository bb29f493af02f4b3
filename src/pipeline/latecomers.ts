// PostgreSQL: what other workers committed while a turn decided. A report that would have joined it lets the turn begin again;
// where there is doubt, a person is asked.
import type { Decision } from '../../dedupe/index.ts'
import type { CaseId, Millis, PostId } from '../model.ts'
import type { Tx } from '../store/index.ts'
import { askLater } from './ask-later.ts'
import { linesIn, underLines } from './lines.ts'

/** A post for which a case was opened, and what would have been decided on those that came meanwhile. */
export type Late = { readonly post: PostId; readonly to: CaseId; readonly decision: Decision }

export class SimultaneousError extends Error {
  override readonly name = 'SimultaneousError'
  /** As the engine says it, and as `write` understands it. */
  readonly code = '40001'
}

export const settleLate = async (tx: Tx, late: readonly Late[], now: Millis): Promise<void> => {
  if (late.length === 0) return
  const lines = await linesIn(tx)
  for (const { post, to, decision } of late) {
    const { kind, suggested } = underLines(decision, lines)
    if (kind === 'same') throw new SimultaneousError('another worker has told of the same incident meanwhile')
    if (kind === 'review') await askLater(tx, { id: post, case_id: to }, suggested, now)
  }
}
