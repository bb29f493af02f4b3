// Look-up then insert, one post after another; the cost is read over the last posts before each size.

import { createShelf } from '../../dedupe/cluster/shelf.ts'
import { createMatcher, prepare } from '../../dedupe/index.ts'
import { tellings } from './posts.ts'

export type EngineRow = {
  readonly posts: number
  readonly matcherPerSecond: number
  readonly withReadingPerSecond: number
  readonly p50: number
  readonly p99: number
  readonly megabytes: number
  readonly candidateRecall: number
}

const window = 2000
const cpu = () => process.cpuUsage().user / 1000

/** The matcher runs on the same placements whatever it decides, so that sizes compare: the true case, as reviewed. */
export const benchEngine = (sizes: readonly number[], seed: number, say: (line: string) => void): EngineRow[] => {
  const matcher = createMatcher()
  const before = process.memoryUsage()
  const rows: EngineRow[] = []
  let sample = newSample()
  let n = 0
  for (const { post, incident } of tellings(seed)) {
    n++
    const next = sizes.find((size) => size >= n)
    if (next === undefined) break
    const measured = n > next - window
    if (n === next - window + 1) sample = newSample()
    const start = measured ? cpu() : 0
    const report = prepare(post)
    const read = measured ? cpu() : 0
    const from = performance.now()
    if (measured) matcher.decide(report)
    matcher.place(report, `case-${incident}`)
    if (measured) {
      const end = cpu()
      sample.reading += read - start
      sample.matching += end - read
      sample.times.push(performance.now() - from)
    }
    if (n !== next) continue
    rows.push(rowOf(n, sample, before, seed))
    say(`${n} posts: ${Math.round(rows.at(-1)!.matcherPerSecond)} matched a second`)
  }
  return rows
}

type Sample = { reading: number; matching: number; times: number[] }
const newSample = (): Sample => ({ reading: 0, matching: 0, times: [] })

const megabytes = ({ heapUsed, arrayBuffers }: NodeJS.MemoryUsage): number => (heapUsed + arrayBuffers) / 2 ** 20

const rowOf = (posts: number, sample: Sample, before: NodeJS.MemoryUsage, seed: number): EngineRow => {
  const times = sample.times.toSorted((a, b) => a - b)
  globalThis.gc?.()
  return {
    posts,
    matcherPerSecond: (1000 * window) / sample.matching,
    withReadingPerSecond: (1000 * window) / (sample.matching + sample.reading),
    p50: times[Math.floor(times.length / 2)]!,
    p99: times[Math.floor(times.length * 0.99)]!,
    megabytes: megabytes(process.memoryUsage()) - megabytes(before),
    candidateRecall: posts <= 100_000 ? candidateRecall(posts, seed) : Number.NaN,
  }
}

/** Of posts whose incident is known, how often its case is among the candidates; over the last posts of the stream. */
const candidateRecall = (posts: number, seed: number): number => {
  const shelf = createShelf()
  const seen = new Set<number>()
  let n = 0
  let joins = 0
  let found = 0
  for (const { post, incident } of tellings(seed)) {
    if (n++ === posts) break
    const report = prepare(post)
    if (n > posts - window && seen.has(incident)) {
      joins++
      if (shelf.candidates(report).some(({ id }) => id === `${incident}`)) found++
    }
    shelf.place(report, `${incident}`)
    seen.add(incident)
  }
  return joins === 0 ? 1 : found / joins
}
