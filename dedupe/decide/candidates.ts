// Comparing a report with its candidates: features, match weight, probability; best first.
import { type CaseSignature, caseRoom, compareCase, featureNames, type Surroundings } from '../comparisons/case.ts'
import { glance } from '../comparisons/glance.ts'
import { field, read, type Signature } from '../comparisons/signature.ts'
import { type Model, probability, weigh } from '../weights/model.ts'

export type Candidate<C extends CaseSignature = CaseSignature> = {
  readonly of: C
  readonly features: Float64Array
  readonly weight: number
  readonly p: number
}

const surroundings = (report: Signature, cases: readonly CaseSignature[]): Surroundings => {
  const author = read(report, field.author)
  let authorLatest = 0
  if (author !== 0)
    for (const { members } of cases)
      for (const m of members)
        if (read(m, field.author) === author) authorLatest = Math.max(authorLatest, read(m, field.time))
  return { authorLatest, candidates: cases.length }
}

/** Candidates compared in full; the others are let go at a glance. */
const compared = 16

/** Room for the levels of all candidates' members, reused: they are read and forgotten within one decision. */
let levels = new Float64Array(32 * caseRoom)

/** Positions of the likeliest cases. */
const likeliest = (report: Signature, cases: readonly CaseSignature[]): number[] => {
  if (levels.length < cases.length * caseRoom) levels = new Float64Array(cases.length * caseRoom)
  const scores = cases.map((of, i) => glance(report, of, levels, i * caseRoom))
  const order = cases.map((_, i) => i)
  return cases.length <= compared ? order : order.sort((a, b) => scores[b]! - scores[a]!).slice(0, compared)
}

export const rank = <C extends CaseSignature>(model: Model, report: Signature, cases: readonly C[]): Candidate<C>[] => {
  const around = surroundings(report, cases)
  const chosen = likeliest(report, cases)
  const width = featureNames.length
  const all = new Float64Array(chosen.length * width)
  return chosen
    .map((position, i) => {
      const of = cases[position]!
      const features = all.subarray(i * width, (i + 1) * width)
      compareCase(report, of, around, levels, position * caseRoom, features)
      const weight = weigh(model, features)
      return { of, features, weight, p: probability(model.calibration, weight) }
    })
    .sort((a, b) => b.weight - a.weight)
}
