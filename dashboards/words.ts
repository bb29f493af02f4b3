// What a catalogue says: ICU messages typed by key, with the format module beside them.
import { IntlMessageFormat } from 'intl-messageformat'
import { createFormat, type Format } from './format.ts'
import type catalogue from './messages/en.json'

export type Language = 'ar' | 'en'
export type Key = keyof typeof catalogue
export type Values = Readonly<Record<string, string | number | null | undefined>>
export type Catalogue = Readonly<Record<string, string>>

export type Words = {
  readonly lang: Language
  readonly locale: string
  readonly t: (key: Key, values?: Values) => string
  /** The message of a key made at run time (a code from the server), or the other one when there is none. */
  readonly code: (key: string, otherwise: Key, values?: Values) => string
  /** The text of a wire value that carries both languages. */
  readonly both: (named: { readonly ar: string; readonly en: string }) => string
  readonly format: Format
}

/** First-strong isolates keep a citizen's name or a number from turning the sentence around it. */
const isolate = (value: Values[string]) => (typeof value === 'string' ? `\u2068${value}\u2069` : (value ?? ''))

export const createWords = (lang: Language, locale: string, catalogue: Catalogue): Words => {
  const compiled = new Map<string, IntlMessageFormat>()
  const say = (key: string, values: Values = {}): string => {
    const message = compiled.get(key) ?? new IntlMessageFormat(catalogue[key] ?? key, locale)
    compiled.set(key, message)
    const isolated = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolate(value)]))
    return String(message.format(isolated))
  }
  return {
    lang,
    locale,
    t: say,
    code: (key, otherwise, values) => say(key in catalogue ? key : otherwise, values),
    both: (named) => named[lang],
    format: createFormat(locale),
  }
}
