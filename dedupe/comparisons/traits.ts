// What of a report's content is compared, as lists of hashed ids.
import type { PlaceMention, Report } from '../types.ts'
import { hash32 } from './hash.ts'
import { skeleton } from './skeleton.ts'

/** Where each list stands in a signature. Set-like lists are sorted; `topic` and `phash` hold pairs in order. */
export const list = {
  area: 0,
  maybeArea: 1,
  otherArea: 2,
  governorate: 3,
  block: 4,
  street: 5,
  house: 6,
  road: 7,
  landmark: 8,
  problem: 9,
  maybeProblem: 10,
  thing: 11,
  name: 12,
  number: 13,
  topic: 14,
  phash: 15,
  url: 16,
  word: 17,
  skeleton: 18,
  meaning: 19,
} as const
export type ListName = keyof typeof list
export const listNames = Object.keys(list) as readonly ListName[]
export type Content = Readonly<Record<ListName, readonly number[]>>

const maxWords = 40

const set = (values: Iterable<string>, limit = 16): number[] =>
  [...new Set([...values].slice(0, limit).map((value) => hash32(value)))].sort((a, b) => a - b)

const placed = (report: Report, slots: readonly PlaceMention['slot'][], sure?: boolean): string[] =>
  report.places
    .filter((p) => slots.includes(p.slot) && p.role === 'incident' && (sure === undefined || p.sure === sure))
    .map((p) => p.value)

/** Areas the text names outright, and those a landmark or road implies. */
const areas = (report: Report): { sure: string[]; maybe: string[]; other: string[] } => {
  const sure = new Set(placed(report, ['area'], true))
  const implied = report.places.flatMap((p) => (p.role === 'incident' && p.slot !== 'area' && p.area ? [p] : []))
  for (const place of implied) if (place.sure && sure.size === 0) sure.add(place.area!)
  const maybe = [...placed(report, ['area'], false), ...implied.map((p) => p.area!)].filter((a) => !sure.has(a))
  const other = report.places.filter((p) => p.slot === 'area' && p.role !== 'incident').map((p) => p.value)
  return { sure: [...sure], maybe, other }
}

const concepts = (report: Report, role: 'problem' | 'thing', sure?: boolean): string[] =>
  report.concepts.filter((c) => c.role === role && (sure === undefined || c.sure === sure)).map((c) => c.id)

const phashes = (report: Report): number[] =>
  report.phashes
    .filter((hash) => /^[0-9a-f]{16}$/i.test(hash))
    .slice(0, 4)
    .flatMap((hash) => [Number.parseInt(hash.slice(0, 8), 16) | 0, Number.parseInt(hash.slice(8), 16) | 0])

/** Four small numbers to one. */
const quads = (vector: readonly number[]): number[] => {
  const packed: number[] = []
  for (let i = 0; i < vector.length; i += 4)
    packed.push(
      (vector[i]! & 255) |
        (((vector[i + 1] ?? 0) & 255) << 8) |
        (((vector[i + 2] ?? 0) & 255) << 16) |
        (((vector[i + 3] ?? 0) & 255) << 24),
    )
  return packed
}

export const contentOf = (report: Report): Content => {
  const { sure, maybe, other } = areas(report)
  const sureProblems = concepts(report, 'problem', true)
  const words = report.tokens.filter((t) => t.script !== 'digit' && t.key.length > 1).map((t) => t.key)
  return {
    area: set(sure),
    maybeArea: set(maybe),
    otherArea: set(other),
    governorate: set(placed(report, ['governorate'])),
    block: set(placed(report, ['block'])),
    street: set(placed(report, ['street', 'avenue'])),
    house: set(placed(report, ['house'])),
    road: set(placed(report, ['road'])),
    landmark: set(placed(report, ['landmark'])),
    problem: set(sureProblems),
    maybeProblem: set(concepts(report, 'problem').filter((id) => !sureProblems.includes(id))),
    thing: set(concepts(report, 'thing')),
    name: set(report.names.map((n) => n.value)),
    number: set(report.tokens.filter((t) => t.script === 'digit' && t.key.length >= 3).map((t) => t.key)),
    topic: report.topics.slice(0, 3).flatMap((t) => [hash32(t.id), Math.round(t.p * 1000)]),
    phash: phashes(report),
    url: set(report.urls),
    word: set(words, maxWords),
    skeleton: set(
      words.map(skeleton).filter((s) => s !== ''),
      maxWords,
    ),
    meaning: quads(report.meaning ?? []),
  }
}
