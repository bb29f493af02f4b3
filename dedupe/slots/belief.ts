// Whether a problem that the lexicon reads is what the post is about: how it was said, weighed with what the learned heads
// think of the whole text. "The landlord", "a queue", "dust" are problems in one post and the scenery of another.
import type { Reading } from '../text/read.ts'
import stored from './belief-weights.json' with { type: 'json' }
import { roleOfConcept } from './concepts.ts'
import type { Said } from './said.ts'

/** What the learned heads think: of a topic; of a problem beside the others that come into question. */
export type Heads = {
  readonly topic: (id: string) => number
  /** Null where the head does not know the problem. */
  readonly problem: (id: string) => number | null
}

const logit = (p: number): number => {
  const held = Math.min(0.998, Math.max(0.002, p))
  return Math.log(held / (1 - held))
}
const yes = (condition: boolean): 0 | 1 => (condition ? 1 : 0)

const crossesClause = ({ words }: Reading, { from, to }: Said): boolean => {
  for (let i = from + 1; i < to; i++) if (words[i]!.gap !== 'none') return true
  return false
}

const isProblem = ({ concept }: Said): boolean => roleOfConcept(concept) === 'problem'

/** In the order of `belief-weights.json`. */
export const beliefSignals = (reading: Reading, one: Said, all: readonly Said[], heads: Heads): number[] => {
  const { id, topic } = one.concept
  const chance = heads.problem(id)
  const rivals = all.filter((other) => other.sure && isProblem(other) && other.concept.topic !== topic)
  return [
    topic === null ? 0 : logit(heads.topic(topic)),
    yes(topic === null),
    chance === null ? 0 : logit(chance),
    yes(chance === null),
    yes(one.how === 'apart'),
    yes(one.how === 'composed'),
    one.how === 'phrase' ? Math.min(3, one.to - one.from) : 0,
    yes(one.sure),
    yes(crossesClause(reading, one)),
    Math.min(2, rivals.length),
  ]
}

const chanceOf = (signals: readonly number[]): number =>
  1 / (1 + Math.exp(-signals.reduce((sum, value, i) => sum + value * stored.weights[i]!, stored.bias)))

/** Two of each topic tell as much as all: a text that says one thing a thousand times is not weighed a million times. */
const fewOf = (said: readonly Said[]): readonly Said[] =>
  [
    ...Map.groupBy(
      said.filter((one) => one.sure && isProblem(one)),
      ({ concept }) => concept.topic,
    ).values(),
  ].flatMap((alike) => alike.slice(0, 2))

/** What was said, problems surely only where they are believed; of a word that people added they said so themselves. */
export const believed = (reading: Reading, said: readonly Said[], heads: Heads): Said[] => {
  const few = fewOf(said)
  return said.map((one) =>
    isProblem(one) && one.how !== 'added'
      ? { ...one, sure: chanceOf(beliefSignals(reading, one, few, heads)) >= stored.line }
      : one,
  )
}
