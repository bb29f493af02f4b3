// What of a report's content is compared, as lists of hashed ids.
import type { PlaceMention, Report } from '../types.ts'
import { hash32 } from './hash.ts'
import { skeleton } from './skeleton.ts'

/** Where each list stands in a signature. Set-like lists are sorted; `phash` holds pairs in order. */
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

const none: readonly number[] = []

const set = (values: readonly string[], limit = 16): readonly number[] => {
  if (values.length === 0) return none
  const hashes: number[] = []
  for (let i = 0; i < values.length && i < limit; i++) {
    const hash = hash32(values[i]!)
    if (!hashes.includes(hash)) hashes.push(hash)
  }
  return hashes.length === 1 ? hashes : hashes.sort((a, b) => a - b)
}

const placed = (report: Report, slot: PlaceMention['slot'], sure?: boolean): string[] => {
  const values: string[] = []
  for (const p of report.places)
    if (p.slot === slot && p.role === 'incident' && (sure === undefined || p.sure === sure)) values.push(p.value)
  return values
}

/** Streets and avenues in the order the text names them. */
const streets = (report: Report): string[] => {
  const values: string[] = []
  for (const { slot, role, value } of report.places)
    if ((slot === 'street' || slot === 'avenue') && role === 'incident') values.push(value)
  return values
}

/** Areas the text names outright, and those a landmark or road implies. */
const areas = (report: Report): { sure: string[]; maybe: string[]; other: string[] } => {
  const sure = [...new Set(placed(report, 'area', true))]
  const implied = report.places.filter((p) => p.role === 'incident' && p.slot !== 'area' && p.area)
  for (const place of implied) if (place.sure && sure.length === 0) sure.push(place.area!)
  const maybe = placed(report, 'area', false)
  for (const place of implied) maybe.push(place.area!)
  const other = report.places.filter((p) => p.slot === 'area' && p.role !== 'incident').map((p) => p.value)
  return { sure, maybe: maybe.filter((a) => !sure.includes(a)), other }
}

const concepts = (report: Report, role: 'problem' | 'thing', sure?: boolean): string[] => {
  const ids: string[] = []
  for (const c of report.concepts) if (c.role === role && (sure === undefined || c.sure === sure)) ids.push(c.id)
  return ids
}

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

/** A topic's hash above, its coordinate below: the probabilities as a vector of length one. */
export const coordinateBits = 10
export const coordinates = (1 << coordinateBits) - 1

const topics = (report: Report): number[] => {
  const best = report.topics.slice(0, 3).filter(({ p }) => p > 0)
  const length = Math.hypot(...best.map(({ p }) => p))
  return best.map(({ id, p }) => (hash32(id) & ~coordinates) | Math.round((p / length) * coordinates))
}

const wordsOf = (report: Report): { words: string[]; skeletons: string[]; numbers: string[] } => {
  const words: string[] = []
  const skeletons: string[] = []
  const numbers: string[] = []
  for (const { script, key } of report.tokens) {
    if (script === 'digit') {
      if (key.length >= 3) numbers.push(key)
      continue
    }
    if (key.length <= 1) continue
    words.push(key)
    const bones = skeleton(key)
    if (bones !== '') skeletons.push(bones)
  }
  return { words, skeletons, numbers }
}

export const contentOf = (report: Report): Content => {
  const { sure, maybe, other } = areas(report)
  const sureProblems = concepts(report, 'problem', true)
  const { words, skeletons, numbers } = wordsOf(report)
  return {
    area: set(sure),
    maybeArea: set(maybe),
    otherArea: set(other),
    governorate: set(placed(report, 'governorate')),
    block: set(placed(report, 'block')),
    street: set(streets(report)),
    house: set(placed(report, 'house')),
    road: set(placed(report, 'road')),
    landmark: set(placed(report, 'landmark')),
    problem: set(sureProblems),
    maybeProblem: set(concepts(report, 'problem').filter((id) => !sureProblems.includes(id))),
    thing: set(concepts(report, 'thing')),
    name: set(report.names.map((n) => n.value)),
    number: set(numbers),
    topic: topics(report),
    phash: phashes(report),
    url: set(report.urls),
    word: set(words, maxWords),
    skeleton: set(skeletons, maxWords),
    meaning: quads(report.meaning ?? []),
  }
}
