// Every figure of the matcher on one labelled world, in both modes.
import { far } from '../blocking/tally.ts'
import { type Clustered, clusterReports } from '../cluster/index.ts'
import { createShelf } from '../cluster/shelf.ts'
import { stream } from '../cluster/stream.ts'
import type { Mode } from '../types.ts'
import type { Weights } from '../weights/index.ts'
import { judgeArrivals, teacherOf } from './rows.ts'
import { type Rates, type Score, type Share, score, scoreByTag, sharesOfPosts } from './score.ts'
import { mean, ratio } from './tally.ts'
import type { World } from './worlds.ts'

export type Candidates = {
  /** Of posts with an earlier post of their incident: the right case is among the candidates; compared; ranked first. */
  readonly recall: number
  readonly compared: number
  readonly first: number
  readonly perPost: number
}
export type Lanes = {
  /** Reports that reach a case; posts that report nothing and are kept out of cases. */
  readonly reportsKept: number
  readonly othersOut: number
}
export type Figures = {
  readonly world: string
  readonly modes: Readonly<Record<Mode, Score>>
  /** Each post's share of B-cubed, for intervals. */
  readonly shares: Readonly<Record<Mode, readonly Share[]>>
  readonly candidates: Candidates
  readonly lanes: Lanes
  /** Mean gap between said and true probability over ten bins. */
  readonly calibrationError: Readonly<Record<Mode, number>>
  /** By language, balanced mode. */
  readonly languages: Readonly<Record<string, Rates & { readonly n: number }>>
  readonly tags: Readonly<Record<string, Rates & { readonly n: number }>>
  readonly channels: Readonly<Record<string, Rates & { readonly n: number }>>
}

export const calibrationError = (seen: readonly { readonly p: number; readonly right: boolean }[]): number => {
  const bins = Array.from({ length: 10 }, (): { p: number[]; right: number } => ({ p: [], right: 0 }))
  for (const { p, right } of seen) {
    const bin = bins[Math.min(9, Math.floor(p * 10))]!
    bin.p.push(p)
    if (right) bin.right++
  }
  return bins.reduce((sum, { p, right }) => {
    const gap = p.length === 0 ? 0 : Math.abs(mean(p) - right / p.length)
    return sum + (gap * p.length) / Math.max(1, seen.length)
  }, 0)
}

/** Of posts whose incident is known, how often its case is among the candidates that the keys lead to. */
const recallOf = (world: World): number => {
  const nameOf = teacherOf(world)
  const shelf = createShelf()
  let joins = 0
  let found = 0
  for (const report of world.reports) {
    const of = nameOf(report)
    if (of === null) continue
    if (shelf.posts(of).length > 0) {
      joins++
      if (shelf.candidates(report, [], far).some(({ id }) => id === of)) found++
    }
    shelf.place(report, of)
  }
  return ratio(found, joins, 1)
}

const candidatesOf = (world: World, weights: Weights): Candidates => {
  const judged = judgeArrivals(world, weights, 'balanced', teacherOf(world))
  const joins = judged.filter(({ repeat }) => repeat)
  return {
    recall: recallOf(world),
    compared: ratio(joins.filter(({ right }) => right.includes(true)).length, joins.length, 1),
    first: ratio(joins.filter(({ right }) => right[0]).length, joins.length, 1),
    perPost: mean(judged.map(({ ranked }) => ranked.length)),
  }
}

const languageGroup = (language: string): string =>
  language === 'ar' || language === 'en' ? language : language === 'arz-latn' ? 'arabizi' : 'other'

const byGroup = (world: World, cases: readonly Clustered[], groupOf: (g: World['gold'][number]) => string) =>
  Object.fromEntries(
    scoreByTag(
      world.gold.map((g) => ({ ...g, tags: [groupOf(g)] })),
      cases,
    ),
  )

const lanesOf = (world: World, weights: Weights): Lanes => {
  const arrivals = stream(world.reports, weights, 'strict')
  const out = new Set(arrivals.filter((a) => a.lane === 'none').map((a) => a.report.id))
  const isReport = (g: World['gold'][number]) => g.incident !== null
  const reports = world.gold.filter(isReport)
  const others = world.gold.filter((g) => !isReport(g))
  return {
    reportsKept: ratio(reports.filter((g) => !out.has(g.id)).length, reports.length, 1),
    othersOut: ratio(others.filter((g) => out.has(g.id)).length, others.length, 1),
  }
}

export const figuresOf = (world: World, weights: Weights): Figures => {
  const balanced = clusterReports(world.reports, 'balanced', weights)
  const strict = clusterReports(world.reports, 'strict', weights)
  const errorIn = (mode: Mode) =>
    calibrationError(
      judgeArrivals(world, weights, mode).flatMap(({ ranked: [best], right }) =>
        best ? [{ p: best.p, right: right[0]! }] : [],
      ),
    )
  return {
    world: world.name,
    modes: { balanced: score(world.gold, balanced), strict: score(world.gold, strict) },
    shares: { balanced: sharesOfPosts(world.gold, balanced), strict: sharesOfPosts(world.gold, strict) },
    candidates: candidatesOf(world, weights),
    lanes: lanesOf(world, weights),
    calibrationError: { balanced: errorIn('balanced'), strict: errorIn('strict') },
    languages: byGroup(world, balanced, (g) => languageGroup(g.language)),
    tags: Object.fromEntries(scoreByTag(world.gold, balanced)),
    channels: byGroup(world, balanced, (g) => g.channel),
  }
}

const three = (x: number): number => Number(x.toFixed(3))

/** The figures that say most, for provenance. */
export const summary = ({ modes, candidates, calibrationError: error }: Figures) => ({
  balanced: { b3: three(modes.balanced.b3.f1), pair: three(modes.balanced.pair.f1) },
  strict: {
    pairPrecision: three(modes.strict.pair.p),
    pair: three(modes.strict.pair.f1),
    b3: three(modes.strict.b3.f1),
    overmerge: three(modes.strict.overmerge),
    assisted: three(modes.strict.assisted),
    afterReview: three(modes.strict.review.f1),
    questions: three(modes.strict.review.questions),
  },
  candidateRecall: three(candidates.recall),
  calibrationError: three(error.strict),
})
