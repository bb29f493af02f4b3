// Which texts mean one thing: paraphrases, a report and its gloss, the forms of one concept.
import type { Pair } from './contrast.ts'
import type { Data } from './data.ts'
import type { Random } from './random.ts'
import { rowsOf, type Vocabulary } from './vocabulary.ts'

/** Texts of one meaning; any two of them make a pair. `topic` lets a batch hold rivals of the same topic. */
export type Meaning = { readonly topic: string | null; readonly texts: readonly Int32Array[]; readonly weight: number }

export const meaningsOf = (data: Data, vocabulary: Vocabulary): Meaning[] => {
  const meaning = (topic: string | null, texts: readonly string[], weight: number): Meaning => ({
    topic,
    texts: texts.map((text) => rowsOf(text, vocabulary)).filter((rows) => rows.length > 0),
    weight,
  })
  const written = Map.groupBy(data.reports, ({ problem }) => problem)
  return [
    ...data.paraphrases.map(({ topic, problem, texts }) =>
      meaning(topic, [problem, ...texts.map(({ text }) => text)], 12),
    ),
    ...data.utterances.flatMap(({ topic, gloss, text, reports }) =>
      gloss && topic && reports ? [meaning(topic, [gloss, text], 1)] : [],
    ),
    ...data.concepts
      .filter(({ kind }) => kind === 'problem')
      .map(({ id, topic, en, ar, forms }) => {
        const texts = [...forms.filter(({ sure }) => sure), ...(written.get(id) ?? [])].map(({ text }) => text)
        return meaning(topic, [en, ar, ...texts], 3)
      }),
  ].filter(({ texts }) => texts.length > 1)
}

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)]!

const pairOf = ({ texts }: Meaning, random: Random): Pair => {
  const i = Math.floor(random() * texts.length)
  const j = (i + 1 + Math.floor(random() * (texts.length - 1))) % texts.length
  return { a: texts[i]!, b: texts[j]! }
}

/** Draws batches: half of each is of one topic, so that the hard cases meet. */
export const batcher = (meanings: readonly Meaning[], size: number, random: Random) => {
  const weighted = meanings.flatMap((meaning) => Array.from({ length: meaning.weight }, () => meaning))
  const byTopic = Map.groupBy(weighted, ({ topic }) => topic)
  return (): Pair[] => {
    const first = pick(weighted, random)
    const siblings = first.topic === null ? weighted : byTopic.get(first.topic)!
    const chosen = new Set([first])
    for (let k = 0; k < size * 2 && chosen.size < size / 2; k++) chosen.add(pick(siblings, random))
    while (chosen.size < size) chosen.add(pick(weighted, random))
    return [...chosen].map((meaning) => pairOf(meaning, random))
  }
}
