// kill -9 in the middle of an import, then the same command again: nothing lost, nothing twice.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../src/store/index.ts'
import { faultsOf } from '../pipeline/town.ts'
import { newPostgres } from '../store/engines.ts'
import { temporaryFolder } from './files.ts'

const { folder, file, remove } = temporaryFolder()
afterAll(remove)

const total = 800
const posts = Array.from({ length: total }, (_, n) =>
  JSON.stringify({
    id: `p${n}`,
    channel: 'whatsapp',
    author: `+9650000${n % 97}`,
    text: `no water in block ${n % 11}, street ${n % 40}`,
    created_at: new Date(Date.UTC(2026, 4, 1) + n * 60_000).toISOString(),
  }),
)
const path = file('posts.jsonl', posts.join('\n'))
const main = join(import.meta.dirname, '../../src/main.ts')
const dataDir = join(folder, 'data')

const start = (url: string): ChildProcess =>
  spawn(process.execPath, [main, 'import', path, '--as', 'jsonl'], {
    env: { ...process.env, SADA_DATA_DIR: dataDir, SADA_DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('close', resolve))

const ids = async ({ read }: Store): Promise<readonly string[]> =>
  (await read.selectFrom('posts').select('remote_id').execute()).map(({ remote_id }) => remote_id)

const urls = { sqlite: async () => `sqlite:${join(dataDir, 'sada.db')}`, postgres: () => newPostgres() }

describe.each(Object.entries(urls))('an import that is killed on %s', (_engine, urlOf) => {
  it('is completed by running it again', { timeout: 180_000 }, async () => {
    const url = await urlOf()
    const store = await openStore(url, { dataDir })
    const decided = async () => (await ids(store)).length
    const cuts: number[] = []
    for (const goal of [100, 500]) {
      const child = start(url)
      const end = ended(child)
      while ((await decided()) < goal && child.exitCode === null) await sleep(15)
      child.kill('SIGKILL')
      await end
      cuts.push(await decided())
    }
    // The control: the kills did fall inside the work.
    expect(cuts[0]).toBeGreaterThan(0)
    expect(cuts[0]).toBeLessThan(total)
    const last = start(url)
    let out = ''
    last.stdout!.on('data', (text: Buffer) => {
      out += text
    })
    expect(await ended(last)).toBe(0)
    const counts = JSON.parse(out) as { posts: { new: number; seen: number } }
    expect(counts.posts.new + counts.posts.seen).toBe(total)
    expect((await ids(store)).toSorted()).toEqual(
      posts.map((post) => (JSON.parse(post) as { id: string }).id).toSorted(),
    )
    expect(await store.read.selectFrom('inbox').select('seq').where('state', '=', 'new').execute()).toEqual([])
    expect(await faultsOf(store)).toEqual([])
    await store.close()
  })
})
