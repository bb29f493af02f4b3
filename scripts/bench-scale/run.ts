// One run: so many workers decide for some seconds what was received before the clock started.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { ChannelEvent } from '../../connectors/connector.ts'
import { createMatcher } from '../../dedupe/index.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import type { Store } from '../../src/store/index.ts'
import { eventOf, tellings } from '../bench/posts.ts'
import type { Served } from './database.ts'
import { figuresOf, type Measured, type Turn } from './figures.ts'

type Done = { readonly turns: readonly Turn[]; readonly cpuMs: number }
type Options = {
  readonly store: Store
  readonly database: Served
  readonly folder: string
  readonly seed: number
  readonly seconds: number
}

/** Seconds until code and caches are warm: workers that share the cores take their turns at it. */
const warmingOf = (workers: number): number => 5 * workers
/** More than any machine decides in a second. */
const mostASecond = 1_000
const together = 500

export const createRun = ({ store, database, folder, seed, seconds }: Options) => {
  const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
  const stream = tellings(seed + 1)
  const children = new Set<ChildProcess>()

  const told = (): ChannelEvent => {
    const { post } = stream.next().value
    return eventOf(post, post.id)
  }

  const receive = async (wanted: number): Promise<void> => {
    const { rows } = await sql<{ waiting: number }>`
      select count(*) as waiting from inbox where state = 'new'`.execute(store.read as never)
    for (let left = wanted - rows[0]!.waiting; left > 0; left -= together)
      await pipeline.receive(Array.from({ length: together }, told), { account: 'bench' })
  }

  const start = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const child = fork(join(import.meta.dirname, 'worker.ts'), [database.url, folder])
      children.add(child)
      // Nobody would wait for the answer of one that failed: what was measured before it stands.
      child.once('exit', () => void (children.has(child) && process.kill(process.pid, 'SIGTERM')))
    }
    await Promise.all([...children].map((child) => once(child, 'message')))
  }

  const decided = async (during: number): Promise<readonly Done[]> => {
    const answers = [...children].map((child) => once(child, 'message') as Promise<[Done]>)
    for (const child of children) child.send(during)
    return (await Promise.all(answers)).map(([done]) => done)
  }

  const stop = (): void => {
    const all = [...children]
    children.clear()
    for (const child of all) child.kill('SIGKILL')
  }

  const measure = async (window: number, workers: number): Promise<Measured> => {
    const load = loadavg()[0]!
    const warming = warmingOf(workers)
    await receive(mostASecond * (warming + seconds))
    await start(workers)
    await decided(warming)
    // As the server does by itself within a minute: what was empty when it was last counted is searched row by row.
    await sql`analyze`.execute(store.read as never)
    const [began, before] = [performance.now(), database.cpuMs()]
    const done = await decided(seconds)
    const wallMs = performance.now() - began
    const databaseMs = before === null ? null : database.cpuMs()! - before
    stop()
    return figuresOf({ window, workers, load, wallMs, databaseMs, done })
  }
  return { measure, stop }
}
