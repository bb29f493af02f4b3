import { describe, expect, it } from 'vitest'
import { type ChannelEvent, type Connector, ConnectorError, type PollPage } from '../../connectors/connector.ts'
import { createMatcher } from '../../dedupe/index.ts'
import { completePosts, type Pull, pull, recheckPosts } from '../../src/ops/pulls.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { cursorOf } from '../../src/store/cursors.ts'
import type { Store } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'

const mention = (remoteId: string): ChannelEvent => ({
  kind: 'post',
  channel: 'x',
  remoteId,
  type: 'tweet',
  surface: 'mention',
  text: `انقطاع الكهرباء في سلوى قطعة ${remoteId}`,
  createdAt: new Date().toISOString(),
})
const pageOf = (ids: readonly string[], cursor: string | null, more: boolean): PollPage => ({
  events: ids.map(mention),
  cursor,
  more,
})

/** Answers by cursor, as a channel would; a missing page is a failure. */
const channel = (pages: Readonly<Record<string, PollPage>>): Connector => ({
  channel: 'x',
  limits: { routes: [] },
  inspect: () => [],
  poll: async (cursor) => {
    const page = pages[cursor ?? '']
    if (page === undefined) throw new ConnectorError('x', 'rate', 'x: slow down', 1000)
    return page
  },
})

const partsOf = (store: Store) => ({
  store,
  pipeline: createPipeline({ store, matcher: createMatcher(), clock: Date.now }),
  clock: Date.now,
})
const signal = new AbortController().signal
/** Runs it, and tells how much was new. */
const run = async (what: Pull, parts: ReturnType<typeof partsOf>, connector: Connector): Promise<number> => {
  let sum = 0
  await what(parts, connector, signal, ({ fresh = 0 }) => {
    sum += fresh
  })
  return sum
}

onBothEngines('a channel that is asked', (open) => {
  it('is read page by page from where the last reading ended', async () => {
    const parts = partsOf(await open())
    const pages = { '': pageOf(['1', '2'], 'a', true), a: pageOf(['3'], 'b', false), b: pageOf(['3', '4'], 'c', false) }
    expect(await run(pull, parts, channel(pages))).toBe(3)
    expect(await cursorOf(parts.store.read, 'poll:x')).toBe('b')
    expect(await run(pull, parts, channel(pages))).toBe(1)
    expect(await cursorOf(parts.store.read, 'poll:x')).toBe('c')
  })

  it('that fails midway loses nothing: the cursor stands where the last stored page ended', async () => {
    const parts = partsOf(await open())
    await expect(run(pull, parts, channel({ '': pageOf(['1'], 'a', true) }))).rejects.toThrow(ConnectorError)
    expect(await cursorOf(parts.store.read, 'poll:x')).toBe('a')
    expect(await run(pull, parts, channel({ a: pageOf(['2'], null, false) }))).toBe(1)
    expect(await cursorOf(parts.store.read, 'poll:x')).toBe('a')
  })
})

describe('an endless channel', () => {
  it('is left for the next minute after a while', async () => {
    const { openStore } = await import('../../src/store/index.ts')
    const parts = partsOf(await openStore('sqlite::memory:'))
    let asked = 0
    const endless: Connector = {
      ...channel({}),
      poll: async () => pageOf([`${++asked}`], String(asked), true),
    }
    await run(pull, parts, endless)
    expect(asked).toBe(20)
    await parts.store.close()
  })
})

onBothEngines('a post told by its id alone', (open) => {
  const idOnly: ChannelEvent = {
    kind: 'post',
    channel: 'instagram',
    account: '178',
    remoteId: 'c9',
    type: 'mentions',
    surface: 'mention',
    target: 'c9',
    createdAt: '2026-11-28T10:00:00.000Z',
  }
  const words = 'انقطاع الكهرباء في سلوى قطعة 5 من الفجر'
  const fetching = (answer: ChannelEvent | null | Error): Connector => ({
    channel: 'instagram',
    limits: { routes: [] },
    inspect: () => [],
    completes: ['comment', 'mention'],
    fetchPost: async () => {
      if (answer instanceof Error) throw answer
      return answer
    },
  })
  const told: ChannelEvent = {
    ...idOnly,
    text: words,
    author: { remoteId: '55', handle: 'citizen', aliases: ['55'] },
    createdAt: '2026-11-28T09:30:00.000Z',
  }
  const postOf = (store: Store) =>
    store.read
      .selectFrom('posts')
      .select(['text', 'created_at', 'edited_at', 'author_id', 'case_id', 'kind'])
      .where('remote_id', '=', 'c9')
      .executeTakeFirstOrThrow()

  it('gets its words, its time and its author, opens its case, and is no edited post', async () => {
    const parts = partsOf(await open())
    await parts.pipeline.receive([idOnly], { account: '178' })
    await parts.pipeline.drain()
    expect(await postOf(parts.store)).toMatchObject({ text: '', case_id: null, author_id: null })
    expect(await run(completePosts, parts, fetching(told))).toBe(1)
    await parts.pipeline.drain()
    const post = await postOf(parts.store)
    expect(post).toMatchObject({
      text: words,
      edited_at: null,
      kind: 'complaint',
      created_at: Date.parse(told.createdAt!),
    })
    expect(post.case_id).not.toBeNull()
    expect(post.author_id).not.toBeNull()
    expect(await run(completePosts, parts, fetching(told))).toBe(0)
  })
  it('waits while the channel fails, and is passed over when the channel no longer has it', async () => {
    const parts = partsOf(await open())
    await parts.pipeline.receive([idOnly], { account: '178' })
    await parts.pipeline.drain()
    const down = new ConnectorError('instagram', 'server', 'instagram: answered 503')
    await expect(run(completePosts, parts, fetching(down))).rejects.toThrow(ConnectorError)
    expect(await cursorOf(parts.store.read, 'complete:instagram')).toBeNull()
    expect(await run(completePosts, parts, fetching(null))).toBe(0)
    expect(await cursorOf(parts.store.read, 'complete:instagram')).not.toBeNull()
  })
})

onBothEngines('stored posts that are looked at again', (open) => {
  it('lose their words when the channel has dropped them, and their case keeps its count', async () => {
    const parts = partsOf(await open())
    await parts.pipeline.receive(['1', '2', '3'].map(mention), { account: 'x' })
    await parts.pipeline.drain()
    const asked: string[][] = []
    const connector: Connector = {
      ...channel({}),
      recheckBatch: 2,
      recheck: async (posts) => {
        asked.push(posts.map(({ remoteId }) => remoteId))
        return posts
          .filter(({ remoteId }) => remoteId === '2')
          .map(({ remoteId, account }) => ({
            kind: 'delete',
            channel: 'x',
            account,
            remoteId,
            type: 'gone',
            target: remoteId,
          }))
      },
    }
    expect(await run(recheckPosts, parts, connector)).toBe(1)
    await parts.pipeline.drain()
    expect(asked).toEqual([['1', '2'], ['3']])
    const posts = await parts.store.read
      .selectFrom('posts')
      .select(['remote_id', 'text', 'deleted_at'])
      .orderBy('seq')
      .execute()
    expect(posts.map(({ text, deleted_at }) => [text === '', deleted_at !== null])).toEqual([
      [false, false],
      [true, true],
      [false, false],
    ])
    asked.length = 0
    expect(await run(recheckPosts, parts, connector)).toBe(0)
    expect(asked).toEqual([['1', '3']])
  })
})
