// What is made of a report is made once.
import type { Report } from '../types.ts'

/** For the report at hand: it is looked up, compared and placed before the next one comes. */
export const forLatest = <T>(make: (report: Report) => T): ((report: Report) => T) => {
  let latest: Report | null = null
  let made: T
  return (report) => {
    if (report !== latest) {
      made = make(report)
      latest = report
    }
    return made
  }
}

/** For reports that come back, as the members of a case do; kept as long as the report is. */
export const forEach = <T>(make: (report: Report) => T): ((report: Report) => T) => {
  const known = new WeakMap<Report, { readonly made: T }>()
  return (report) => {
    const before = known.get(report)
    if (before) return before.made
    const made = make(report)
    known.set(report, { made })
    return made
  }
}
