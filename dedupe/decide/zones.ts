// From ranked candidates to one of the four decisions. Vetoes and verdicts come before any probability.
import type { CaseSignature } from '../comparisons/case.ts'
import type { Zones } from '../weights/index.ts'
import type { Candidate } from './candidates.ts'

export type Ruling = 'must' | 'cannot' | 'vetoed' | 'free'
export type Ruled<C extends CaseSignature> = Candidate<C> & { readonly ruling: Ruling }

export type Outcome<C extends CaseSignature> = {
  readonly kind: 'same' | 'review' | 'different' | 'none'
  readonly taken: Ruled<C> | null
  readonly suggested: readonly Ruled<C>[]
  readonly rival: Ruled<C> | null
  readonly p: number
  readonly reason: string
}

export const maxSuggestions = 3

export type Standing = {
  /** Chance that the post reports something of its own. */
  readonly reports: number
  /** Follow-ups, thanks, corrections and the like join a case or wait; they never open one. */
  readonly joinsOnly: boolean
}

const accepted = <C extends CaseSignature>(best: Ruled<C>, second: Ruled<C> | undefined, zones: Zones): boolean =>
  best.p >= zones.accept && best.p - (second?.p ?? 0) >= zones.margin

export const choose = <C extends CaseSignature>(
  ranked: readonly Ruled<C>[],
  standing: Standing,
  zones: Zones,
): Outcome<C> => {
  const ordered: Ruled<C>[] = [
    ...ranked.filter((c) => c.ruling === 'must'),
    ...ranked.filter((c) => c.ruling === 'free'),
  ]
  const best = ordered[0]
  const second = ordered[1]
  const p = ranked[0]?.p ?? 0
  const lost = ranked.find((c) => c !== best) ?? null
  if (best?.ruling === 'must') return { kind: 'same', taken: best, suggested: [], rival: lost, p: 1, reason: 'verdict' }
  if (best && accepted(best, second, zones))
    return { kind: 'same', taken: best, suggested: [], rival: lost, p, reason: 'probability' }
  const suggested = ordered.filter((c) => c.p >= zones.review).slice(0, maxSuggestions)
  const rival = ranked[0] ?? null
  if (standing.joinsOnly || standing.reports < zones.opens)
    return { kind: 'none', taken: null, suggested, rival, p, reason: 'no-report' }
  if (suggested.length > 0) return { kind: 'review', taken: null, suggested, rival, p, reason: 'doubt' }
  return {
    kind: 'different',
    taken: null,
    suggested: [],
    rival,
    p,
    reason: ranked.length === 0 ? 'no-candidate' : 'unlike',
  }
}
