// kill -9 in the middle of an import, then the same command again: nothing lost, nothing twice.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
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
const store = join(folder, 'data', 'sada.db')

const start = (): ChildProcess =>
  spawn(process.execPath, [main, 'import', path, '--as', 'jsonl'], {
    env: { ...process.env, SADA_DATA_DIR: join(folder, 'data'), SADA_DATABASE_URL: `sqlite:${store}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('close', resolve))

const count = (query: string): number => {
  if (!existsSync(store)) return 0
  const db = new SQLite(store, { readonly: true })
  try {
    return db.prepare<[], { n: number }>(query).get()?.n ?? 0
  } catch {
    return 0
  } finally {
    db.close()
  }
}
const decided = () => count('select count(*) n from posts')

describe('an import that is killed', () => {
  it('is completed by running it again', async () => {
    const cuts: number[] = []
    for (const goal of [100, 500]) {
      const child = start()
      const end = ended(child)
      while (decided() < goal && child.exitCode === null) await sleep(15)
      child.kill('SIGKILL')
      await end
      cuts.push(decided())
    }
    // The control: the kills did fall inside the work.
    expect(cuts[0]).toBeGreaterThan(0)
    expect(cuts[0]).toBeLessThan(total)
    const last = start()
    let out = ''
    last.stdout!.on('data', (text: Buffer) => {
      out += text
    })
    expect(await ended(last)).toBe(0)
    const counts = JSON.parse(out) as { posts: { new: number; seen: number } }
    expect(counts.posts.new + counts.posts.seen).toBe(total)
    expect(count('select count(distinct remote_id) n from posts')).toBe(total)
    expect(decided()).toBe(total)
    expect(count("select count(*) n from inbox where state = 'new'")).toBe(0)
    expect(count("select count(*) n from pragma_integrity_check where integrity_check = 'ok'")).toBe(1)
  })
})
