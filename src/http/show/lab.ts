// What moved lines would have made of last month's decisions. Pure.
import type { LabWire } from '../contract.ts'

type Question = { readonly p: number; readonly answer: string | null }
type Lines = { readonly accept: number; readonly review: number }

const share = (count: number, of: number) => (of === 0 ? null : Math.round((count / of) * 1000) / 1000)

export const moved = (joins: readonly number[], questions: readonly Question[], { accept, review }: Lines) => {
  const judged = questions.filter(({ answer }) => answer === 'same' || answer === 'different')
  const same = judged.filter(({ answer }) => answer === 'same')
  const taken = judged.filter(({ p }) => p >= accept)
  const right = taken.filter(({ answer }) => answer === 'same').length
  const open = questions.filter(({ p }) => p >= review && p < accept).length
  return {
    joined: joins.filter((p) => p >= accept).length + questions.filter(({ p }) => p >= accept).length,
    gained: questions.filter(({ p }) => p >= accept).length,
    lost: joins.filter((p) => p < accept).length,
    asked: open + joins.filter((p) => p < accept && p >= review).length,
    precision: share(right, taken.length),
    recall: share(right, same.length),
    judged: judged.length,
  } satisfies LabWire['moved']
}

type Term = { readonly aspect: string; readonly weight: number }
const least = 0.05
const mean = (weights: readonly number[]) =>
  weights.length === 0 ? 0 : Math.round((weights.reduce((sum, one) => sum + one, 0) / weights.length) * 100) / 100

/** How much each aspect moved these comparisons, the weightiest first. */
export const aspects = (matches: readonly { readonly terms: readonly Term[] }[]): LabWire['aspects'] => {
  // Where a comparison starts is no aspect of it.
  const spoken = matches
    .flatMap(({ terms }) => terms)
    .filter(({ aspect, weight }) => aspect !== 'bias' && Math.abs(weight) >= least)
  const moved = [...Map.groupBy(spoken, ({ aspect }) => aspect)].map(([aspect, terms]) => {
    const weights = terms.map(({ weight }) => weight)
    const [agreed, differed] = [weights.filter((one) => one > 0), weights.filter((one) => one < 0)]
    return {
      aspect,
      agreed: agreed.length,
      agreeing: mean(agreed),
      differed: differed.length,
      differing: mean(differed),
    }
  })
  return moved.sort((a, b) => b.agreeing - b.differing - (a.agreeing - a.differing))
}

/** Judged questions by tenths of probability: how often people said "same" where the machine said so much. */
export const curve = (questions: readonly Question[]): LabWire['curve'] =>
  Array.from({ length: 10 }, (_, tenth) => {
    const here = questions.filter(
      ({ p, answer }) => (answer === 'same' || answer === 'different') && Math.min(9, Math.floor(p * 10)) === tenth,
    )
    return { from: tenth / 10, judged: here.length, same: here.filter(({ answer }) => answer === 'same').length }
  })
