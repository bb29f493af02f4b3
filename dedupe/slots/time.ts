// When it happened, where the text says so: "من أمس", "صار لنا ٣ ساعات", "every night". Days are Kuwait's (UTC+3, no summer time).
import { concepts } from '../profiles/kuwait/index.ts'
import { foldWord } from '../text/fold.ts'
import type { Reading } from '../text/read.ts'
import type { Report } from '../types.ts'
import { lastedIn } from './durations.ts'
import type { Said } from './said.ts'
import { foldedSet } from './words.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const KUWAIT = 3 * HOUR
const units: Readonly<Record<string, number>> = { Y: 365 * DAY, M: 30 * DAY, W: 7 * DAY, D: DAY }

/** ISO 8601 duration → milliseconds; months and years in round numbers, as people say them. */
const readDuration = (text: string): number => {
  const sign = text.startsWith('-') ? -1 : 1
  const [, date = '', time = ''] = /^-?P([^T]*)T?(.*)$/.exec(text) ?? []
  let ms = 0
  for (const [, n, unit] of date.matchAll(/(?<!\d)(\d+)([YMWD])/g)) ms += Number(n) * units[unit!]!
  for (const [, n, unit] of time.matchAll(/(?<!\d)(\d+)([HM])/g)) ms += Number(n) * (unit === 'H' ? HOUR : HOUR / 60)
  return sign * ms
}

/** The lexicon has a few dozen of them. */
const durations = new Map<string, number>()
const durationMs = (text: string): number => {
  const known = durations.get(text) ?? readDuration(text)
  durations.set(text, known)
  return known
}

const parts: Readonly<Record<string, readonly [number, number]>> = {
  dawn: [4, 6],
  morning: [6, 11],
  noon: [11, 14],
  afternoon: [14, 17],
  sunset: [17, 19],
  night: [19, 28],
}
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

const startOfDay = (at: number) => Math.floor((at + KUWAIT) / DAY) * DAY - KUWAIT
const lastWeekday = (at: number, name: string): number => {
  const today = new Date(at + KUWAIT).getUTCDay()
  return startOfDay(at) - ((today - weekdays.indexOf(name) + 7) % 7) * DAY
}

type Happened = Report['happened']

/** The stretch of time a phrase speaks of. */
const stretch = (said: Said, at: number): Omit<Happened, 'said'> | null => {
  const { time } = said.concept
  if (time === undefined) return null
  const recurring = time.recurring === true
  const day = time.from !== undefined && weekdays.includes(time.from) ? lastWeekday(at, time.from) : null
  const offset = time.offset === undefined ? 0 : durationMs(time.offset)
  if (offset > 0) return null
  if (day !== null && !recurring) return { from: day, to: time.since ? at : Math.min(at, day + DAY), recurring }
  if (time.part !== undefined && !recurring) {
    const [from, to] = parts[time.part] ?? [0, 24]
    let base = startOfDay(at) + (offset <= -DAY ? offset : 0)
    if (base + from * HOUR > at) base -= DAY
    return { from: base + from * HOUR, to: time.since ? at : Math.min(at, base + to * HOUR), recurring }
  }
  if (time.offset === undefined) return recurring ? { from: at, to: at, recurring } : null
  const whole = offset <= -DAY && !time.since
  const from = whole ? startOfDay(at + offset) : at + offset
  return { from, to: time.since ? at : whole ? Math.min(at, from + DAY) : from, recurring }
}

/** "لنا ٣ ساعات", "for five days", "3 din se": until now, or then. */
const measured = (reading: Reading, at: number): Omit<Happened, 'said'>[] =>
  lastedIn(reading).map(({ ms, ago }) => ({ from: at - ms, to: ago ? at - ms : at, recurring: false }))

const weekdayOf = new Map(
  concepts.flatMap(({ time, forms }) =>
    time?.from !== undefined && weekdays.includes(time.from) && time.recurring !== true
      ? Object.values(forms)
          .flat()
          .flatMap((form) => form.replace(/^~/, '').split(' ').slice(-1))
          .map((word) => [foldWord(word), time.from!] as const)
      : [],
  ),
)
const SINCE = foldedSet('من منذ since mn min men mula')
/** "من الاحد", "منذ الجمعة": a weekday behind a word for since. */
const sinceWeekday = ({ words, keys }: Reading, at: number): Omit<Happened, 'said'>[] =>
  words.flatMap(({ key, gap }, i) => {
    const before = words[i - 1]
    const day =
      gap === 'none' && before !== undefined && SINCE.has(before.key)
        ? (weekdayOf.get(key) ?? weekdayOf.get(keys[i]!))
        : undefined
    return day === undefined ? [] : [{ from: lastWeekday(at, day), to: at, recurring: false }]
  })

export const happenedOf = (reading: Reading, said: readonly Said[], at: number): Happened => {
  const told = [
    ...measured(reading, at),
    ...sinceWeekday(reading, at),
    ...said.map((one) => stretch(one, at)).filter((one) => one !== null),
  ]
  const recurring = told.some((one) => one.recurring)
  const dated = told.filter((one) => !(one.from === at && one.to === at))
  if (dated.length === 0) return { from: at, to: at, said: false, recurring }
  // The longest stretch is what the others lie in: "every night since Sunday".
  const first = dated.reduce((a, b) => (b.from < a.from ? b : a))
  return { from: first.from, to: first.to, said: true, recurring }
}
