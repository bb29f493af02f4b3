// Which problem of the lexicon a labelled text's English gloss speaks of: what the lexicon reads in it, else the problem of
// the same topic whose English forms share the telling words. Glosses were written beside the texts, not from the lexicon.
import { conceptsSaid } from '../../dedupe/slots/concepts.ts'
import { read } from '../../dedupe/text/read.ts'
import type { Concept } from './data.ts'

export type GlossRead = { readonly problem: string; readonly sure: boolean }

/** Problems with a topic of their own; "broken" and "dirty" are states of a thing. */
export const isProblem = ({ id, kind, topic }: Pick<Concept, 'id' | 'kind' | 'topic'>): boolean =>
  kind === 'problem' && topic !== null && !id.startsWith('general.')

const LEAST_SHARED = 0.4

const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[a-z]{3,}/g) ?? []).map((word) => word.replace(/(?:ing|ed|es|s)$/, ''))

export const glossReader = (concepts: readonly Concept[]) => {
  const problems = concepts.filter(isProblem)
  const known = new Set(problems.map(({ id }) => id))
  const spoken = problems.map(({ id, topic, en, forms }) => ({
    id,
    topic,
    words: new Set([en, ...forms.filter(({ language }) => language === 'en').map(({ text }) => text)].flatMap(wordsOf)),
  }))
  const holders = new Map<string, number>()
  for (const { words } of spoken) for (const word of words) holders.set(word, (holders.get(word) ?? 0) + 1)
  const rarity = (word: string) => Math.log(1 + spoken.length / (holders.get(word) ?? 1))
  const sum = (words: readonly string[]) => words.reduce((total, word) => total + rarity(word), 0)

  return (gloss: string, topic: string): GlossRead | null => {
    const said = conceptsSaid(read(gloss), new Set())
      .filter(({ concept, sure }) => sure && known.has(concept.id) && concept.topic === topic)
      .sort((a, b) => b.to - b.from - (a.to - a.from))
    if (said.length > 0) return { problem: said[0]!.concept.id, sure: true }
    const words = [...new Set(wordsOf(gloss))]
    const ranked = spoken
      .filter((one) => one.topic === topic)
      .map(({ id, words: own }) => ({ id, share: sum(words.filter((word) => own.has(word))) / sum(words) }))
      .sort((a, b) => b.share - a.share)
    const best = ranked[0]
    return best !== undefined && best.share >= LEAST_SHARED && best.share > (ranked[1]?.share ?? 0)
      ? { problem: best.id, sure: false }
      : null
  }
}
