// Lines that a supervisor moved: they stand over the learned ones. Verdicts, vetoes and bursts are decided as before.
import type { Decision } from '../../dedupe/index.ts'
import { standingRule } from '../store/desk.ts'
import type { Tx } from '../store/index.ts'

/** Match probabilities: at or above `accept` a post joins by itself, at or above `review` a person is asked. */
export type Lines = { readonly accept: number; readonly review: number }

export const linesIn = async (tx: Tx): Promise<Lines | null> => (await standingRule(tx, 'lines')) as Lines | null

export const underLines = (decision: Decision, lines: Lines | null): Decision => {
  if (lines === null) return decision
  const { kind, reason, match, suggested } = decision
  if (kind === 'same' && reason === 'probability' && match !== null && match.p < lines.accept)
    return match.p >= lines.review
      ? { ...decision, kind: 'review', match: null, rival: match, suggested: [match], reason: 'doubt' }
      : { ...decision, kind: 'different', match: null, rival: match, suggested: [], reason: 'unlike' }
  const best = suggested[0]
  if (kind !== 'review' || best === undefined) return decision
  if (best.p >= lines.accept && !best.vetoed)
    return { ...decision, kind: 'same', match: best, rival: suggested[1] ?? null, suggested: [], reason: 'probability' }
  const asked = suggested.filter(({ p }) => p >= lines.review)
  return asked.length > 0
    ? { ...decision, suggested: asked }
    : { ...decision, kind: 'different', rival: best, suggested: [], reason: 'unlike' }
}
