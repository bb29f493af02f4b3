// A thing and its state a few words apart make a problem: "الماي ... من أمس ما يوصل", "no current".

import compositions from '../profiles/kuwait/compositions.json' with { type: 'json' }
import { concepts } from '../profiles/kuwait/index.ts'
import type { Reading } from '../text/read.ts'
import type { Said } from './said.ts'

const byId = new Map(concepts.map((concept) => [concept.id, concept]))

/** thing → state → problem */
const problems = new Map<string, Map<string, string>>()
for (const { things, states, problem } of compositions)
  for (const thing of things) {
    const row = problems.get(thing) ?? new Map<string, string>()
    for (const state of states) row.set(state, problem)
    problems.set(thing, row)
  }

const REACH = 5

const near = ({ words }: Reading, a: Said, b: Said): boolean => {
  const [first, second] = a.from <= b.from ? [a, b] : [b, a]
  if (second.from - first.to > REACH) return false
  for (let i = first.to; i <= second.from; i++)
    if (words[i] !== undefined && i > first.from && words[i]!.gap === 'sentence') return false
  return true
}

export const composedOf = (reading: Reading, said: readonly Said[]): Said[] => {
  const made: Said[] = []
  for (const thing of said) {
    const row = problems.get(thing.concept.id)
    if (row === undefined) continue
    for (const state of said) {
      const problem = row.get(state.concept.id)
      if (problem === undefined || !near(reading, thing, state)) continue
      made.push({
        concept: byId.get(problem)!,
        from: Math.min(thing.from, state.from),
        to: Math.max(thing.to, state.to),
        sure: true,
        how: 'composed',
      })
    }
  }
  return made
}
