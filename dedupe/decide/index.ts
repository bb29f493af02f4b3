// One report, its candidate cases, one explained decision. Pure: the store's candidates and the in-memory index's pass
// through the very same comparison.

import type { CaseSignature } from '../comparisons/case.ts'
import { forEach, forLatest } from '../comparisons/once.ts'
import { companyOf, representatives } from '../comparisons/representatives.ts'
import { field, pack, read, type Signature, seconds, states } from '../comparisons/signature.ts'
import { explainMatch } from '../explain/index.ts'
import { locate } from '../explain/spans.ts'
import type { CaseView, Decision, Match, Mode, Report, Verdict } from '../types.ts'
import { shippedWeights, type Weights } from '../weights/index.ts'
import { rank } from './candidates.ts'
import { nearest } from './nearest.ts'
import { vetoOf } from './vetoes.ts'
import { choose, type Ruled, type Ruling, type Standing } from './zones.ts'

export type NamedCase = CaseSignature & { readonly id: string; readonly posts: ReadonlySet<string> | null }

const silent = new Set(['greeting', 'advert', 'chain'])

export const standingOf = (report: Report): Standing => ({
  reports: report.reports,
  silent: silent.has(report.kind),
  general: report.kind === 'general-question',
})

/** What people's verdicts say about this report and a case that holds `has`. */
export const ruling = (report: Report, has: (post: string) => boolean, verdicts: readonly Verdict[]): Ruling => {
  let must = false
  for (const { a, b, link } of verdicts) {
    const other = a === report.id ? b : b === report.id ? a : null
    if (other === null || !has(other)) continue
    if (link === 'cannot') return 'cannot'
    must = true
  }
  return must ? 'must' : 'free'
}

export const signatureOf = forLatest(pack)
const signatureOfEach = forEach(pack)

/** After a case is closed, echoes of it still come in for so long (seconds). */
const settling = 6 * 3600
const [open, again] = [states.indexOf('open'), states.indexOf('again')]

/** The matter came back after it was solved: a new incident that points at the old one. */
const recurs = (report: Signature, { closedAt }: CaseSignature): boolean => {
  if (closedAt === null || closedAt >= read(report, field.time)) return false
  const state = read(report, field.state)
  return state === again || (state === open && read(report, field.happened) > closedAt + settling)
}

/** The candidates compared and ruled upon, best first. */
export const compare = <C extends NamedCase>(
  report: Report,
  cases: readonly C[],
  rulingOf: (of: C) => Ruling,
  weights: Weights,
): Ruled<C>[] => {
  const signature = signatureOf(report)
  return rank(weights, signature, cases).map(({ of, features, weight, p }) => {
    const ruled = rulingOf(of)
    const veto = ruled === 'free' ? vetoOf(signature, of) : null
    return { of, features, weight, p, veto, ruling: veto === null ? ruled : 'vetoed' }
  })
}

/** A case not joined is pointed at only if it is rather this matter's than not. */
const likely = 0.5

export const judge = <C extends NamedCase>(
  report: Report,
  cases: readonly C[],
  rulingOf: (of: C) => Ruling,
  mode: Mode,
  weights: Weights,
): Decision => {
  const signature = signatureOf(report)
  const outcome = choose(compare(report, cases, rulingOf, weights), standingOf(report), weights.zones[mode])
  const { taken, rival, kind, reason } = outcome
  const told = (ruled: Ruled<C>) => explainMatch(weights, ruled.of.id, ruled)
  const match = (ruled: Ruled<C> | null) => ruled && told(ruled)
  const suggested = outcome.suggested.map(told)
  const base = {
    p: outcome.p,
    suggested,
    rival: rival === outcome.suggested[0] ? (suggested[0] ?? null) : match(rival),
  }
  if (taken && taken.ruling !== 'must' && recurs(signature, taken.of))
    return { ...base, kind: 'different', match: null, reason: 'recurrence', recurrenceOf: taken.of.id }
  const before = taken === null && rival?.ruling === 'free' && rival.p >= likely && recurs(signature, rival.of)
  return { ...base, kind, match: match(taken), reason, recurrenceOf: before ? rival.of.id : null }
}

/** A case as the store shows it, packed; its members in order of arrival. */
const packCase = (report: Signature, view: CaseView): NamedCase => {
  const members = [...view.members].sort((a, b) => a.at - b.at)
  return {
    id: view.id,
    size: Math.max(view.size, members.length),
    closedAt: view.closedAt === null ? null : seconds(view.closedAt),
    members: representatives(report, companyOf(members.map(signatureOfEach))),
    posts: new Set(members.map((m) => m.id)),
  }
}

export const decide = (
  report: Report,
  candidates: readonly CaseView[],
  options: {
    readonly mode?: Mode
    readonly verdicts?: readonly Verdict[]
    /** The candidates are those that the index would compare: none is passed over. */
    readonly chosen?: boolean
  } = {},
): Decision => {
  const verdicts = options.verdicts ?? []
  const rulingOf = (of: NamedCase) => ruling(report, (post) => of.posts?.has(post) ?? false, verdicts)
  const ruledUpon = ({ members }: CaseView) =>
    ruling(report, (post) => members.some(({ id }) => id === post), verdicts) !== 'free'
  const living = candidates.filter((c) => c.members.length > 0)
  const cases = (options.chosen ? living : nearest(report, living, ruledUpon)).map((view) =>
    packCase(signatureOf(report), view),
  )
  const decision = judge(report, cases, rulingOf, options.mode ?? 'strict', shippedWeights())
  const membersOf = (id: string) => candidates.find((c) => c.id === id)?.members ?? []
  const located = (match: Match) => locate(match, report, membersOf(match.case))
  return {
    ...decision,
    match: decision.match && located(decision.match),
    rival: decision.rival && located(decision.rival),
    suggested: decision.suggested.map(located),
  }
}
