// npm run soak [-- --minutes 20 --settle 2 --fill 500 --rate N]: L1. The product for a while at half of what it can decide: memory
// may not grow, the log of changes stays small, descriptors stay as many. First the store is filled, past what is held of it.
import { cpus, loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Product, startServer } from './bench-webhooks/server.ts'
import { type Load, startLoad } from './soak/load.ts'
import { type Sample, verdictOf } from './soak/verdict.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    settle: { type: 'string', default: '2' },
    fill: { type: 'string', default: '500' },
    rate: { type: 'string' },
  },
})
const [minutes, settle, fill] = [values.minutes, values.settle, values.fill].map(Number) as [number, number, number]
if (!(minutes > settle && settle >= 0 && fill >= 0)) {
  console.error('usage: npm run soak -- [--minutes N] [--settle MINUTES] [--fill MEGABYTES] [--rate POSTS-A-SECOND]')
  process.exit(2)
}
const say = (text: string) => console.error(text)
const mega = (bytes: number) => Math.round(bytes / 2 ** 20)

/** As fast as it decides, until the store is larger than its caches; posts decided a second. */
const filled = async (product: Product, load: Load): Promise<number> => {
  const began = performance.now()
  for (let waiting = 0; mega(product.storeBytes()) < fill; waiting = await product.waiting()) {
    load.pace(waiting > 500 ? 0 : 400)
    await sleep(500)
  }
  load.pace(0)
  while ((await product.waiting()) > 0) await sleep(200)
  const decided = (await product.posts()) / ((performance.now() - began) / 1000)
  say(`${mega(product.storeBytes())} MB filled, ${Math.round(decided)} posts a second`)
  return decided
}

const sampled = async (product: Product, ms: number): Promise<readonly Sample[]> => {
  const samples: Sample[] = []
  for (const began = performance.now(); performance.now() - began < ms; await sleep(5_000)) {
    const seen = await product.figures('resident_memory_bytes', 'wal_bytes', 'open_files', 'inbox_waiting', 'posts')
    const { resident_memory_bytes: memory, wal_bytes: wal, open_files: files, inbox_waiting: waiting, posts } = seen
    const at = performance.now() - began
    samples.push({ ms: at, memory, wal, files, waiting, posts })
    say(`${Math.round(at / 1000)} s: ${mega(memory)} MB, log ${mega(wal)} MB, ${files} files, ${waiting} waiting`)
  }
  return samples
}

const product = await startServer('grouped')
const load = startLoad(product)
try {
  const most = await filled(product, load)
  const rate = values.rate === undefined ? Math.max(1, Math.round(most / 2)) : Number(values.rate)
  const loadBefore = loadavg()[0]!
  load.pace(rate)
  const samples = await sampled(product, minutes * 60_000)
  load.pace(0)
  const verdict = verdictOf(samples, settle * 60_000)
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    node: process.version,
    load: [loadBefore, loadavg()[0]],
  }
  const store = { posts: await product.posts(), megabytes: mega(product.storeBytes()) }
  console.log(JSON.stringify({ minutes, settle, rate, ...load.counts, store, ...verdict, machine }, null, 1))
  process.exitCode = verdict.faults.length > 0 || load.counts.refused + load.counts.failed > 0 ? 1 : 0
} finally {
  await load.stop()
  await product.stop()
}
