// Trends counted from posts: hours, groups, spikes against the same hours of the weeks before. Pure.
import type { TrendsWire } from '../contract.ts'
import { agencyName, areaName, topicName } from './names.ts'
import { iso } from './time.ts'

export type Said = {
  readonly at: number
  readonly author: string | null
  readonly channel: string
  readonly case: string | null
  readonly agency: string | null
  readonly topic: string | null
  readonly area: string | null
}
export const groupings = ['channel', 'agency', 'topic', 'area'] as const
export type Grouping = (typeof groupings)[number]
export type Span = { readonly from: number; readonly until: number }

const hour = 3_600_000
const week = 7 * 24 * hour

type Tally = { posts: number; authors: Set<string>; cases: Set<string> }
const emptyTally = (): Tally => ({ posts: 0, authors: new Set(), cases: new Set() })
const add = (tally: Tally, { author, case: id }: Said): void => {
  tally.posts++
  if (author !== null) tally.authors.add(author)
  if (id !== null) tally.cases.add(id)
}
const counts = ({ posts, authors, cases }: Tally) => ({ posts, authors: authors.size, cases: cases.size })

export const byHour = (said: readonly Said[], { from, until }: Span): TrendsWire['hours'] => {
  const first = Math.floor(from / hour)
  const slots = Array.from({ length: Math.ceil((until - first * hour) / hour) }, emptyTally)
  for (const one of said) {
    const slot = slots[Math.floor(one.at / hour) - first]
    if (slot !== undefined) add(slot, one)
  }
  return slots.map((slot, index) => ({ at: iso((first + index) * hour), ...counts(slot) }))
}

const nameOf = (by: Grouping, id: string) =>
  ({ channel: () => null, agency: agencyName, topic: topicName, area: areaName })[by](id) ?? { id, ar: id, en: id }

const tallied = <T extends string>(said: readonly Said[], keyOf: (one: Said) => T | null): Map<T, Tally> => {
  const found = new Map<T, Tally>()
  for (const one of said) {
    const key = keyOf(one)
    if (key === null) continue
    const tally = found.get(key) ?? emptyTally()
    found.set(key, tally)
    add(tally, one)
  }
  return found
}

export const byGroup = (said: readonly Said[], by: Grouping): TrendsWire['groups'] =>
  [...tallied(said, (one) => one[by])]
    .map(([id, tally]) => {
      const { ar, en } = nameOf(by, id)
      return { name: { id, ar, en }, ...counts(tally) }
    })
    .sort((a, b) => b.posts - a.posts || a.name.id.localeCompare(b.name.id))

/** The topic without its finer division, so that enough is said of each to compare. */
const broad = (topic: string) => topic.split('.')[0]!
const placeOf = ({ topic, area }: Said) => (topic === null ? null : `${broad(topic)}|${area ?? ''}`)

/** At least this many posts, and this many standard errors above what the weeks before led to expect. */
const least = 5
const far = 3

/**
 * Against a seasonal base: the same hours of the week in the weeks before, as a mean of Poisson counts. One is added to what is
 * expected, so that silence before does not make every first word a spike.
 */
export const spikes = (said: readonly Said[], before: readonly Said[], { from, until }: Span, weeks: number) => {
  const now = tallied(said, placeOf)
  const inSeason = before.filter(({ at }) => {
    const aligned = at + Math.ceil((from - at) / week) * week
    return aligned >= from && aligned < until
  })
  const then = tallied(inSeason, placeOf)
  return [...now]
    .map(([key, tally]) => {
      const expected = (then.get(key)?.posts ?? 0) / weeks
      const beyond = (tally.posts - expected) / Math.sqrt(expected + 1)
      return { key, posts: tally.posts, expected, beyond }
    })
    .filter(({ posts, beyond }) => posts >= least && beyond >= far)
    .sort((a, b) => b.beyond - a.beyond)
    .slice(0, 12)
    .map(({ key, posts, expected }) => {
      const [topic = '', area = ''] = key.split('|')
      const named = nameOf('topic', topic)
      const where = area === '' ? null : nameOf('area', area)
      return {
        topic: { id: named.id, ar: named.ar, en: named.en },
        area: where === null ? null : { id: where.id, ar: where.ar, en: where.en },
        from: iso(from),
        posts,
        expected: Math.round(expected * 10) / 10,
      }
    })
}

export const median = (values: readonly number[]): number | null => {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

type Answered = { readonly p: number; readonly answer: string | null; readonly at: number | null }

/** Weeks begin on Sunday in Kuwait (UTC+3); the epoch was a Thursday. */
const startOfWeek = (at: number) => Math.floor((at + 3 * hour - 3 * 24 * hour) / week) * week + 3 * 24 * hour - 3 * hour

export const byWeek = (
  joins: readonly number[],
  refuted: readonly number[],
  answered: readonly Answered[],
): TrendsWire['quality'] => {
  const weeks = new Map<number, { joined: number; refuted: number; machineRight: number; asked: number }>()
  const at = (time: number) => {
    const start = startOfWeek(time)
    const found = weeks.get(start) ?? { joined: 0, refuted: 0, machineRight: 0, asked: 0 }
    weeks.set(start, found)
    return found
  }
  for (const time of joins) at(time).joined++
  for (const time of refuted) at(time).refuted++
  for (const { p, answer, at: time } of answered) {
    const of = at(time!)
    of.asked++
    if (p >= 0.5 === (answer === 'same')) of.machineRight++
  }
  return [...weeks]
    .sort(([a], [b]) => a - b)
    .map(([start, { joined, ...rest }]) => ({
      week: iso(start),
      confirmed: Math.max(0, joined - rest.refuted),
      ...rest,
    }))
}
