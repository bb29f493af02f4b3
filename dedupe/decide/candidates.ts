// Comparing a report with its candidates: features, match weight, probability; best first.
import { type CaseSignature, compareCase, type Surroundings } from '../comparisons/case.ts'
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

export const rank = <C extends CaseSignature>(model: Model, report: Signature, cases: readonly C[]): Candidate<C>[] => {
  const around = surroundings(report, cases)
  return cases
    .map((of) => {
      const features = compareCase(report, of, around)
      const weight = weigh(model, features)
      return { of, features, weight, p: probability(model.calibration, weight) }
    })
    .sort((a, b) => b.weight - a.weight)
}
