// kill -9 between any two steps: what was acknowledged is there once, and nothing is there that was not sent.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../connectors/connector.ts'
import { releaseClaims } from '../../src/store/inbox.ts'
import { openStore, type Store, write } from '../../src/store/index.ts'
import { faultsOf, report, said, townOn } from '../pipeline/town.ts'
import { newPostgres } from '../store/engines.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-crash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Message = { readonly ready?: true; readonly acked?: readonly string[]; readonly finished?: number }
type Round = { readonly killed: boolean; readonly acked: readonly string[]; readonly statements: number | null }

const live = (
  url: string,
  killAt: number,
  mode: 'honest' | 'too-soon',
  groups: readonly (readonly ChannelEvent[])[],
): Promise<Round> =>
  new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [url, String(killAt), mode, folder], {
      // On PostgreSQL the store's candidates are the matcher's own.
      execArgv: url.startsWith('sqlite') ? ['--import', join(import.meta.dirname, 'light.ts')] : [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const acked: string[] = []
    let statements: number | null = null
    child.on('message', (message: Message) => {
      if (message.ready) child.send({ groups })
      acked.push(...(message.acked ?? []))
      statements = message.finished ?? statements
    })
    child.on('error', reject)
    child.on('close', (code, signal) =>
      code === 0 || signal === 'SIGKILL'
        ? resolve({ killed: signal === 'SIGKILL', acked, statements })
        : reject(new Error(`worker ended with ${code ?? signal}`)),
    )
  })

/** What is said in one round: new reports and a greeting, an edit and a deletion of earlier ones, in groups as webhooks bring them. */
const chatter = (round: number): readonly (readonly ChannelEvent[])[] => {
  const posts = Array.from({ length: 9 }, (_, i) =>
    report(7000 + ((round * 7 + i) % 13), {
      doubt: i % 4 === 3,
      by: `p${i}`,
      remoteId: `r${round}.${i}`,
      at: Date.now(),
    }),
  )
  const hello = said('السلام عليكم', { by: 'p1', remoteId: `r${round}.hello`, at: Date.now() - 1000 })
  const edit = said('حفرة 7003 تعديل', { kind: 'edit', remoteId: `r${round}.edit`, target: `r${round}.2` })
  const gone = said('', { kind: 'delete', remoteId: `r${round}.gone`, target: `r${round}.4` })
  return [[hello, posts[0]!, posts[1]!], posts.slice(2, 5), [edit], posts.slice(5), [gone]]
}

/** Where many workers are, a dead one's claims pass to others after their half minute: it has gone by. */
const afterItsLease = async (url: string): Promise<void> => {
  const store = await openStore(url, { dataDir: folder })
  await write(store, releaseClaims)
  await store.close()
}

/** Rounds of life and death over one store; senders repeat what was not acknowledged, and sometimes what was. */
const history = async (url: string, rounds: number, mode: 'honest' | 'too-soon', killAt: (round: number) => number) => {
  const sent = new Set<string>()
  const acked = new Set<string>()
  let pending: (readonly ChannelEvent[])[] = []
  let kills = 0
  for (let round = 0; round < rounds; round++) {
    const groups = [...pending, ...chatter(round)]
    for (const { kind, remoteId } of groups.flat()) if (kind === 'post') sent.add(remoteId)
    const result = await live(url, killAt(round), mode, groups)
    if (result.killed) kills++
    if (url.startsWith('postgres')) await afterItsLease(url)
    for (const id of result.acked) acked.add(id)
    pending = groups.filter((group, i) => !group.every(({ remoteId }) => acked.has(remoteId)) || (i + round) % 5 === 0)
  }
  return { sent, acked, kills }
}

/** What SQLite says of its own file. */
const fileFaults = ({ path }: Store): readonly unknown[] => {
  if (path === null) return []
  const file = new SQLite(path)
  const faults = [file.pragma('integrity_check', { simple: true }), ...(file.pragma('foreign_key_check') as unknown[])]
  file.close()
  return faults.filter((one) => one !== 'ok')
}

const found = async (url: string) => {
  const store = await openStore(url, { dataDir: folder })
  const town = townOn(store)
  await town.pipeline.drain()
  const posts = await store.read.selectFrom('posts').select('remote_id').execute()
  const waiting = await store.read
    .selectFrom('inbox')
    .select(['state', 'fault'])
    .where('state', 'not in', ['done'])
    .execute()
  const faults = [...(await faultsOf(store)), ...fileFaults(store)]
  await store.close()
  return { posts: posts.map(({ remote_id }) => remote_id), waiting, faults }
}

const long = process.env.SADA_LONG !== undefined
/** A round takes more statements on one than on the other, and its process more time to start where it loads the matcher. */
const engines = [
  {
    engine: 'sqlite',
    newUrl: async (name: string) => `sqlite:${join(folder, `${name}.db`)}`,
    rounds: long ? 200 : 25,
    first: 14,
    spread: 181,
    soon: 4,
  },
  { engine: 'postgres', newUrl: () => newPostgres(), rounds: long ? 60 : 5, first: 8, spread: 60, soon: 2 },
] as const

describe.each(engines)('After kill -9 on $engine', ({ engine, newUrl, rounds, first, spread, soon }) => {
  it(`in ${rounds} rounds, before as many different statements, no acknowledged post is lost, doubled or invented`, async () => {
    const url = await newUrl('honest')
    const killAt = (round: number) => first + ((round * 67) % spread)
    const { sent, acked, kills } = await history(url, rounds, 'honest', killAt)
    const after = await found(url)
    const acknowledged = [...acked].filter((id) => sent.has(id))
    console.log(
      `kill -9 on ${engine}: ${kills} kills in ${rounds} rounds, ${acknowledged.length} posts acknowledged of ${sent.size} sent, ${after.posts.length} stored`,
    )
    expect(kills).toBeGreaterThanOrEqual(rounds * 0.8)
    expect(acknowledged.length).toBeGreaterThan(rounds * 4)
    expect(acknowledged.filter((id) => !after.posts.includes(id))).toEqual([])
    expect(after.posts.filter((id) => !sent.has(id))).toEqual([])
    expect(new Set(after.posts).size).toBe(after.posts.length)
    expect(after).toMatchObject({ faults: [], waiting: [] })
  }, 1_800_000)

  it('a service that acknowledges before the commit is caught by the same test', async () => {
    const url = await newUrl('too-soon')
    const { sent, acked } = await history(url, 3, 'too-soon', (round) => soon + round)
    const { posts } = await found(url)
    expect([...acked].filter((id) => sent.has(id) && !posts.includes(id)).length).toBeGreaterThan(0)
  })
})
