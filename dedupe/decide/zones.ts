// From ranked candidates to one of the four decisions. Vetoes and verdicts come before any probability.
import type { CaseSignature } from '../comparisons/case.ts'
import { evidenceOf, inBurst, inContext } from '../weights/evidence.ts'
import type { Zones } from '../weights/index.ts'
import type { Candidate } from './candidates.ts'
import type { Veto } from './vetoes.ts'

export type Ruling = 'must' | 'cannot' | 'vetoed' | 'free'
export type Ruled<C extends CaseSignature> = Candidate<C> & {
  readonly ruling: Ruling
  /** What rules a vetoed case out. */
  readonly veto: Veto
}

export type Outcome<C extends CaseSignature> = {
  readonly kind: 'same' | 'review' | 'different' | 'none'
  readonly taken: Ruled<C> | null
  readonly suggested: readonly Ruled<C>[]
  readonly rival: Ruled<C> | null
  readonly p: number
  readonly reason: string
}

/** A person may be asked about a vetoed case, but only a likelier one; and about what seems to report nothing, likelier still. */
const vetoedWorth = 0.75
const silentWorth = 1 / 3

export type Question = { readonly p: number; readonly ruling: Ruling }

/** What a person is asked about, best first: each further question needs a better chance. */
export const questions = <T extends Question>(
  cases: readonly T[],
  standing: Standing,
  { review, opens }: Zones,
): T[] => {
  const worth = (one: T) =>
    one.p * (one.ruling === 'vetoed' ? vetoedWorth : 1) * (standing.reports < opens ? silentWorth : 1)
  const asked: T[] = []
  for (const one of cases.filter((c) => c.ruling !== 'cannot').sort((a, b) => worth(b) - worth(a))) {
    const line = review[asked.length]
    if (line === undefined || worth(one) < line) break
    asked.push(one)
  }
  return asked
}

export type Standing = {
  /** Chance that the post reports something of its own. */
  readonly reports: number
  /** A greeting, an advert, a chain message: whoever says it, and wherever, it opens no case. */
  readonly silent: boolean
  /** A question about hours, papers, ways: it takes more to be heard as a report. */
  readonly general: boolean
}

/** What such a question needs at least. */
const generalOpens = 0.35

/** Whether a machine may join the report to its best case. */
export const accepted = <C extends CaseSignature>(best: Candidate<C>, { accept }: Zones): boolean =>
  best.p >= accept[evidenceOf(best.features)]

/** Follow-ups, thanks and "me too" mean a matter told before: in its thread or by its author they count as reports. */
const reportsNothing = (
  ranked: readonly Candidate[],
  { reports, silent, general }: Standing,
  { opens }: Zones,
): boolean =>
  reports < (general ? Math.max(opens, generalOpens) : opens) &&
  (silent || !ranked.some(({ features }) => inContext(features)))

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
  const p = ranked[0]?.p ?? 0
  const lost = ranked.find((c) => c !== best) ?? null
  const burst = standing.reports < zones.opens && ordered.find(({ features }) => inBurst(features))
  if (best?.ruling === 'must') return { kind: 'same', taken: best, suggested: [], rival: lost, p: 1, reason: 'verdict' }
  if (best && accepted(best, zones))
    return { kind: 'same', taken: best, suggested: [], rival: lost, p, reason: 'probability' }
  if (burst) return { kind: 'same', taken: burst, suggested: [], rival: lost, p, reason: 'burst' }
  const suggested = questions(ranked, standing, zones)
  const rival = ranked[0] ?? null
  if (reportsNothing(ranked, standing, zones))
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
