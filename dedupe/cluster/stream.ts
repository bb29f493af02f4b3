// Posts in order of arrival, each decided on what came before it: what the pipeline does, without a store.
import { compare, type NamedCase, standingOf } from '../decide/index.ts'
import { choose, type Outcome, type Ruled } from '../decide/zones.ts'
import type { Mode, Report } from '../types.ts'
import type { Weights } from '../weights/index.ts'
import { createShelf, type Shelf } from './shelf.ts'

/** What the matcher saw and did when a report arrived. */
export type Arrival = {
  readonly report: Report
  readonly ranked: readonly Ruled<NamedCase>[]
  /** The first post of the cases whose keys spoke loudest then: later cases may crowd them out. */
  readonly seen: readonly string[]
  readonly outcome: Outcome<NamedCase>
  readonly case: string
  /** `none`: the post opened nothing and belongs to no case. */
  readonly lane: 'case' | 'none'
  /** The report of the same author that took this held post in. */
  readonly takenBy: string | null
}

/** A greeting or a bare line is held this long for its author's report to take it in. */
export const heldFor = 15 * 60_000

const loudest = 3

export const caseIdOf = (report: Report): string => `case-${report.id}`
const authorOf = (report: Report): string | null =>
  report.author === null ? null : `${report.channel}:${report.author}`

type Held = { readonly report: Report; readonly arrival: number }

/** Where a teacher is given, it names the case whatever the matcher would do; null = the post reports nothing. */
export type Teacher = (report: Report) => string | null

const createWaiting = () => {
  const byAuthor = new Map<string, Held[]>()
  return {
    add(report: Report, arrival: number): void {
      const author = authorOf(report)
      if (author !== null) byAuthor.set(author, [...(byAuthor.get(author) ?? []), { report, arrival }])
    },
    take(report: Report): Held[] {
      const author = authorOf(report)
      if (author === null) return []
      const held = (byAuthor.get(author) ?? []).filter((h) => report.at - h.report.at <= heldFor)
      byAuthor.delete(author)
      return held
    },
  }
}

export const stream = (
  reports: readonly Report[],
  weights: Weights,
  mode: Mode,
  teacher?: Teacher,
  shelf: Shelf = createShelf(),
): Arrival[] => {
  const waiting = createWaiting()
  const arrivals: Arrival[] = []
  for (const report of reports) {
    const cases = shelf.candidates(report)
    const ranked = compare(report, cases, () => 'free', weights)
    const outcome = choose(ranked, standingOf(report), weights.zones[mode])
    const own = caseIdOf(report)
    const named = teacher ? teacher(report) : outcome.kind === 'none' ? null : (outcome.taken?.of.id ?? own)
    arrivals.push({
      report,
      ranked,
      seen: cases.slice(0, loudest).map(({ id }) => shelf.posts(id)[0]!),
      outcome,
      case: named ?? own,
      lane: named === null ? 'none' : 'case',
      takenBy: null,
    })
    if (named === null) {
      waiting.add(report, arrivals.length - 1)
      continue
    }
    shelf.place(report, named)
    if (teacher) continue
    for (const held of waiting.take(report)) {
      arrivals[held.arrival] = { ...arrivals[held.arrival]!, case: named, lane: 'case', takenBy: report.id }
      shelf.place(held.report, named)
    }
  }
  return arrivals
}
