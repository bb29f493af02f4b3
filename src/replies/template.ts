// Messages the channel has approved in advance: which one fits an author, and what goes into it.
import type { ApprovedTemplate, Channel } from '../../connectors/connector.ts'
import { type About, fill, languageOf, type Texts, textFor, tongueOf } from './render.ts'

export const templateVariables = ['text', 'reference', 'link', 'area', 'topic', 'count'] as const
export type TemplateVariable = (typeof templateVariables)[number]

export type Template = {
  readonly channel: Channel
  readonly name: string
  readonly language: string
  /** WhatsApp's own word; only `utility` says what somebody asked about. */
  readonly category?: string
  /** As approved, with our names for its variables: `تحديث بخصوص {reference}: {text}`. */
  readonly body?: string
  readonly variables: readonly TemplateVariable[]
}

export type FilledTemplate = {
  readonly name: string
  readonly language: string
  readonly variables: readonly string[]
}

const usable = ({ category = 'utility' }: Template): boolean => category.toLowerCase() !== 'authentication'

/** In the author's own language where there is one, else in the one he is answered in, else any. */
export const templateFor = (all: readonly Template[], channel: Channel, written: string | null): Template | null => {
  const mine = all.filter((one) => one.channel === channel && usable(one))
  const by = (language: string) => mine.find((one) => one.language.toLowerCase().startsWith(language))
  return by(tongueOf(written)) ?? by(languageOf(written)) ?? mine[0] ?? null
}

/** A language that is neither Arabic nor English is answered by a template of its own, inside the window too. */
export const speaksItsOwn = (template: Template | null, written: string | null): boolean => {
  const tongue = tongueOf(written)
  return tongue !== 'ar' && tongue !== 'en' && (template?.language.toLowerCase().startsWith(tongue) ?? false)
}

/** WhatsApp takes neither line breaks nor runs of spaces inside a variable, nor an empty one. */
const flat = (value: string): string => value.replace(/\s+/g, ' ').trim() || '-'

export const fillTemplate = (
  template: Template,
  texts: Texts,
  about: About,
  written: string | null,
): { readonly template: FilledTemplate; readonly text: string } => {
  const wanted = template.language.toLowerCase().startsWith('ar') ? 'ar' : languageOf(written)
  const [words, language] = textFor(texts, wanted)
  const text = fill(words, about, language, null)
  const values = template.variables.map((name) => flat(name === 'text' ? text : fill(`{${name}}`, about, wanted, null)))
  const body = template.body ?? template.variables.map((name) => `{${name}}`).join('\n')
  const shown = template.variables.reduce((whole, name, i) => whole.replaceAll(`{${name}}`, () => values[i]!), body)
  return { template: { name: template.name, language: template.language, variables: values }, text: shown }
}

/** What the platform says of a registered template: its own word for the state, or why ours is not theirs. Null: it was not asked. */
export const standingOf = (
  { channel, name, language, variables }: Pick<Template, 'channel' | 'name' | 'language' | 'variables'>,
  told: ReadonlyMap<Channel, readonly ApprovedTemplate[]>,
): string | null => {
  const theirs = told.get(channel) ?? []
  if (theirs.length === 0) return null
  const same = theirs.filter((one) => one.name === name && one.language === language)
  const [first] = same.toSorted((a, b) => Number(isApproved(b.status)) - Number(isApproved(a.status)))
  if (first === undefined) return 'missing'
  if (!isApproved(first.status)) return first.status.toLowerCase()
  return first.variables === variables.length ? 'approved' : 'other-variables'
}
const isApproved = (status: string): boolean => status.toUpperCase() === 'APPROVED'

/** One that the platform would refuse is not planned with. */
export const mayBeSent = (standing: string | null): boolean => standing === null || standing === 'approved'
