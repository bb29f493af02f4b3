// Labelled data → training examples of each head. Weak labels (lexicon forms, phrases, tweets) weigh less than hand-made ones.
import type { ReportKind } from '../../dedupe/types.ts'
import type { Data } from './data.ts'
import { glossReader, isProblem } from './glosses.ts'
import { seeded, shuffle } from './random.ts'

export type Labelled = {
  readonly text: string
  readonly label: string
  readonly weight: number
  /** Of a lexicon form: such fragments are shown amid other words of their language. */
  readonly language?: string
}

const cueKinds: Readonly<Record<string, ReportKind>> = {
  'general.cue.greeting': 'greeting',
  'general.cue.inquiry': 'inquiry',
  'general.cue.suggestion': 'suggestion',
  'general.cue.thanks': 'thanks',
  'general.cue.thanks-solved': 'thanks',
  'general.cue.emergency': 'emergency',
  'general.cue.advert': 'advert',
  'general.cue.job-request': 'other',
  'general.cue.prayer': 'other',
  'general.cue.forwarded': 'chain',
  'general.cue.me-too': 'follow-up',
  'general.cue.follow-up': 'follow-up',
  'general.cue.correction': 'correction',
  'general.cue.withdrawal': 'withdrawal',
}
const cueReports: Readonly<Record<string, string>> = {
  'general.cue.greeting': 'no',
  'general.cue.thanks': 'no',
  'general.cue.advert': 'no',
  'general.cue.job-request': 'no',
  'general.cue.prayer': 'no',
  'general.cue.forwarded': 'no',
  'general.cue.complaint': 'yes',
  'general.cue.emergency': 'yes',
  'general.cue.follow-up': 'yes',
  'general.cue.me-too': 'yes',
  'general.cue.thanks-solved': 'yes',
  'general.cue.withdrawal': 'yes',
  'general.cue.correction': 'yes',
}

const formsLabelled = (
  data: Data,
  labelOf: (id: string, kind: string, topic: string | null) => string | null,
  sure: number,
  unsure: number,
) =>
  data.concepts.flatMap(({ id, kind, topic, forms }): Labelled[] => {
    const label = labelOf(id, kind, topic)
    return label === null
      ? []
      : forms
          .map((form) => ({ text: form.text, label, weight: form.sure ? sure : unsure, language: form.language }))
          .filter(({ weight }) => weight > 0)
  })

/** Public tweets are hardly ever reports; those that hold a problem's words are left out. */
const tweets = (data: Data, count: number): string[] => {
  const random = seeded(7)
  return shuffle(
    data.corpus.filter((line) => line.length > 12 && line.length < 160),
    random,
  ).slice(0, count)
}

/** Written reports are many and all are complaints: they must not make one of all that is said. */
const WRITTEN = 0.1
/** Talk was written to tell reports from the rest; it has few kinds, and words of all topics where it has none. */
const TALK = { kind: 0.3, topic: 0.15 }

export const kindExamples = (data: Data): Labelled[] => [
  ...data.utterances.map(({ text, kind }) => ({ text, label: kind, weight: 1 })),
  ...data.inbox.map(({ text, kind }) => ({ text, label: kind, weight: TALK.kind })),
  ...data.paraphrases.flatMap(({ texts }) => texts.map(({ text }) => ({ text, label: 'complaint', weight: 0.5 }))),
  ...data.reports.map(({ text }) => ({ text, label: 'complaint', weight: WRITTEN })),
  ...formsLabelled(data, (id) => cueKinds[id] ?? null, 0.3, 0.1),
  ...tweets(data, 2000).map((text) => ({ text, label: 'other', weight: 0.05 })),
]

export const reportExamples = (data: Data): Labelled[] => [
  ...[...data.utterances, ...data.inbox].flatMap(({ text, reports }) =>
    reports === null ? [] : [{ text, label: reports ? 'yes' : 'no', weight: 1 }],
  ),
  ...data.paraphrases.flatMap(({ texts }) => texts.map(({ text }) => ({ text, label: 'yes', weight: 0.5 }))),
  ...data.reports.map(({ text }) => ({ text, label: 'yes', weight: WRITTEN })),
  ...formsLabelled(data, (id) => cueReports[id] ?? null, 0.2, 0.1),
  ...formsLabelled(data, (_, kind) => (kind === 'problem' ? 'yes' : null), 0.1, 0),
  ...tweets(data, 4000).map((text) => ({ text, label: 'no', weight: 0.1 })),
]

