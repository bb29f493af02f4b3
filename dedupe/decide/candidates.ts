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

/** Trees every candidate is weighed by, and how far behind the best one may then be to be weighed by all. */
const glance = 30
const hopeless = 3
const alwaysWeighed = 4

export const rank = <C extends CaseSignature>(model: Model, report: Signature, cases: readonly C[]): Candidate<C>[] => {
  const around = surroundings(report, cases)
  const glanced = cases
    .map((of) => {
      const features = compareCase(report, of, around)
      return { of, features, weight: weigh(model, features, 0, glance) }
    })
    .sort((a, b) => b.weight - a.weight)
  const best = glanced[0]?.weight ?? 0
  const hopeful = glanced.filter(({ weight }, i) => i < alwaysWeighed || weight > best - hopeless)
  const told = hopeful
    .map(({ of, features, weight: first }) => {
      const weight = first + weigh(model, features, glance)
      return { of, features, weight, p: probability(model.calibration, weight) }
    })
    .sort((a, b) => b.weight - a.weight)
  const last = told.at(-1)?.weight ?? 0
  const rest = glanced.slice(hopeful.length).map((c) => ({ ...c, weight: Math.min(c.weight, last), p: 0 }))
  return [...told, ...rest]
}
