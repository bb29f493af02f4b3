// Training rows: every candidate of every arrival, right or wrong. Cases come from the truth, and from the matcher's own
// earlier decisions, because in life it compares with cases that hold its own mistakes.
import { lookAgain } from '../cluster/repair.ts'
import { createShelf } from '../cluster/shelf.ts'
import { stream, type Teacher } from '../cluster/stream.ts'
import { featureNames } from '../comparisons/case.ts'
import type { NamedCase } from '../decide/index.ts'
import type { Ruled } from '../decide/zones.ts'
import type { Mode } from '../types.ts'
import type { Row } from '../weights/boost.ts'
import type { Weights } from '../weights/index.ts'
import { majority } from './tally.ts'
import { truthOf, type World } from './worlds.ts'

/** A post's candidates, best first, and which of them were about its incident. */
export type Judged = {
  readonly id: string
  readonly ranked: readonly Ruled<NamedCase>[]
  readonly right: readonly boolean[]
  /** Another post of the incident was there to be joined. */
  readonly repeat: boolean
}

export const teacherOf = (world: World): Teacher => {
  const truth = truthOf(world)
  return ({ id }) => (truth.get(id)!.startsWith('none:') ? null : truth.get(id)!)
}

/** Arrivals judged by the majority of each candidate's posts at that time. */
export const judgeArrivals = (world: World, weights: Weights, mode: Mode, teacher?: Teacher): Judged[] => {
  const truth = truthOf(world)
  const members = new Map<string, string[]>()
  const seen = new Set<string>()
  return stream(world.reports, weights, mode, teacher).map((arrival) => {
    const own = truth.get(arrival.report.id)!
    const right = arrival.ranked.map(({ of }) => majority(members.get(of.id) ?? ['']) === own)
    const repeat = seen.has(own)
    seen.add(own)
    members.set(arrival.case, [...(members.get(arrival.case) ?? []), own])
    return { id: arrival.report.id, ranked: arrival.ranked, right, repeat }
  })
}

/** The same posts looked at again once the whole world is known. */
export const judgeHindsight = (world: World, weights: Weights, teacher?: Teacher): Judged[] => {
  const truth = truthOf(world)
  const shelf = createShelf()
  stream(world.reports, weights, 'balanced', teacher, shelf)
  return world.reports.flatMap((report) => {
    const current = shelf.caseOf(report.id)
    if (current === null) return []
    const own = truth.get(report.id)!
    const ranked = lookAgain(shelf, report, weights)
    const right = ranked.map(({ of }) => majority(shelf.posts(of.id).map((id) => truth.get(id)!)) === own)
    shelf.place(report, current)
    return [{ id: report.id, ranked, right, repeat: right.includes(true) }]
  })
}

/** Of the many plainly wrong candidates, the nearest are kept and one in four of the rest stands for all four. */
const near = 5
const sampled = 4
const joint = featureNames.indexOf('joint:best')

const rowsOfOne = ({ ranked, right }: Judged, n: number): Row[] => {
  const wrong = ranked
    .filter((_, i) => !right[i])
    .sort((a, b) => b.features[joint]! - a.features[joint]!)
    .flatMap(({ features: x }, i): Row[] => {
      if (i < near) return [{ x, y: 0, weight: 1 }]
      return (i + n) % sampled === 0 ? [{ x, y: 0, weight: sampled }] : []
    })
  return [...ranked.filter((_, i) => right[i]).map(({ features: x }): Row => ({ x, y: 1, weight: 1 })), ...wrong]
}

export const rowsOf = (judged: readonly Judged[]): Row[] => judged.flatMap(rowsOfOne)
