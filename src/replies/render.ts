// The words one author gets: a greeting, the ministry's text, which case it is about and where it stands, in his language.
import { isolated, isolateWithin, withoutIsolates } from './isolate.ts'
import type { Length } from './length.ts'
import { fits } from './length.ts'

export type ReplyLanguage = 'ar' | 'en'
/** At least one is given; the other language's readers get it too. */
export type Texts = Readonly<Partial<Record<ReplyLanguage, string>>>

/** What the words may speak of. */
export type About = {
  readonly reference: string
  /** The case's public page, where it is published. */
  readonly link: string | null
  readonly area?: Readonly<Record<ReplyLanguage, string>> | null
  readonly topic?: Readonly<Record<ReplyLanguage, string>> | null
  readonly count?: number
}

/** Arabic is the country's language; English for those who wrote English and for languages without a text of their own. */
export const languageOf = (written: string | null): ReplyLanguage => (tongueOf(written) === 'ar' ? 'ar' : 'en')

/** The language a template should have. */
export const tongueOf = (written: string | null): string =>
  written === null || ['ar', 'arabizi', 'none'].includes(written) ? 'ar' : written

const referenceLine: Readonly<Record<ReplyLanguage, (reference: string) => string>> = {
  ar: (reference) => `رقم الحالة: ${isolated(reference)}`,
  en: (reference) => `Case ${reference}`,
}

export const textFor = (texts: Texts, language: ReplyLanguage): readonly [string, ReplyLanguage] => {
  const own = texts[language]
  if (own !== undefined) return [own, language]
  const [other] = Object.entries(texts) as [ReplyLanguage, string][]
  return [other![1], other![0]]
}

/** `{reference}`, `{area}`, `{topic}`, `{count}`, `{link}`, and in private `{name}`; what is not known leaves no hole. */
export const fill = (text: string, about: About, language: ReplyLanguage, name: string | null): string => {
  const known: Readonly<Record<string, string | undefined>> = {
    reference: about.reference,
    link: about.link ?? undefined,
    area: about.area?.[language],
    topic: about.topic?.[language],
    count: about.count === undefined ? undefined : String(about.count),
    name: name ?? undefined,
  }
  return text
    .replace(/(?<![ \t])[ \t]*\{(\w+)\}/g, (whole, key: string) => {
      const space = whole.startsWith('{') ? '' : ' '
      return Object.hasOwn(known, key) ? (known[key] === undefined ? '' : space + known[key]) : whole
    })
    .trim()
}

export type Rendering = {
  readonly texts: Texts
  readonly about: About
  readonly language: ReplyLanguage
  readonly length: Length
  readonly greeting?: Texts | undefined
  /** How the author calls himself; null in public. */
  readonly name?: string | null
  /** The how-manieth telling of the same words this is, where a channel refuses to say anything twice. */
  readonly copy?: number
}

/** Null where the words do not fit; greeting, link and reference are left out before the words are refused. */
export const render = ({
  texts,
  about,
  language,
  length,
  greeting,
  name = null,
  copy = 1,
}: Rendering): string | null => {
  const [text, written] = textFor(texts, language)
  const words = fill(text, about, written, name)
  const reference = referenceLine[written](copy === 1 ? about.reference : `${about.reference}/${copy}`)
  const hello = greeting?.[written] === undefined ? [] : [greeting[written]]
  const link = about.link === null || words.includes(about.link) ? [] : [about.link]
  const told = words.includes(about.reference) && copy === 1 ? [] : [reference]
  const foot = (lines: readonly string[]) => (lines.length === 0 ? [] : ['', ...lines])
  const shapes = [
    [...hello, words, ...foot([...told, ...link])],
    [words, ...foot([...told, ...link])],
    [words, ...foot(told)],
    [copy === 1 ? words : `${words} (${copy})`],
  ].map((lines) => lines.join('\n'))
  const dressed = written === 'ar' ? shapes.flatMap((one) => [isolateWithin(one), withoutIsolates(one)]) : shapes
  return dressed.find((one) => fits(one, length)) ?? null
}
