// A store that grows; at each size the last posts are imported as from a file, and clocked.
import { statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { createMatcher } from '../../dedupe/index.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { startReader } from '../../src/pipeline/reader.ts'
import type { Read } from '../../src/pipeline/reading.ts'
import type { OwnPipeline } from '../../src/pipeline/types.ts'
import { openStore } from '../../src/store/index.ts'
import type { Stream } from './stream.ts'

export type Row = {
  readonly posts: number
  readonly perSecond: number
  /** Processor time a post, of both threads. */
  readonly microseconds: number
  readonly megabytes: number
  readonly bytesAPost: number
  readonly load: number
}
export type Restart = {
  readonly posts: number
  readonly seconds: number
  readonly cpuSeconds: number
  readonly load: number
}

/** As many as an import takes together. */
const batch = 500
const measured = 10 * batch

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}
const fileSizes = (file: string) =>
  ['', '-wal'].reduce((sum, end) => sum + (statSync(file + end, { throwIfNoEntry: false })?.size ?? 0), 0)

/** Each batch is begun before the one before it is taken, as `sada import` does. */
const importAll = async (pipeline: OwnPipeline, from: number, to: number, event: Stream['fresh']): Promise<void> => {
  let begun: ReturnType<OwnPipeline['begin']> | null = null
  for (let n = from; n < to; n += batch) {
    const events = Array.from({ length: Math.min(batch, to - n) }, (_, i) => event(n + i))
    const next = pipeline.begin(events, { account: 'bench' })
    await begun?.take()
    begun = next
  }
  await begun?.take()
}

const readsMade = (stream: Stream) => {
  let at = 0
  const read: Read = async (posts) => posts.map(({ post }) => stream.readingOf(at++, post))
  return {
    read,
    beginAt: (n: number) => {
      at = n
    },
  }
}

export const growAndMeasure = async (
  url: string,
  stream: Stream,
  sizes: readonly number[],
  say: (line: string) => void,
): Promise<readonly Row[]> => {
  const store = await openStore(url)
  store.own()
  const made = readsMade(stream)
  const reader = startReader()
  let fresh = false
  const read: Read = (...posts) => (fresh ? reader : made).read(...posts)
  const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now, read })
  const rows: Row[] = []
  let filled = 0
  for (const size of sizes) {
    made.beginAt(filled)
    for (; filled < size - measured; filled = Math.min(filled + 20_000, size - measured)) {
      await importAll(pipeline, filled, Math.min(filled + 20_000, size - measured), stream.filling)
      say(`${filled} posts in the store`)
    }
    fresh = true
    const [start, began] = [cpu(), performance.now()]
    await importAll(pipeline, filled, size, stream.fresh)
    const [used, seconds] = [cpu() - start, (performance.now() - began) / 1000]
    fresh = false
    filled = size
    rows.push({
      posts: size,
      perSecond: measured / seconds,
      microseconds: used / measured,
      megabytes: process.memoryUsage().rss / 2 ** 20,
      bytesAPost: fileSizes(store.path!) / size,
      load: loadavg()[0]!,
    })
    say(
      `${size}: ${(measured / seconds).toFixed(0)} posts a second, ${(used / measured).toFixed(0)} µs of processor each`,
    )
  }
  await reader.close()
  await store.close()
  return rows
}

/** From a closed store to a process that decides. */
export const restart = async (url: string): Promise<Restart> => {
  const [start, began] = [cpu(), performance.now()]
  const store = await openStore(url)
  const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
  const { posts } = await pipeline.rebuild()
  const [seconds, cpuSeconds] = [(performance.now() - began) / 1000, (cpu() - start) / 1e6]
  await store.close()
  return { posts, seconds, cpuSeconds, load: loadavg()[0]! }
}
