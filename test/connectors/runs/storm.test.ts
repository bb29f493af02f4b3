// Each message delivered one to five times in any order leaves what one delivery of each in order leaves.
import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { createConnectors } from '../../../connectors/index.ts'
import { createMatcher } from '../../../dedupe/index.ts'
import { createPipeline, type Pipeline } from '../../../src/pipeline/index.ts'
import { reconcile } from '../../../src/replies/index.ts'
import { openStore, type Store, write } from '../../../src/store/index.ts'
import { type Body, diceOf, statusesOf, stormOf, townOf } from './deliveries.ts'

const long = process.env.SADA_LONG !== undefined
const seeds = Array.from({ length: 20 }, (_, n) => n + 1)
const messages = long ? 10_000 : 60
const outgoing = long ? 1_000 : 30

const connectors = createConnectors({ X_BEARER_TOKEN: 'read', X_ACCOUNT_ID: '2244994945' })
const receive = async (pipeline: Pipeline, { channel, body }: Body) => {
  const raw = JSON.stringify(body)
  const parsed = connectors[channel].webhook!.parse(Buffer.from(raw))
  if (parsed.kind !== 'events') throw new Error(parsed.reason)
  await pipeline.receive(parsed.events, { account: 'first', raw })
}

/** Our own messages as they stand after the channel took them: their rows need no case of their own here. */
const sentMessages = (store: Store) =>
  write(store, async (tx) => {
    const any = tx as never as { insertInto(table: string): { values(rows: unknown): { execute(): Promise<unknown> } } }
    const base = {
      kind: 'complaint',
      status: 'open',
      version: 1,
      title: '',
      first_at: 0,
      last_at: 0,
      posts: 0,
      authors: 0,
    }
    await any
      .insertInto('cases')
      .values({
        id: 'c',
        reference: 'r',
        by_channel: '{}',
        tally: '{}',
        urgency: 0,
        opened_at: 0,
        updated_at: 0,
        ...base,
      })
      .execute()
    await any
      .insertInto('plans')
      .values({ id: 'p', case_id: 'c', case_version: 1, kind: 'answer', body: '{}', created_at: 0 })
      .execute()
    await any
      .insertInto('replies')
      .values({ id: 'r', case_id: 'c', plan_id: 'p', kind: 'answer', text: '', language: 'ar', at: 0, current: 1 })
      .execute()
    for (let n = 0; n < outgoing; n += 1) {
      await any
        .insertInto('authors')
        .values({ id: `a${n}`, channel: 'whatsapp', remote_id: `out.${n}`, first_at: 0 })
        .execute()
      await any
        .insertInto('deliveries')
        .values({
          id: `d${n}`,
          reply_id: 'r',
          case_id: 'c',
          author_id: `a${n}`,
          channel: 'whatsapp',
          account: '106540352242922',
          route: 'whatsapp-session',
          text: '',
          key: `key.${n}`,
          state: 'unknown',
          attempt: 1,
          lease_until: 0,
          due_at: 0,
          created_at: 0,
          updated_at: 0,
        })
        .execute()
    }
  })

const run = async (bodies: readonly Body[], size: number) => {
  const store = await openStore('sqlite::memory:')
  const settle = reconcile(() => 1)
  const pipeline = createPipeline({
    store,
    matcher: createMatcher(),
    clock: () => 1_795_000_000_000,
    on: { status: settle },
  })
  await sentMessages(store)
  for (let at = 0; at < bodies.length; at += size) {
    await Promise.all(bodies.slice(at, at + size).map((body) => receive(pipeline, body)))
    if (at % (size * 20) === 0) await pipeline.drain()
  }
  await pipeline.drain()
  const left = await leftIn(store)
  await store.close()
  return left
}

/** Which of these belong together, whatever the name of what holds them. */
const together = (rows: readonly { readonly remote_id: string; readonly group: string | null }[]) =>
  [...Map.groupBy(rows, ({ group }) => group).values()]
    .map((own) =>
      own
        .map(({ remote_id }) => remote_id)
        .toSorted()
        .join(' '),
    )
    .toSorted()

