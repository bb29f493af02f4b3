// Comparing a report with its candidates: features, match weight, probability; best first.
import { type CaseSignature, compareCase, featureNames, type Surroundings } from '../comparisons/case.ts'
import { authorOf, field, read, type Signature, writes } from '../comparisons/signature.ts'
import { type Model, probability, weigh } from '../weights/model.ts'

export type Candidate<C extends CaseSignature = CaseSignature> = {
  readonly of: C
  readonly features: Float64Array
  readonly weight: number
  readonly p: number
}

const surroundings = (report: Signature, cases: readonly CaseSignature[]): Surroundings => {
  const author = authorOf(report)
  let authorLatest = 0
  let authorCases = 0
  if (author !== 0)
    for (let c = 0; c < cases.length; c++) {
      const { members } = cases[c]!
      let own = false
      for (let i = 0; i < members.length; i++) {
        if (!writes(members[i]!, author)) continue
        own = true
        authorLatest = Math.max(authorLatest, read(members[i]!, field.time))
      }
      authorCases += own ? 1 : 0
    }
  return { authorLatest, authorCases }
}

/** Numbers that come to the processor together, and so many as most reports take. */
const [line, most] = [16, 64]
const glanced = new Int32Array(1)
/** What members say lies all over memory: looking at each stretch of it beforehand lets the waits overlap. */
const glance = (cases: readonly CaseSignature[]): void => {
  let sum = 0
  for (let c = 0; c < cases.length; c++) {
    const { members } = cases[c]!
    for (let i = 0; i < members.length; i++) {
      const { data, at } = members[i]!
      const to = Math.min(at + most, data.length)
      for (let k = at; k < to; k += line) sum += data[k]!
    }
  }
  glanced[0] = sum
}

const width = featureNames.length
const slabOf = 64
let slab = new Float64Array(0)
let taken = 0
/** Rows of features lie in slabs: as an array of its own each would be for the system to give and take back. */
const nextRow = (): Float64Array => {
  if (taken === slab.length) {
    slab = new Float64Array(slabOf * width)
    taken = 0
  }
  taken += width
  return slab.subarray(taken - width, taken)
}

export const rank = <C extends CaseSignature>(model: Model, report: Signature, cases: readonly C[]): Candidate<C>[] => {
  glance(cases)
  const around = surroundings(report, cases)
  const ranked: Candidate<C>[] = []
  for (const of of cases) {
    const features = nextRow()
    compareCase(report, of, around, features)
    const weight = weigh(model, features)
    let at = ranked.length
    for (; at > 0 && ranked[at - 1]!.weight < weight; at--) ranked[at] = ranked[at - 1]!
    ranked[at] = { of, features, weight, p: probability(model.calibration, weight) }
  }
  return ranked
}
