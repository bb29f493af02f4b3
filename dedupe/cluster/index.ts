// The engine alone: posts in order, final cases out.
import { prepare } from '../prepare.ts'
import type { Mode, Post, Report } from '../types.ts'
import { shippedWeights, type Weights } from '../weights/index.ts'
import { repair } from './repair.ts'
import { createShelf, type Shelf } from './shelf.ts'
import { type Arrival, stream } from './stream.ts'
import { suggestionsFor } from './suggest.ts'

export type Clustered = {
  readonly id: string
  readonly case: string
  /** Final cases a person should be asked about, best first. */
  readonly suggested: readonly string[]
  /** Probability, at arrival, that the best-ranked case was right. */
  readonly p: number
}

/** Held posts go where their author's report went. */
const finalCases = (arrivals: readonly Arrival[], shelf: Shelf): Map<string, string> => {
  const finals = new Map<string, string>()
  for (const { report, takenBy, case: own } of arrivals)
    finals.set(report.id, shelf.caseOf(takenBy ?? report.id) ?? shelf.caseOf(report.id) ?? own)
  return finals
}

export const clusterReports = (reports: readonly Report[], mode: Mode, weights: Weights): Clustered[] => {
  const shelf = createShelf()
  const arrivals = stream(reports, weights, mode, undefined, shelf)
  repair(shelf, reports, weights, mode)
  const finals = finalCases(arrivals, shelf)
  const byId = new Map(reports.map((report) => [report.id, report]))
  return arrivals.map((arrival) => ({
    id: arrival.report.id,
    case: finals.get(arrival.report.id)!,
    suggested: suggestionsFor(arrival, { shelf, reports: byId, weights, mode }),
    p: arrival.outcome.p,
  }))
}

export const cluster = (posts: Iterable<Post>, options: { readonly mode: Mode }): readonly Clustered[] =>
  clusterReports(
    Array.from(posts, (post) => prepare(post)),
    options.mode,
    shippedWeights(),
  )
