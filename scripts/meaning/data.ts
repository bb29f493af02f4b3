// Reads the labelled files the models of dedupe/meaning are trained and measured on.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ReportKind } from '../../dedupe/types.ts'

export type Utterance = {
  readonly id: string
  readonly text: string
  readonly lang: string
  readonly register: string
  readonly kind: ReportKind
  readonly state: string
  readonly topic: string | null
  readonly gloss: string | null
  /** Whether it belongs with an incident; null where the label leaves it open. */
  readonly reports: boolean | null
  /** The words that say where, as they stand in the text. */
  readonly places: readonly string[]
}

export type Concept = {
  readonly id: string
  readonly kind: string
  readonly topic: string | null
  readonly en: string
  readonly ar: string
  readonly unlike: readonly string[]
  readonly contrary: readonly string[]
  /** Without their mark of ambiguity; `sure` tells those that stand alone. */
  readonly forms: readonly { readonly text: string; readonly sure: boolean; readonly language: string }[]
}

export type ParaphraseSet = {
  readonly id: string
  readonly topic: string
  readonly problem: string
  readonly texts: readonly { readonly text: string; readonly register: string }[]
}

export type WrittenReport = {
  readonly id: string
  readonly text: string
  /** Null where it is none of the topic's problems. */
  readonly problem: string | null
  readonly topic: string
}

export type WorldPost = {
  readonly id: string
  readonly text: string
  readonly lang: string
  readonly at: number
  readonly incident: string | null
  readonly tags: readonly string[]
}

export type Topic = {
  readonly id: string
  readonly en: string
  readonly ar: string
  readonly phrases: readonly string[]
}

export type Data = {
  readonly utterances: readonly Utterance[]
  /** Written for training alone, with no topic; never measured on. */
  readonly inbox: readonly Utterance[]
  readonly paraphrases: readonly ParaphraseSet[]
  /** Written for training alone, each with its problem of the lexicon or its topic; never measured on. */
  readonly reports: readonly WrittenReport[]
  readonly concepts: readonly Concept[]
  readonly topics: readonly Topic[]
  readonly worlds: Readonly<Record<string, readonly WorldPost[]>>
  readonly corpus: readonly string[]
  /** SHA-256 of every file read, for the provenance kept beside the models. */
  readonly hashes: Readonly<Record<string, string>>
}

type Json = { readonly [key: string]: never }

const finerKinds: Readonly<Record<string, ReportKind>> = {
  followup: 'follow-up',
  'me-too': 'follow-up',
  'thanks-solved': 'thanks',
}
const nothing: readonly string[] = ['greeting', 'advert', 'chain', 'other', 'general-question']

const kindOf = (kind: string, state: string): ReportKind =>
  kind === 'inquiry' && state === 'none' ? 'general-question' : (finerKinds[kind] ?? (kind as ReportKind))

/** Early files call every question an inquiry, so theirs with a topic may be one's own matter or a general one. */
const reportsOf = (kind: ReportKind, source: string, state: string): boolean | null => {
  if (kind === 'general-question' && source === 'inquiry') return null
  if (kind === 'thanks') return state === 'solved'
  return !nothing.includes(kind)
}

/** Lines `label | text` of a file kept beside this one. */
const labelledLines = (text: string): [label: string, said: string][] =>
  text
    .split('\n')
    .filter((line) => line.includes('|') && !line.startsWith('#'))
    .map((line) => line.split(/ \| (.*)/, 2) as [string, string])

/** By kind: what is no report, and reports that do not look like one. */
const inboxLines = (text: string): Utterance[] =>
  labelledLines(text).map(([source, said], i) => {
    const state = source === 'thanks-solved' ? 'solved' : 'open'
    const kind = kindOf(source, state)
    const reports = reportsOf(kind, source, state)
    return {
      id: `inbox-${i * 5 + 1}`,
      text: said,
      lang: '',
      register: '',
      kind,
      state,
      topic: null,
      gloss: null,
      reports,
      places: [],
    }
  })

/** By problem of the lexicon, or by `@topic`; numbered so that none falls into the fold that is kept. */
const reportLines = (text: string, concepts: readonly Concept[], topics: readonly Topic[]): WrittenReport[] => {
  const topicOf = new Map([
    ...concepts.flatMap(({ id, topic }) => (topic === null ? [] : [[id, topic] as const])),
    ...topics.map(({ id }) => [`@${id}`, id] as const),
  ])
  return labelledLines(text).map(([label, said], i) => {
    const topic = topicOf.get(label)
    if (topic === undefined) throw new Error(`reports: ${label} is no topic and no problem with a topic`)
    const problem = label.startsWith('@') ? null : label
    return { id: `report-${i * 5 + 1 + (i % 4)}`, text: said, problem, topic }
  })
}

