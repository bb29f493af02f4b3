// "And …" at the start: the author goes on, with more of the same or with a trouble beside it. Which, the rest tells.
import type { Reading } from '../text/read.ts'
import type { ConceptMention } from '../types.ts'
import { foldedSet } from './words.ts'

const AND = foldedSet(
  'و and also plus besides بعد كمان برضو برضه ايضا وايضا بالاضافة aur اور और o at tsaka saka ও এবং കൂടെ pinne',
)

/** Arabic writes "and" onto the word: the stem has lost it. */
const joined = (word: string, stem: string): boolean => word.length > 3 && word.startsWith('و') && !stem.startsWith('و')

export const andIn = ({ words, keys }: Reading): ConceptMention[] => {
  const [first] = words
  if (first === undefined || words.length < 2) return []
  if (!AND.has(first.key) && !joined(first.key, keys[0]!)) return []
  return [{ start: first.start, end: first.end, id: 'general.cue.and', role: 'cue', sure: true }]
}