export const topicExamples = (data: Data): Labelled[] => [
  ...data.utterances.map(({ text, topic }) => ({ text, label: topic ?? 'none', weight: 1 })),
  ...data.inbox.flatMap(({ text, reports }) => (reports ? [] : [{ text, label: 'none', weight: TALK.topic }])),
  ...data.paraphrases.flatMap(({ texts, topic }) => texts.map(({ text }) => ({ text, label: topic, weight: 1 }))),
  ...data.reports.map(({ text, topic }) => ({ text, label: topic, weight: 1 })),
  ...data.topics.flatMap(({ id, phrases, en, ar }) =>
    [en, ar, ...phrases].map((text) => ({ text, label: id, weight: 0.7 })),
  ),
  ...formsLabelled(data, (_, kind, topic) => (kind === 'problem' ? topic : null), 0.4, 0.1),
  ...formsLabelled(data, (_, kind, topic) => (kind !== 'problem' && kind !== 'cue' ? topic : null), 0.2, 0.05),
  ...formsLabelled(data, (_, kind) => (kind === 'cue' ? 'none' : null), 0.1, 0.05),
]

/** Forms of the lexicon as examples of their own concept: one head for problems, one for everything else but cues. */
export const conceptExamples = (data: Data, problems: boolean): Labelled[] =>
  formsLabelled(
    data,
    (id, kind, topic) => (kind !== 'cue' && isProblem({ id, kind, topic }) === problems ? id : null),
    0.5,
    0.1,
  )

/** Texts as people write them, each with the problem its gloss names. */
export const problemTexts = (data: Data): Labelled[] => {
  const problemOf = glossReader(data.concepts)
  const labelled = (gloss: string | null, topic: string | null, texts: readonly string[]): Labelled[] => {
    const said = gloss === null || topic === null ? null : problemOf(gloss, topic)
    return said === null ? [] : texts.map((text) => ({ text, label: said.problem, weight: said.sure ? 1 : 0.5 }))
  }
  return [
    ...data.utterances.flatMap(({ gloss, topic, text }) => labelled(gloss, topic, [text, gloss ?? text])),
    ...data.paraphrases.flatMap(({ problem, topic, texts }) =>
      labelled(problem, topic, [problem, ...texts.map(({ text }) => text)]),
    ),
    ...data.reports.flatMap(({ text, problem }) => (problem === null ? [] : [{ text, label: problem, weight: 1 }])),
  ]
}

/** What an utterance is about in English words teaches its topic across languages. */
export const glossExamples = (data: Data): Labelled[] =>
  data.utterances.flatMap(({ gloss, topic }) => (gloss && topic ? [{ text: gloss, label: topic, weight: 0.5 }] : []))

const languageOf: Readonly<Record<string, string>> = {
  eg: 'eg_lev',
  lev: 'eg_lev',
  'roman-ur': 'roman_ur_hi',
  'roman-hi': 'roman_ur_hi',
  'roman-ml': 'roman_ml',
  taglish: 'tl',
}

/** What surrounds a problem in a report without being it: times, places, relations, courtesies, by language. */
export const surroundings = (data: Data): ReadonlyMap<string, readonly string[]> => {
  const cues = data.concepts
    .filter(({ id }) =>
      /^general\.(?:time|deixis|rel|addr|qty|num|cue\.(?:greeting|complaint|demand|uncertain))\b/.test(id),
    )
    .flatMap(({ forms }) => forms.map(({ language, text }) => ({ language, text })))
  const places = data.utterances.flatMap(({ register, places }) =>
    places.map((text) => ({ language: languageOf[register] ?? register, text })),
  )
  const grouped = Map.groupBy([...cues, ...places, ...places], ({ language }) => language)
  return new Map([...grouped].map(([language, items]) => [language, items.map(({ text }) => text)]))
}
