// Where the lexicon is silent, the learned head's opinion of what is wrong, among the problems of the likeliest topics:
// never sure, so it may bring posts together a little and never keeps them apart.
import { likeliestProblem, problemNumber } from '../meaning/index.ts'
import { concepts } from '../profiles/kuwait/index.ts'
import type { ConceptMention, Report } from '../types.ts'

/** Of texts kept from training seven in ten have a likelier guess; half of these name the very problem, three quarters its topic. */
const LINE = 0.28
const TOPICS = 3

const ofTopic = new Map<string, number[]>()
for (const { id, topic } of concepts) {
  const number = topic === null ? -1 : problemNumber(id)
  if (topic !== null && number >= 0) ofTopic.set(topic, [...(ofTopic.get(topic) ?? []), number])
}

export const guessedProblem = (
  text: string,
  topics: Report['topics'],
  read: readonly ConceptMention[],
): ConceptMention[] => {
  if (read.some(({ role, sure }) => role === 'problem' && sure)) return []
  const best = likeliestProblem(
    text,
    topics.slice(0, TOPICS).flatMap(({ id }) => ofTopic.get(id) ?? []),
  )
  if (best === null || best.p < LINE || read.some(({ id }) => id === best.concept)) return []
  return [{ id: best.concept, role: 'problem', sure: false, start: 0, end: 0 }]
}
