// Reports and matches as they are stored: the same JSON with the names of fields left out where every item has them, and
// without what the post's own columns say. A store is mostly these two; written as they are they would be twice as large.
import type { Match, Report, Term } from '../../dedupe/index.ts'
import { parsed } from './rows.ts'
import type { PostRow } from './schema.ts'

/** Fields of the items of a list, in the order they are written. Never change a list's order: add a new name instead. */
const shapes = {
  tokens: ['start', 'end', 'key', 'script'],
  places: ['start', 'end', 'slot', 'area', 'value', 'role', 'sure', 'source'],
  concepts: ['start', 'end', 'id', 'role', 'sure'],
  topics: ['id', 'p'],
} as const
const lists = Object.keys(shapes) as (keyof typeof shapes)[]

type Item = Readonly<Record<string, unknown>>

/** An item with other fields than these is written as it is, so that a newer language layer loses nothing. */
const flat = (item: Item, fields: readonly string[]): unknown => {
  const names = Object.keys(item)
  return names.length === fields.length && fields.every((name) => item[name] !== undefined)
    ? fields.map((name) => item[name])
    : item
}
/** Written out, field by field: a start reads a million reports, and names that are looked up cost half of it. */
const wholes: Readonly<Record<keyof typeof shapes, (item: readonly unknown[]) => unknown>> = {
  tokens: (t) => ({ start: t[0], end: t[1], key: t[2], script: t[3] }),
  places: (p) => ({
    start: p[0],
    end: p[1],
    slot: p[2],
    area: p[3],
    value: p[4],
    role: p[5],
    sure: p[6],
    source: p[7],
  }),
  concepts: (c) => ({ start: c[0], end: c[1], id: c[2], role: c[3], sure: c[4] }),
  topics: (t) => ({ id: t[0], p: t[1] }),
}

const asText = (numbers: readonly number[]): string | readonly number[] =>
  numbers.every((n) => Number.isInteger(n) && n >= -128 && n < 128)
    ? Buffer.from(Int8Array.from(numbers).buffer).toString('base64')
    : numbers
const asNumbers = (text: string | readonly number[]): readonly number[] => {
  if (typeof text !== 'string') return text
  const bytes = Buffer.from(text, 'base64')
  const numbers: number[] = []
  for (let i = 0; i < bytes.length; i++) numbers.push((bytes[i]! << 24) >> 24)
  return numbers
}

type Own = 'id' | 'channel' | 'surface' | 'author' | 'at' | 'forwarded' | 'language' | 'kind'

export const packReport = (report: Report): string => {
  const { id, channel, surface, author, at, forwarded, language, kind, meaning, ...rest } = report
  const packed: Record<string, unknown> = { ...(rest satisfies Omit<Report, Own | 'meaning'>) }
  for (const list of lists) packed[list] = report[list].map((item) => flat(item, shapes[list]))
  if (meaning !== undefined) packed.meaning = asText(meaning)
  packed.packed = 1
  return JSON.stringify(packed)
}

/** The columns of a post that its report repeats. */
export const reportColumns = [
  'id',
  'channel',
  'surface',
  'author_id',
  'created_at',
  'forwarded',
  'language',
  'kind',
  'report',
] as const
export type ReportColumns = Pick<PostRow, (typeof reportColumns)[number]>

export const unpackReport = (row: ReportColumns): Report => {
  const { packed, ...found } = parsed<Record<string, unknown>>(row.report!)
  if (packed === undefined) return found as unknown as Report
  for (const list of lists)
    found[list] = (found[list] as unknown[]).map((item) => (Array.isArray(item) ? wholes[list](item) : item))
  if (found.meaning !== undefined) found.meaning = asNumbers(found.meaning as string | readonly number[])
  const { id, channel, surface, author_id: author, created_at: at, language, kind } = row
  return {
    ...found,
    id,
    channel,
    surface,
    author,
    at,
    forwarded: row.forwarded === 1,
    language,
    kind,
  } as unknown as Report
}

const ofTerm = ({ aspect, level, weight, ...more }: Term): unknown =>
  Object.keys(more).length === 0 ? [aspect, level, weight] : [aspect, level, weight, more]
const toTerm = ([aspect, level, weight, more]: readonly [Term['aspect'], string, number, Partial<Term>?]): Term => ({
  aspect,
  level,
  weight,
  ...more,
})

export const packMatch = (match: Match): string => JSON.stringify({ ...match, terms: match.terms.map(ofTerm) })

export const unpackMatch = (json: string): Match => {
  const { terms, ...match } = parsed<Omit<Match, 'terms'> & { readonly terms: readonly (Term | unknown[])[] }>(json)
  return { ...match, terms: terms.map((term) => (Array.isArray(term) ? toTerm(term as never) : (term as Term))) }
}
