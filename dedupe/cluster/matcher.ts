// The in-memory matcher of one process.
import { judge, type NamedCase, ruling } from '../decide/index.ts'
import type { Decision, Mode, Report, Verdict } from '../types.ts'
import { shippedWeights, type Weights } from '../weights/index.ts'
import { createLinks } from './links.ts'
import { createShelf } from './shelf.ts'

export type Matcher = {
  /** Candidates looked up in the index, compared, decided; changes nothing. */
  decide(report: Report): Decision
  /** The post now belongs to the case. */
  place(report: Report, caseId: string): void
  remove(postId: string): void
  move(postIds: readonly string[], caseId: string): void
  close(caseId: string, at: number): void
  reopen(caseId: string): void
  link(verdict: Verdict): void
  unlink(a: string, b: string): void
  size(): { readonly cases: number; readonly posts: number }
}

export const createMatcher = (options: { readonly mode?: Mode; readonly weights?: Weights } = {}): Matcher => {
  const weights = options.weights ?? shippedWeights()
  const mode = options.mode ?? 'strict'
  const shelf = createShelf()
  const links = createLinks()
  return {
    decide(report) {
      const verdicts = links.of(report.id)
      const others = verdicts.map(({ a, b }) => (a === report.id ? b : a))
      const rulingOf = ({ id }: NamedCase) => ruling(report, (post) => shelf.holds(id, post), verdicts)
      return judge(report, shelf.candidates(report, others), rulingOf, mode, weights)
    },
    place: shelf.place,
    remove: shelf.remove,
    move: shelf.move,
    close: shelf.close,
    reopen: (caseId) => shelf.close(caseId, null),
    link: links.add,
    unlink: links.remove,
    size: shelf.size,
  }
}
