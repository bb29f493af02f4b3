// Comparing a report with its candidates: features, match weight, probability; best first.
import { type CaseSignature, compareCase, type Surroundings } from '../comparisons/case.ts'
import { glance } from '../comparisons/glance.ts'
import { read, type Signature } from '../comparisons/signature.ts'
import { type Model, probability, weigh } from '../weights/model.ts'

export type Candidate<C extends CaseSignature = CaseSignature> = {
  readonly of: C
  readonly features: Float64Array
  readonly weight: number
  readonly p: number
}

const surroundings = (report: Signature, cases: readonly CaseSignature[]): Surroundings => {
  const author = read(report, 'author')
  let authorLatest = 0
  if (author !== 0)
    for (const { members } of cases)
      for (const m of members) if (read(m, 'author') === author) authorLatest = Math.max(authorLatest, read(m, 'time'))
  return { authorLatest, candidates: cases.length }
}

/** Candidates compared in full; the others are let go at a glance. */
const compared = 16

const likeliest = <C extends CaseSignature>(report: Signature, cases: readonly C[]): readonly C[] => {
  if (cases.length <= compared) return cases
  return cases
    .map((of) => ({ of, score: glance(report, of) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, compared)
    .map(({ of }) => of)
}

export const rank = <C extends CaseSignature>(model: Model, report: Signature, cases: readonly C[]): Candidate<C>[] => {
  const around = surroundings(report, cases)
  return likeliest(report, cases)
    .map((of) => {
      const features = compareCase(report, of, around)
      const weight = weigh(model, features)
      return { of, features, weight, p: probability(model.calibration, weight) }
    })
    .sort((a, b) => b.weight - a.weight)
}
