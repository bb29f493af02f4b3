// The words one author gets: the ministry's text, and which case it is about, in the author's language.
import type { Length } from './length.ts'
import { fits } from './length.ts'

export type ReplyLanguage = 'ar' | 'en'
/** At least one is given; the other language's readers get it too. */
export type Texts = Readonly<Partial<Record<ReplyLanguage, string>>>

/** Arabic is the country's language; English for those who wrote English and for languages without a text of their own. */
export const languageOf = (written: string | null): ReplyLanguage =>
  written === null || ['ar', 'arabizi', 'none'].includes(written) ? 'ar' : 'en'

/** A reference is Latin inside Arabic: isolated, so that its parts keep their order. */
const isolated = (text: string): string => `\u2066${text}\u2069`

const referenceLine: Readonly<Record<ReplyLanguage, (reference: string) => string>> = {
  ar: (reference) => `رقم الحالة: ${isolated(reference)}`,
  en: (reference) => `Case ${reference}`,
}

const textFor = (texts: Texts, language: ReplyLanguage): readonly [string, ReplyLanguage] => {
  const own = texts[language]
  if (own !== undefined) return [own, language]
  const [other] = Object.entries(texts) as [ReplyLanguage, string][]
  return [other![1], other![0]]
}

/**
 * Null where the words do not fit; the reference is left out before the words are refused. `copy`: the how-manieth telling of the
 * same words this is, where a channel refuses to say anything twice.
 */
export const render = (
  texts: Texts,
  language: ReplyLanguage,
  reference: string,
  { length, copy = 1 }: { readonly length: Length; readonly copy?: number },
): string | null => {
  const [text, written] = textFor(texts, language)
  const words = text.trim()
  const whole = `${words}\n\n${referenceLine[written](copy === 1 ? reference : `${reference}/${copy}`)}`
  return [whole, copy === 1 ? words : `${words} (${copy})`].find((one) => fits(one, length)) ?? null
}
