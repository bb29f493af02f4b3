// Two sources of candidates, one decision: the rows of PostgreSQL and the index in memory, fed the same posts in the same order.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../connectors/connector.ts'
import { createMatcher } from '../../dedupe/index.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { newPostgres } from '../store/engines.ts'

const folder = join(import.meta.dirname, '../worlds')
type Line = Readonly<Record<'id' | 'channel' | 'kind' | 'author' | 'text' | 'created_at', string>> & {
  readonly reply_to?: string
  readonly media?: readonly { readonly kind: 'image'; readonly phash?: string }[]
}

const eventOf = ({ id, channel, kind, author, text, created_at, reply_to, media }: Line): ChannelEvent => ({
  kind: 'post',
  channel: channel as ChannelEvent['channel'],
  remoteId: id,
  type: kind,
  surface: kind as NonNullable<ChannelEvent['surface']>,
  text,
  author: { remoteId: author },
  createdAt: new Date(created_at).toISOString(),
  ...(reply_to === undefined ? {} : { replyTo: reply_to }),
  ...(media === undefined ? {} : { media }),
})

/** Who is with whom, and what each decision was. */
const decidedOn = async (store: Store, events: readonly ChannelEvent[]) => {
  const clock = () => Date.parse(events.at(-1)!.createdAt!)
  const pipeline = createPipeline({ store, matcher: createMatcher(), clock })
  await pipeline.receive(events, { account: 'ministry' })
  await pipeline.drain()
  const rows = await store.read
    .selectFrom('posts')
    .leftJoin('members', 'members.post_id', 'posts.id')
    .select(['posts.remote_id', 'posts.case_id', 'posts.lane', 'members.decision', 'members.reason', 'members.p'])
    .orderBy('posts.seq')
    .execute()
  const first = new Map<string, string>()
  for (const { case_id, remote_id } of rows) if (case_id && !first.has(case_id)) first.set(case_id, remote_id)
  await store.close()
  return rows.map(({ remote_id, case_id, lane, decision, reason, p }) => ({
    post: remote_id,
    with: case_id && first.get(case_id),
    lane,
    decision,
    reason,
    p: p === null ? null : Number(p.toFixed(6)),
  }))
}

describe('Decisions on candidates from the store', () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith('.jsonl')))('are those in memory: %s', async (name) => {
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n')
    const events = lines.map((line) => eventOf(JSON.parse(line) as Line))
    const inStore = await decidedOn(await openStore(await newPostgres()), events)
    expect(inStore).toEqual(await decidedOn(await openStore('sqlite::memory:'), events))
    // The worlds have echoes: equal would be cheap where nothing is joined.
    expect(inStore.some((one) => one.with !== null && one.with !== one.post)).toBe(true)
  })
})