const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted()

const leftIn = async ({ read }: Store) => {
  const posts = await read
    .selectFrom('posts')
    .select([
      'id',
      'channel',
      'remote_id',
      'text',
      'created_at',
      'edited_at',
      'deleted_at',
      'author_id',
      'case_id',
      'reply_to',
    ])
    .execute()
  const byId = new Map(posts.map((post) => [post.id as string, post.remote_id]))
  const edits = await read.selectFrom('edits').select(['post_id', 'text', 'edited_at']).execute()
  const states = await read.selectFrom('deliveries').select(['key', 'state', 'code']).execute()
  const waiting = await read.selectFrom('inbox').select('seq').where('state', '!=', 'done').execute()
  return {
    posts: sorted(posts.map(({ id: _id, author_id: _author, case_id: _case, ...post }) => post)),
    edits: sorted(edits.map(({ post_id, ...edit }) => [byId.get(post_id), edit])),
    tombstones: posts.filter(({ deleted_at }) => deleted_at !== null).length,
    // Who has nothing left standing is forgotten, and is somebody new if he speaks again.
    authors: together(
      posts.flatMap(({ remote_id, author_id, deleted_at }) =>
        deleted_at === null ? [{ remote_id, group: author_id }] : [],
      ),
    ),
    statuses: sorted(states),
    cases: together(
      posts.flatMap(({ remote_id, case_id }) => (case_id === null ? [] : [{ remote_id, group: case_id }])),
    ),
    waiting: waiting.length,
  }
}

/** Each once, then each again up to four times: the order of first tellings is the clean one. */
const echoed = (bodies: readonly Body[], seed: number): readonly Body[] => {
  const dice = diceOf(seed)
  return bodies.flatMap((body, at) => [
    body,
    ...Array.from({ length: Math.floor(dice() * 3) }, () => bodies[Math.floor(dice() * (at + 1))]!),
  ])
}

describe(`${messages} messages`, () => {
  it.each(
    seeds,
  )('of town %i, each delivered one to five times in any order, leave what the clean run leaves', async (seed) => {
    const bodies = [...townOf(seed, messages), ...statusesOf(seed, outgoing)]
    const began = performance.now()
    const { cases: _clean, ...clean } = await run(bodies, 50)
    const { cases: _storm, ...storm } = await run(stormOf(bodies, seed), 50)
    expect(storm).toEqual(clean)
    expect(clean.posts).toHaveLength(messages)
    expect([clean.edits.length, clean.tombstones, clean.waiting].map((count) => count > 0)).toEqual([true, true, false])
    console.info(`seed ${seed}: ${bodies.length} deliveries, ${Math.round(performance.now() - began)} ms`)
  }, 600_000)

  it('leave the same cases too when the order of their first telling is the same', async () => {
    const bodies = townOf(7, long ? 1_000 : 80)
    const [clean, again] = [await run(bodies, 1), await run(echoed(bodies, 8), 1)]
    expect(again).toEqual(clean)
    expect(clean.cases.length).toBeGreaterThan(2)
  })

  it('would be told apart if one edit were lost, or authors were joined', async () => {
    const bodies = townOf(9, 40)
    const clean = await run(bodies, 50)
    const edit = bodies.findIndex(({ body }) => JSON.stringify(body).includes('"type":"edit"'))
    const without = await run(bodies.toSpliced(edit, 1), 50)
    expect(without.edits).not.toEqual(clean.edits)
    const joined = bodies.map(({ channel, body }): Body => {
      const text = JSON.stringify(body).replaceAll(/"author_id":"\d+"/g, '"author_id":"1"')
      return { channel, body: JSON.parse(text) }
    })
    expect((await run(joined, 50)).authors).not.toEqual(clean.authors)
  })
})
