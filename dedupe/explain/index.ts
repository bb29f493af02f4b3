// A comparison told as terms: each aspect's rung of its ladder and how far it moved the match weight.
import { featureNames } from '../comparisons/case.ts'
import type { Candidate } from '../decide/candidates.ts'
import type { Veto } from '../decide/vetoes.ts'
import type { Match, Term } from '../types.ts'
import { contributions, type Model } from '../weights/model.ts'
import { aspectOf, levelOf } from './levels.ts'

const aspects = [...new Set<Term['aspect']>(['bias', ...featureNames.map(aspectOf)])]
const aspectAt = Int32Array.from(featureNames, (name) => aspects.indexOf(aspectOf(name)))
const sums = new Float64Array(aspects.length)

const rounded = (weight: number): number => Math.round(weight * 1000) / 1000

const termsOf = (model: Model, features: Float64Array, veto: Veto): Term[] => {
  const { start, moves } = contributions(model, features)
  sums.fill(0)
  sums[0] = start
  let moved = 1
  for (let i = 0; i < moves.length; i++) {
    if (moves[i] === 0) continue
    moved |= 1 << aspectAt[i]!
    sums[aspectAt[i]!]! += moves[i]!
  }
  const terms: Term[] = []
  for (let a = 0; a < aspects.length; a++) {
    const aspect = aspects[a]!
    if ((moved & (1 << a)) === 0 && veto !== aspect) continue
    const term = { aspect, level: levelOf(aspect, features), weight: rounded(sums[a]!) }
    terms.push(veto === aspect ? { ...term, veto: true } : term)
  }
  return terms.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
}

type Source = { readonly model: Model; readonly features: Float64Array; readonly veto: Veto; terms: Term[] | null }
const source = Symbol('what the terms are made of')

/** One getter for all matches: one of its own for each would cost as much as comparing with another case. */
const terms = {
  enumerable: true,
  get(this: { readonly [source]: Source }): readonly Term[] {
    const from = this[source]
    from.terms ??= termsOf(from.model, from.features, from.veto)
    return from.terms
  },
}

/** The terms are made when they are first read: a decision names up to five matches, and few are looked into. */
export const explainMatch = (
  model: Model,
  id: string,
  { features, weight, p, ruling, veto }: Candidate & { readonly ruling: string; readonly veto: Veto },
): Match => {
  const match = { case: id, weight, p, vetoed: veto !== null || ruling === 'cannot' }
  Object.defineProperty(match, source, { value: { model, features, veto, terms: null } satisfies Source })
  return Object.defineProperty(match, 'terms', terms) as unknown as Match
}
