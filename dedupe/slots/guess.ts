// Where the lexicon is silent, the learned head's opinion of what is wrong: never sure, so it may bring posts together a
// little and never keeps them apart.
import { classifyProblem } from '../meaning/index.ts'
import type { ConceptMention } from '../types.ts'

/** Read off texts that were kept from training: half of what is told is the very problem, three quarters its topic. */
const LINE = 0.25

export const guessedProblem = (text: string, read: readonly ConceptMention[]): ConceptMention[] => {
  if (read.some(({ role, sure }) => role === 'problem' && sure)) return []
  const best = classifyProblem(text, 1)[0]
  if (best === undefined || best.p < LINE || read.some(({ id }) => id === best.concept)) return []
  return [{ id: best.concept, role: 'problem', sure: false, start: 0, end: 0 }]
}
