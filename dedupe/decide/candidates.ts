// Comparing a report with its candidates: features, match weight, probability; best first.
import { type CaseSignature, compareCase, featureNames, type Surroundings } from '../comparisons/case.ts'
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
    for (let c = 0; c < cases.length; c++) {
      const { members } = cases[c]!
      for (let i = 0; i < members.length; i++)
        if (read(members[i]!, field.author) === author)
          authorLatest = Math.max(authorLatest, read(members[i]!, field.time))
    }
  return { authorLatest }
}

export const rank = <C extends CaseSignature>(model: Model, report: Signature, cases: readonly C[]): Candidate<C>[] => {
  const around = surroundings(report, cases)
  const width = featureNames.length
  const all = new Float64Array(cases.length * width)
  return cases
    .map((of, i) => {
      const features = all.subarray(i * width, (i + 1) * width)
      compareCase(report, of, around, features)
      const weight = weigh(model, features)
      return { of, features, weight, p: probability(model.calibration, weight) }
    })
    .sort((a, b) => b.weight - a.weight)
}
