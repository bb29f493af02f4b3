// Day, month or year first? A file does not say; all its dates together nearly always do.
import type { Local } from './local-time.ts'
import type { Stamp } from './stamp.ts'

export type Order = 'dmy' | 'mdy' | 'ymd'

export type OrderFinding =
  | { readonly kind: 'sure'; readonly order: Order; readonly because: string }
  /** Both readings fit every line; `example` is one of the dates as written. */
  | { readonly kind: 'ambiguous'; readonly example: string }

const places: Record<Order, readonly [number, number, number]> = { dmy: [2, 1, 0], mdy: [2, 0, 1], ymd: [0, 1, 2] }

/** Buddhist years come from phones set to that calendar; other calendars are not guessed. */
const fullYear = (year: number): number => (year < 100 ? 2000 + year : year > 2500 && year < 2700 ? year - 543 : year)

/** The calendar day a date means in one order; null where there is no such day, or WhatsApp did not exist yet. */
export const readDate = ({ date, yearFirst }: Stamp, order: Order): Local | null => {
  const [y, m, d] = places[yearFirst ? 'ymd' : order]
  const [year, month, day] = [fullYear(date[y]!), date[m]!, date[d]!]
  const real = new Date(Date.UTC(year, month - 1, day))
  const exists = real.getUTCMonth() === month - 1 && real.getUTCDate() === day
  return exists && year >= 2009 && year < 2100 ? { year, month, day } : null
}

type Tally = { impossible: number; backwards: number; last: number }

const days = ({ year, month, day }: Local): number => Date.UTC(year, month - 1, day) / 86_400_000

const count = (tally: Tally, local: Local | null): void => {
  if (local === null) {
    tally.impossible++
    return
  }
  const at = days(local)
  // Neighbouring lines may be a little out of order; a day back is not.
  if (at < tally.last - 1) tally.backwards++
  tally.last = at
}

/** Two shorthands of a chat read over many days: three dates that differ in one place only differ in the day. */
const oneMonth = (dates: ReadonlySet<string>): Order | null => {
  const pairs = [...dates].map((pair) => pair.split('/'))
  if (pairs.length < 3) return null
  const [firsts, seconds] = [new Set(pairs.map(([a]) => a)), new Set(pairs.map(([, b]) => b))]
  if (seconds.size === 1) return 'dmy'
  return firsts.size === 1 ? 'mdy' : null
}

const decide = (tallies: Record<Order, Tally>, dates: ReadonlySet<string>, dayFirstScript: boolean): Order | null => {
  const { dmy, mdy, ymd } = tallies
  const faults = ({ impossible, backwards }: Tally) => [impossible, backwards] as const
  const better = (a: Tally, b: Tally): boolean => {
    const [[ai, ab], [bi, bb]] = [faults(a), faults(b)]
    return ai < bi || (ai === bi && ab < bb)
  }
  const best = better(mdy, dmy) ? mdy : dmy
  if (better(ymd, best)) return 'ymd'
  if (better(dmy, mdy)) return 'dmy'
  if (better(mdy, dmy)) return 'mdy'
  if ([...dates].every((pair) => pair.split('/')[0] === pair.split('/')[1])) return 'dmy'
  return oneMonth(dates) ?? (dayFirstScript ? 'dmy' : null)
}

/** Watches every stamp of a file, in constant memory, and says at the end which order they are in. */
export const watchOrder = () => {
  const tally = (): Tally => ({ impossible: 0, backwards: 0, last: Number.NEGATIVE_INFINITY })
  const tallies: Record<Order, Tally> = { dmy: tally(), mdy: tally(), ymd: tally() }
  const dates = new Set<string>()
  let [seen, yearsFirst, dayFirst, example] = [0, 0, 0, '']
  return {
    see(stamp: Stamp, written: string): void {
      seen++
      if (stamp.yearFirst) {
        yearsFirst++
        return
      }
      if (stamp.dayFirstScript) dayFirst++
      if (dates.size < 500) dates.add(`${stamp.date[0]}/${stamp.date[1]}`)
      if (example === '' && stamp.date[0] !== stamp.date[1]) example = written
      for (const order of ['dmy', 'mdy', 'ymd'] as const) count(tallies[order], readDate(stamp, order))
    },
    finding(): OrderFinding {
      if (yearsFirst * 2 > seen) return { kind: 'sure', order: 'ymd', because: 'years have four digits and come first' }
      const order = decide(tallies, dates, dayFirst * 2 > seen)
      return order === null
        ? { kind: 'ambiguous', example }
        : { kind: 'sure', order, because: 'the only order that fits all dates of the file' }
    },
  }
}
