// Look-up then insert, one post after another; the cost is read over the last posts before each size.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { far } from '../../dedupe/blocking/tally.ts'
import { createShelf } from '../../dedupe/cluster/shelf.ts'
import { createMatcher } from '../../dedupe/index.ts'
import { type Pool, type Told, toldAt } from './reports.ts'

export type EngineRow = {
  readonly posts: number
  readonly matchingMicroseconds: number
  readonly matchedPerSecond: number
  readonly readAndMatchedPerSecond: number
  readonly p50: number
  readonly p99: number
  readonly megabytes: number
  readonly candidateRecall: number | null
}

const window = 4000
/**
 * Posts are told so many at a time, each a copy of its own: in life a report is matched right after it was read, and lies near
 * the processor. Hundreds of copies at once would not, and the time to fetch them would count as matching.
 */
const together = 25
const newly = (told: Told): Told => JSON.parse(JSON.stringify(told)) as Told
const cpu = () => process.cpuUsage().user

/** The matcher runs on the same placements whatever it decides, so that sizes compare: the true case, as reviewed. */
export const benchEngine = (sizes: readonly number[], pool: Pool, say: (line: string) => void): EngineRow[] => {
  const matcher = createMatcher()
  const before = megabytes()
  const rows: EngineRow[] = []
  let placed = 0
  for (const size of sizes) {
    for (; placed < size - window; placed++) {
      // The first and the last are decided too, so that the code is warm when the cost is read, as where every post is decided.
      const decided = placed < window || placed >= size - 2 * window
      const { report, case: of } = decided ? newly(toldAt(pool, placed)) : toldAt(pool, placed)
      if (decided) matcher.decide(report)
      matcher.place(report, of)
    }
    const times: number[] = []
    // What the filling left behind is swept before the cost is read.
    collectGarbage()
    let used = 0
    for (; placed < size; placed += together) {
      const told = Array.from({ length: together }, (_, i) => newly(toldAt(pool, placed + i)))
      const start = cpu()
      for (const { report, case: of } of told) {
        const from = performance.now()
        matcher.decide(report)
        matcher.place(report, of)
        times.push(performance.now() - from)
      }
      used += cpu() - start
    }
    const cost = used / window
    rows.push({ ...rowOf(size, cost, times, pool), megabytes: megabytes() - before })
    say(`${size} posts: ${cost.toFixed(1)} µs a post`)
  }
  return rows
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const megabytes = (): number => {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

const rowOf = (posts: number, cost: number, times: number[], pool: Pool): Omit<EngineRow, 'megabytes'> => {
  times.sort((a, b) => a - b)
  return {
    posts,
    matchingMicroseconds: cost,
    matchedPerSecond: 1e6 / cost,
    readAndMatchedPerSecond: 1e6 / (cost + pool.readingMicroseconds),
    p50: times[Math.floor(times.length / 2)]!,
    p99: times[Math.floor(times.length * 0.99)]!,
    candidateRecall: posts <= 100_000 ? candidateRecall(posts, pool) : null,
  }
}

/** Of posts whose incident is known, how often its case is among the candidates; over the last posts of the stream. */
const candidateRecall = (posts: number, pool: Pool): number => {
  const shelf = createShelf()
  let joins = 0
  let found = 0
  for (let n = 0; n < posts; n++) {
    const { report, case: of } = toldAt(pool, n)
    if (n >= posts - window && shelf.posts(of).length > 0) {
      joins++
      if (shelf.candidates(report, [], far).some(({ id }) => id === of)) found++
    }
    shelf.place(report, of)
  }
  return joins === 0 ? 1 : found / joins
}
