// A comparison told as terms: each aspect's rung of its ladder and how far it moved the match weight.
import { featureNames } from '../comparisons/case.ts'
import type { Candidate } from '../decide/candidates.ts'
import type { Match, Term } from '../types.ts'
import { contributions, type Model } from '../weights/model.ts'
import { aspectOf, levelOf } from './levels.ts'

const aspects = featureNames.map(aspectOf)

export const explainMatch = (
  model: Model,
  id: string,
  { features, weight, p, ruling }: Candidate & { readonly ruling: string },
): Match => {
  const { start, moves } = contributions(model, features)
  const byAspect = new Map<Term['aspect'], number>([['bias', start]])
  moves.forEach((move, i) => {
    if (move !== 0) byAspect.set(aspects[i]!, (byAspect.get(aspects[i]!) ?? 0) + move)
  })
  const veto = ruling === 'vetoed'
  const terms = [...byAspect]
    .map(
      ([aspect, w]): Term => ({
        aspect,
        level: levelOf(aspect, features),
        weight: Number(w.toFixed(3)),
        ...(veto && aspect === 'place' ? { veto: true } : {}),
      }),
    )
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  return { case: id, weight, p, vetoed: veto || ruling === 'cannot', terms }
}
