// The seeded stream as events, nine seconds apart and ending now, so that all of it lies in the window in which posts are
// compared. What only fills the store is told with its reading made beforehand; what is measured is read anew.
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { Report } from '../../dedupe/index.ts'
import type { Reading, ToRead } from '../../src/pipeline/reading.ts'
import { packReport } from '../../src/store/index.ts'
import { eventOf, tellings } from '../bench/posts.ts'
import { type Pool, toldAt } from '../bench/reports.ts'

const apart = 9_000

export type Stream = {
  /** The n-th post, whose reading `readingOf` knows. */
  filling(n: number): ChannelEvent
  readingOf(n: number, post: ToRead['post']): Reading
  /** Another post at the n-th place, never read before. */
  fresh(n: number): ChannelEvent
}

const moved = (report: Report, { id, at, author }: ToRead['post']): Report => ({
  ...report,
  id,
  at,
  author,
  happened: {
    ...report.happened,
    from: report.happened.from + at - report.at,
    to: report.happened.to + at - report.at,
  },
})

export const createStream = (pool: Pool, texts: readonly string[], seed: number, from: number): Stream => {
  const others = tellings(seed + 1)
  const at = (n: number) => from + n * apart
  return {
    filling(n) {
      const { report } = toldAt(pool, n)
      return eventOf({ ...report, text: texts[n % texts.length]! }, `w${n}`, at(n))
    },
    readingOf(n, post) {
      const report = moved(toldAt(pool, n).report, post)
      const body = report.tokens.map(({ key }) => key).join(' ')
      return {
        kind: report.kind,
        language: report.language,
        report: packReport(report),
        words: post.text,
        search: body,
      }
    },
    fresh(n) {
      return eventOf(others.next().value.post, `f${n}`, at(n))
    },
  }
}

/** When a stream of so many posts began, if its last is told now. */
export const beginningOf = (posts: number): number => Date.now() - posts * apart
