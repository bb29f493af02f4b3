// npm run bench:scale [-- --windows 10000,100000,1000000 --workers 1,2,4 --posts 3000 --seed 1 --out docs]
// Posts a second with decisions on PostgreSQL, by workers and by posts in the window, everything on this machine.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ChannelEvent } from '../connectors/connector.ts'
import { createMatcher } from '../dedupe/index.ts'
import { createPipeline } from '../src/pipeline/index.ts'
import { openStore } from '../src/store/index.ts'
import { eventOf, tellings } from './bench/posts.ts'
import { readPool } from './bench/reports.ts'
import { openCopier } from './bench-scale/copy.ts'
import { servePostgres } from './bench-scale/database.ts'
import { figuresOf, keysIn, type Measured, type Turn } from './bench-scale/figures.ts'
import { createFill } from './bench-scale/fill.ts'
import { page } from './bench-scale/page.ts'

const { values } = parseArgs({
  options: {
    windows: { type: 'string', default: '10000,100000' },
    workers: { type: 'string', default: '1,2,4' },
    posts: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'docs' },
  },
})
const [windows, workers] = [values.windows.split(',').map(Number), values.workers.split(',').map(Number)]
const [posts, seed] = [Number(values.posts), Number(values.seed)]
if ([...windows, ...workers, posts, seed].some((n) => !Number.isInteger(n) || n < 1)) {
  console.error('usage: npm run bench:scale -- [--windows N,…] [--workers N,…] [--posts N] [--seed N] [--out FOLDER]')
  process.exit(2)
}
const say = (line: string) => console.error(line)

const folder = mkdtempSync(join(tmpdir(), 'sada-scale-keys-'))
chmodSync(folder, 0o755)
const database = await servePostgres()
const store = await openStore(database.url, { dataDir: folder })
const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
const stream = tellings(seed + 1)

const told = (): ChannelEvent => {
  const { post } = stream.next().value
  return eventOf(post, post.id)
}

const started = async (count: number): Promise<readonly ChildProcess[]> => {
  const children = Array.from({ length: count }, () =>
    fork(join(import.meta.dirname, 'bench-scale/worker.ts'), [database.url, folder]),
  )
  await Promise.all(children.map((child) => once(child, 'message')))
  return children
}

/** Received before the clock starts: what is measured is deciding. */
const receive = async (count: number): Promise<void> => {
  for (let left = count; left > 0; left -= 500)
    await pipeline.receive(Array.from({ length: Math.min(500, left) }, told), { account: 'bench' })
}

type Done = { readonly turns: readonly Turn[]; readonly cpuMs: number }

const drained = async (children: readonly ChildProcess[]): Promise<readonly Done[]> => {
  const answers = children.map((child) => once(child, 'message') as Promise<[Done]>)
  for (const child of children) child.send('go')
  return (await Promise.all(answers)).map(([done]) => done)
}

const measured: Measured[] = []
const copier = await openCopier(database.url, folder)
const fill = createFill(store, copier, readPool(seed), Date.now() - Math.max(...windows) * 12_000)
for (const window of windows) {
  await fill(window, say)
  for (const count of workers) {
    const children = await started(count)
    await receive(Math.min(1000, posts))
    await drained(children)
    await receive(posts)
    const [began, load, before] = [performance.now(), loadavg()[0]!, database.cpuMs()]
    const done = await drained(children)
    const wallMs = performance.now() - began
    const databaseMs = before === null ? null : database.cpuMs()! - before
    measured.push(figuresOf({ window, workers: count, posts, load, wallMs, databaseMs, done }))
    say(JSON.stringify(measured.at(-1)))
    for (const child of children) child.send('stop')
  }
}
const keys = await keysIn(store)
await copier.end()
await store.close()
await database.stop()
mkdirSync(values.out, { recursive: true })
const machine = `${cpus().length} × ${cpus()[0]!.model}`
writeFileSync(join(values.out, 'scale.json'), `${JSON.stringify({ machine, seed, measured, keys }, null, 2)}\n`)
page(values.out, { machine, measured, keys })
