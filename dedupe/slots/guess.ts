// What the learned heads think is wrong, among the problems of the likeliest topics: they judge what the lexicon read, and
// where it read nothing surely their own guess is told. A guess is never sure, so it may bring posts together a little and
// never keeps them apart.
import { problemNumber, problemOf } from '../meaning/index.ts'
import { concepts } from '../profiles/kuwait/index.ts'
import type { ConceptMention, Report } from '../types.ts'
import type { Heads } from './belief.ts'
import type { Said } from './said.ts'

/** Of texts kept from training seven in ten have a likelier guess; half of these name the very problem, three quarters its topic. */
const LINE = 0.28
const TOPICS = 3

/** Problems of a topic, by their numbers. */
const ofTopic = new Map<string, number[]>()
for (const { id, topic } of concepts) {
  const number = topic === null ? -1 : problemNumber(id)
  if (topic !== null && number >= 0) ofTopic.set(topic, [...(ofTopic.get(topic) ?? []), number])
}

export type Guesses = Heads & { readonly likeliest: { readonly id: string; readonly p: number } | null }

/** The problems that come into question, by number: those of the likeliest topics, and those that were read. */
const inQuestion = (said: readonly Said[], topics: Report['topics']): number[] => {
  const among: number[] = []
  for (let i = 0; i < Math.min(TOPICS, topics.length); i++) among.push(...(ofTopic.get(topics[i]!.id) ?? []))
  for (const { concept } of said) {
    const number = problemNumber(concept.id)
    if (number >= 0 && !among.includes(number)) among.push(number)
  }
  return among
}

/** `chancesOf`: how likely each of some problems is, by its number, were it one of them. */
export const guessesOf = (
  chancesOf: (among: readonly number[]) => Float64Array,
  said: readonly Said[],
  topics: Report['topics'],
  learned: Report['topics'],
): Guesses => {
  const among = inQuestion(said, topics)
  const chances = chancesOf(among)
  let best = 0
  for (let i = 1; i < chances.length; i++) if (chances[i]! > chances[best]!) best = i
  return {
    topic: (id) => learned.find((one) => one.id === id)?.p ?? 0,
    problem: (id) => {
      const i = among.indexOf(problemNumber(id))
      return i < 0 ? null : chances[i]!
    },
    likeliest: among.length === 0 ? null : { id: problemOf(among[best]!), p: chances[best]! },
  }
}

export const guessedProblem = ({ likeliest }: Guesses, read: readonly ConceptMention[]): ConceptMention[] => {
  if (read.some(({ role, sure }) => role === 'problem' && sure)) return []
  if (likeliest === null || likeliest.p < LINE || read.some(({ id }) => id === likeliest.id)) return []
  return [{ id: likeliest.id, role: 'problem', sure: false, start: 0, end: 0 }]
}
