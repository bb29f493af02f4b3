// The wrong joins and the missed joins of a stream, with what spoke for them: what to read when the figures disappoint.
import { stream } from '../cluster/stream.ts'
import { explainMatch } from '../explain/index.ts'
import type { Match, Mode } from '../types.ts'
import type { Weights } from '../weights/index.ts'
import { majority } from './tally.ts'
import { truthOf, type World } from './worlds.ts'

export type Mistake = {
  readonly kind: 'wrong-join' | 'missed-join' | 'not-a-candidate'
  readonly id: string
  readonly incident: string
  /** The case joined, or the right one that was not. */
  readonly match: Match | null
  readonly founder: string | null
}

export const mistakes = (world: World, weights: Weights, mode: Mode): Mistake[] => {
  const truth = truthOf(world)
  const members = new Map<string, string[]>()
  const seen = new Set<string>()
  const found: Mistake[] = []
  for (const { report, ranked, outcome, case: joined } of stream(world.reports, weights, mode)) {
    const incident = truth.get(report.id)!
    const about = (id: string) => majority((members.get(id) ?? ['']).map((post) => truth.get(post) ?? ''))
    const right = ranked.find(({ of }) => about(of.id) === incident)
    const { taken } = outcome
    const told = (candidate: typeof right) => (candidate ? explainMatch(weights, candidate.of.id, candidate) : null)
    const founderOf = (id: string | undefined) => (id === undefined ? null : (members.get(id)?.[0] ?? null))
    if (taken && about(taken.of.id) !== incident)
      found.push({ kind: 'wrong-join', id: report.id, incident, match: told(taken), founder: founderOf(taken.of.id) })
    else if (!taken && seen.has(incident)) {
      const kind = right ? 'missed-join' : 'not-a-candidate'
      found.push({ kind, id: report.id, incident, match: told(right), founder: founderOf(right?.of.id) })
    }
    seen.add(incident)
    members.set(joined, [...(members.get(joined) ?? []), report.id])
  }
  return found
}
