// Two sources of candidates, one decision: the rows of PostgreSQL and the index in memory, fed the same posts in the same order.
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../connectors/connector.ts'
import { createMatcher } from '../../dedupe/index.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { eventsOf, worlds } from '../scale/world.ts'
import { newPostgres } from '../store/engines.ts'

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
  it.each(readdirSync(worlds).filter((name) => name.endsWith('.jsonl')))('are those in memory: %s', async (name) => {
    const events = eventsOf(name)
    const inStore = await decidedOn(await openStore(await newPostgres()), events)
    expect(inStore).toEqual(await decidedOn(await openStore('sqlite::memory:'), events))
    // The worlds have echoes: equal would be cheap where nothing is joined.
    expect(inStore.some((one) => one.with !== null && one.with !== one.post)).toBe(true)
  })
})
