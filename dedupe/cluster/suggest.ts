// What a person is asked once a stream is decided: about each case once, on its first post: is this the same matter as one
// of the earlier cases nearest to it? The other posts would ask the same question again.
import { far } from '../blocking/tally.ts'
import { compare, standingOf } from '../decide/index.ts'
import { type Question, questions } from '../decide/zones.ts'
import type { Mode, Report } from '../types.ts'
import type { Weights } from '../weights/index.ts'
import type { Shelf } from './shelf.ts'
import type { Arrival } from './stream.ts'

/** Posts of the case that are asked for it; more would say the same. */
const spokesmen = 4

const logOdds = (p: number): number => Math.log(Math.max(p, 1e-4) / Math.max(1 - p, 1e-4))

export type Asking = {
  readonly shelf: Shelf
  readonly reports: ReadonlyMap<string, Report>
  readonly weights: Weights
  readonly mode: Mode
}

/** Earlier cases and how likely each is the same matter: what the case's spokesmen say, on the average in log-odds. */
const aboutEarlier = (
  { report, seen }: Arrival,
  own: string | null,
  { shelf, reports, weights }: Asking,
): (Question & { readonly id: string })[] => {
  const hindsight = { ...weights, ...weights.hindsight }
  const said = new Map<string, { sum: number; n: number; ruling: Question['ruling'] }>()
  const spoken = own === null ? [report.id] : shelf.posts(own).slice(0, spokesmen)
  for (const id of spoken) {
    const member = reports.get(id)!
    const cases = shelf
      .candidates(member, seen, far)
      .filter((c) => c.id !== own && reports.get(shelf.posts(c.id)[0]!)!.at <= report.at)
    // Arrival and hindsight each know something that the other does not.
    for (const model of [weights, hindsight])
      for (const { of, p, ruling } of compare(member, cases, () => 'free', model)) {
        const known = said.get(of.id) ?? { sum: 0, n: 0, ruling }
        said.set(of.id, { ...known, sum: known.sum + logOdds(p), n: known.n + 1 })
      }
  }
  return [...said].map(([id, { sum, n, ruling }]) => ({ id, p: 1 / (1 + Math.exp(-sum / n)), ruling }))
}

export const suggestionsFor = (arrival: Arrival, asking: Asking): readonly string[] => {
  const { report } = arrival
  const { shelf, weights, mode } = asking
  const own = shelf.caseOf(report.id)
  if (own !== null && shelf.posts(own)[0] !== report.id) return []
  const about = aboutEarlier(arrival, own, asking)
  return questions(about, standingOf(report), weights.zones[mode]).map(({ id }) => id)
}