type UtteranceLine = Json & {
  id: string
  text: string
  lang: string
  register: string
  kind: string
  state: string | null
  topic: string | null
  problem: string | null
  places: { text: string }[]
}
const utteranceOf = (line: UtteranceLine): Utterance => {
  const state = line.state ?? 'none'
  const kind = kindOf(line.kind, state)
  const reports = reportsOf(kind, line.kind, state)
  return {
    id: line.id,
    text: line.text,
    lang: line.lang,
    register: line.register,
    kind,
    state,
    topic: line.topic,
    gloss: line.problem,
    reports,
    places: line.places.map(({ text }) => text),
  }
}

type ConceptLine = {
  id: string
  kind: string
  topic?: string | null
  en: string
  ar: string
  unlike?: string[]
  contrary?: string[]
  forms: Record<string, string[]>
}
const conceptOf = (line: ConceptLine): Concept => ({
  id: line.id,
  kind: line.kind,
  topic: line.topic ?? null,
  en: line.en,
  ar: line.ar,
  unlike: line.unlike ?? [],
  contrary: line.contrary ?? [],
  forms: Object.entries(line.forms).flatMap(([language, forms]) =>
    forms.map((form) => ({ text: form.replace(/^~/, ''), sure: !form.startsWith('~'), language })),
  ),
})

type WorldLine = { id: string; text: string; lang: string; created_at: string; incident: string | null; tags: string[] }
type TopicLine = { id: string; en: string; ar: string; keywords: Record<string, string[]> }

/** Reads what training needs; `worlds` names the labelled worlds wanted, and no other world is opened. */
export const readData = (root: string, worlds: readonly string[]): Data => {
  const hashes: Record<string, string> = {}
  const bytes = (path: string) => {
    const content = readFileSync(join(root, path))
    hashes[path] = createHash('sha256').update(content).digest('hex')
    return content
  }
  const text = (path: string) => (path.endsWith('.gz') ? gunzipSync(bytes(path)) : bytes(path)).toString('utf8')
  const lines = <T>(path: string) =>
    text(path)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as T)
  const files = (folder: string, end: string) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(end))
      .sort()
      .map((name) => `${folder}/${name}`)
  const lexicon = readFileSync(join(import.meta.dirname, '../../dedupe/profiles/kuwait/concepts.json'))
  hashes['profiles/kuwait/concepts.json'] = createHash('sha256').update(lexicon).digest('hex')
  const concepts = (JSON.parse(lexicon.toString('utf8')) as ConceptLine[]).map(conceptOf)
  const taxonomy = (JSON.parse(text('taxonomy/topics.json')) as { topics: TopicLine[] }).topics
  const topics = taxonomy.map(({ id, en, ar, keywords }) => ({ id, en, ar, phrases: Object.values(keywords).flat() }))
  const beside = (name: string) => {
    const content = readFileSync(join(import.meta.dirname, name))
    hashes[name] = createHash('sha256').update(content).digest('hex')
    return content.toString('utf8')
  }
  const written = (folder: string) =>
    readdirSync(join(import.meta.dirname, folder))
      .sort()
      .map((name) => beside(`${folder}/${name}`))
      .join('\n')
  return {
    inbox: inboxLines(written('inbox')),
    reports: reportLines(written('reports'), concepts, topics),
    utterances: files('utterances', '.jsonl')
      .flatMap((path) => lines<UtteranceLine>(path))
      .map(utteranceOf),
    paraphrases: files('paraphrases', '.jsonl').flatMap((path) => lines<ParaphraseSet>(path)),
    concepts,
    topics,
    worlds: Object.fromEntries(
      worlds.map((world) => [
        world,
        lines<WorldLine>(`gold/dev/${world}.jsonl`).map(({ created_at, ...post }) => ({
          ...post,
          at: Date.parse(created_at),
        })),
      ]),
    ),
    corpus: files('corpus', '.txt.gz')
      .flatMap((path) => text(path).split('\n'))
      .filter((line) => line !== ''),
    hashes,
  }
}

/** One of five, by the number an id ends in. */
export const foldOf = (id: string): number => Number(/(\d+)$/.exec(id)?.[1]) % 5

/** Every fifth id is kept apart: never trained on, so that what is measured there is a fair reading. */
export const isKept = (id: string): boolean => foldOf(id) === 0
