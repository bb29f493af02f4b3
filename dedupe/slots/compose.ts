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

/** Those that may be near, in the order in which they were said: a long text is not read once for each of its words. */
const aroundIn = (said: readonly Said[]) => {
  const longest = Math.max(0, ...said.map(({ from, to }) => to - from))
  const beginning = Map.groupBy(
    said.map((one, order) => ({ one, order })),
    ({ one }) => one.from,
  )
  return ({ from, to }: Said): readonly Said[] => {
    const found: { readonly one: Said; readonly order: number }[] = []
    for (let at = from - REACH - longest; at <= to + REACH; at++) found.push(...(beginning.get(at) ?? []))
    return found.sort((a, b) => a.order - b.order).map(({ one }) => one)
  }
}

export const composedOf = (reading: Reading, said: readonly Said[]): Said[] => {
  const made: Said[] = []
  const around = aroundIn(said)
  for (const thing of said) {
    const row = problems.get(thing.concept.id)
    if (row === undefined) continue
    for (const state of around(thing)) {
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
