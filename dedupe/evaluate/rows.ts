// Training rows: every candidate of every arrival, right or wrong. Cases come from the truth, and from the matcher's own
// earlier decisions, because in life it compares with cases that hold its own mistakes.
import { type Arrival, stream } from '../cluster/stream.ts'
import type { Row } from '../weights/boost.ts'
import type { Weights } from '../weights/index.ts'
import { majority } from './tally.ts'
import { truthOf, type World } from './worlds.ts'

export type LabelledArrival = {
  readonly arrival: Arrival
  readonly right: readonly boolean[]
  readonly repeat: boolean
}

/** Which candidates were about the arriving post's incident: the majority of the case's posts at that time. */
export const label = (world: World, arrivals: readonly Arrival[]): LabelledArrival[] => {
  const truth = truthOf(world)
  const members = new Map<string, string[]>()
  const seen = new Set<string>()
  return arrivals.map((arrival) => {
    const own = truth.get(arrival.report.id)!
    const right = arrival.ranked.map(({ of }) => majority(members.get(of.id) ?? ['']) === own)
    const repeat = seen.has(own)
    seen.add(own)
    members.set(arrival.case, [...(members.get(arrival.case) ?? []), own])
    return { arrival, right, repeat }
  })
}

const rowsOf = (labelled: readonly LabelledArrival[], weight: number): Row[] =>
  labelled.flatMap(({ arrival, right }) =>
    arrival.ranked.map((candidate, i) => ({ x: candidate.features, y: right[i] ? 1 : 0, weight })),
  )

export const taughtRows = (world: World, weights: Weights): Row[] => {
  const truth = truthOf(world)
  const teacher = (report: { id: string }) => {
    const incident = truth.get(report.id)!
    return incident.startsWith('none:') ? null : incident
  }
  return rowsOf(label(world, stream(world.reports, weights, 'balanced', teacher)), 1)
}

export const ownRows = (world: World, weights: Weights): Row[] =>
  rowsOf(label(world, stream(world.reports, weights, 'balanced')), 1)
