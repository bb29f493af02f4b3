// The engine alone: posts in order, final cases out.
import { far } from '../blocking/tally.ts'
import { compare, standingOf } from '../decide/index.ts'
import { questions, type Ruling } from '../decide/zones.ts'
import { prepare } from '../prepare.ts'
import type { Mode, Post, Report } from '../types.ts'
import { shippedWeights, type Weights } from '../weights/index.ts'
import { repair } from './repair.ts'
import { createShelf, type Shelf } from './shelf.ts'
import { type Arrival, stream } from './stream.ts'

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

type Question = { readonly id: string; readonly p: number; readonly ruling: Ruling }

const logOdds = (p: number): number => Math.log(Math.max(p, 1e-4) / Math.max(1 - p, 1e-4))
/** What arrival and hindsight say, midway in log-odds: each knows something the other does not. */
const between = (p: number, q: number): number => 1 / (1 + Math.exp(-(logOdds(p) + logOdds(q)) / 2))

/**
 * A person is asked once a case, on its first post: is this the same matter as one of the earlier cases nearest to it?
 * The others would ask the same question again.
 */
const suggestionsFor = (
  arrival: Arrival,
  shelf: Shelf,
  reports: ReadonlyMap<string, Report>,
  weights: Weights,
  mode: Mode,
) => {
  const { report } = arrival
  const own = shelf.caseOf(report.id)
  const members = own === null ? [report.id] : shelf.posts(own)
  if (members[0] !== report.id) return []
  const hindsight = { ...weights, ...weights.hindsight }
  const found = new Map<string, Question>()
  for (const id of members.slice(0, 4)) {
    const member = reports.get(id)!
    const cases = shelf
      .candidates(member, [], far)
      .filter((c) => c.id !== own && reports.get(shelf.posts(c.id)[0]!)!.at <= report.at)
    const later = new Map(compare(member, cases, () => 'free', hindsight).map((c) => [c.of.id, c.p]))
    for (const { of, p: then, ruling } of compare(member, cases, () => 'free', weights)) {
      const p = between(then, later.get(of.id)!)
      if (p > (found.get(of.id)?.p ?? -1)) found.set(of.id, { id: of.id, p, ruling })
    }
  }
  return questions([...found.values()], standingOf(report), weights.zones[mode]).map(({ id }) => id)
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
    suggested: suggestionsFor(arrival, shelf, byId, weights, mode),
    p: arrival.outcome.p,
  }))
}

export const cluster = (posts: Iterable<Post>, options: { readonly mode: Mode }): readonly Clustered[] =>
  clusterReports(Array.from(posts, prepare), options.mode, shippedWeights())
