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

/** Judged questions by tenths of probability: how often people said "same" where the machine said so much. */
export const curve = (questions: readonly Question[]): LabWire['curve'] =>
  Array.from({ length: 10 }, (_, tenth) => {
    const here = questions.filter(
      ({ p, answer }) => (answer === 'same' || answer === 'different') && Math.min(9, Math.floor(p * 10)) === tenth,
    )
    return { from: tenth / 10, judged: here.length, same: here.filter(({ answer }) => answer === 'same').length }
  })
