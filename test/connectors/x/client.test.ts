import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OutgoingReply } from '../../../connectors/connector.ts'
import { createX } from '../../../connectors/x/index.ts'
import { type Answer, type Remote, reset, startRemote, torn } from '../remote.ts'
import { account, citizen, post } from './deliveries.ts'

let remote: Remote
beforeAll(async () => {
  remote = await startRemote()
})
afterAll(() => remote.close())

const signal = new AbortController().signal
const user = { appKey: 'k', appSecret: 's', accessToken: 't', accessSecret: 'u' }
const connector = (part: { query?: string } = {}) =>
  createX({ url: remote.url, bearerToken: 'app', user, accountId: account, ...part })
const last = () => remote.asked.at(-1)!
const minute = 60_000

const page = (ids: readonly string[], next?: string): Answer => ({
  json: {
    data: ids.map((id) => ({ ...post, id, edit_history_tweet_ids: [id] })),
    includes: { users: [citizen] },
    meta: {
      newest_id: ids[0],
      oldest_id: ids.at(-1),
      result_count: ids.length,
      ...(next === undefined ? {} : { next_token: next }),
    },
  },
})
const empty: Answer = { json: { meta: { result_count: 0 } } }
const limited = (afterSeconds: number): Answer => ({
  status: 429,
  headers: {
    'x-rate-limit-limit': '300',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(Math.ceil(Date.now() / 1000) + afterSeconds),
  },
  json: { title: 'Too Many Requests', type: 'about:blank', status: 429, detail: 'Too Many Requests' },
})
/** Ids of today, so that search still knows them. */
const idAt = (ms: number) => String(BigInt(ms - 1_288_834_974_657) << 22n)

describe('polling', () => {
  beforeEach(() => remote.answer(empty))

  it('reads the mentions of the account with all that belongs to a post', async () => {
    remote.answer(page(['5']))
    expect(await connector().poll!(null, signal)).toMatchObject({
      events: [{ kind: 'post', remoteId: '5' }],
      more: false,
    })
    expect(last()).toMatchObject({ path: `/2/users/${account}/mentions`, headers: { authorization: 'Bearer app' } })
    expect(last().query.get('tweet.fields')).toContain('note_tweet')
  })
  it('moves its mark only when the last page is read, and asks every page from the same mark', async () => {
    const x = connector()
    remote.answer(page(['9', '8'], 'p2'), page(['7', '6']), empty)
    const first = await x.poll!('{"feed":"mentions","mentions":{"since":"5"},"search":{}}', signal)
    expect(first).toMatchObject({ more: true })
    expect(JSON.parse(first.cursor!).mentions.since).toBe('5')
    const second = await x.poll!(first.cursor, signal)
    expect(last().query.get('since_id')).toBe('5')
    expect(last().query.get('pagination_token')).toBe('p2')
    expect(second).toMatchObject({ more: false })
    expect(JSON.parse(second.cursor!).mentions.since).toBe('9')
    const third = await x.poll!(second.cursor, signal)
    expect(last().query.get('since_id')).toBe('9')
    expect(JSON.parse(third.cursor!).mentions.since).toBe('9')
  })
  it('after a crash between two pages reads the second again, and loses none', async () => {
    const x = connector()
    remote.answer(page(['9', '8'], 'p2'))
    const first = await x.poll!(null, signal)
    remote.answer(page(['7', '6']))
    const told = [await x.poll!(first.cursor, signal), await x.poll!(first.cursor, signal)]
    expect(told[0]).toEqual(told[1])
    expect(told[0]!.events.map(({ remoteId }) => remoteId)).toEqual(['7', '6'])
  })
  it('searches after the mentions where a query is configured', async () => {
    const x = connector({ query: 'الماي OR الكهرباء' })
    remote.answer(page(['5']), page(['4']))
    const mentions = await x.poll!(null, signal)
    expect(mentions.more).toBe(true)
    expect(await x.poll!(mentions.cursor, signal)).toMatchObject({ events: [{ remoteId: '4' }], more: false })
    expect(last()).toMatchObject({ path: '/2/tweets/search/recent' })
    expect(last().query.get('query')).toBe('الماي OR الكهرباء')
  })
  it('after a gap of more than seven days searches from as far back as search goes', async () => {
    const x = connector({ query: 'الماي' })
    const cursor = (since: string) => JSON.stringify({ feed: 'search', mentions: {}, search: { since } })
    await x.poll!(cursor(idAt(Date.now() - 8 * 24 * 60 * minute)), signal)
    expect(last().query.get('since_id')).toBeNull()
    expect(Date.parse(last().query.get('start_time')!)).toBeCloseTo(Date.now() - 7 * 24 * 60 * minute, -6)
    const yesterday = idAt(Date.now() - 24 * 60 * minute)
    await x.poll!(cursor(yesterday), signal)
    expect(last().query.get('since_id')).toBe(yesterday)
  })
  it('tells a post first heard of in an edited form as the post and its edit', async () => {
    const history = [idAt(1_795_864_750_000), idAt(1_795_864_800_000)]
    remote.answer({
      json: {
        data: [{ ...post, id: history[1], edit_history_tweet_ids: history }],
        meta: { newest_id: history[1], result_count: 1 },
      },
    })
    expect((await connector().poll!(null, signal)).events).toMatchObject([
      { kind: 'post', remoteId: history[0], text: post.text, createdAt: '2026-11-28T11:19:10.000Z' },
      { kind: 'edit', remoteId: history[1], target: history[0] },
    ])
  })
  it.each<[string, Answer, object]>([
    ['asked too often, until the reset', limited(30), { kind: 'rate' }],
    [
      'a refused key',
      { status: 401, json: { title: 'Unauthorized', status: 401, type: 'about:blank' } },
      { kind: 'auth' },
    ],
    ['a failing server', { status: 503, json: { title: 'Service Unavailable', status: 503 } }, { kind: 'server' }],
    ['a reset connection', reset, { kind: 'network' }],
  ])('says of %s what it is', async (_name, answer, expected) => {
    remote.answer(answer)
    await expect(connector().poll!(null, signal)).rejects.toMatchObject({ name: 'ConnectorError', ...expected })
  })
  it('waits for the reset the platform names', async () => {
    remote.answer(limited(3000))
    const error = await connector().poll!(null, signal).catch((failed: { retryAfterMs: number }) => failed)
    expect(error).toMatchObject({ retryAfterMs: expect.closeTo(3_001_000, -6) })
  })
  it('refuses a cursor that is not its own', async () => {
    await expect(connector().poll!('{"feed":"elsewhere"}', signal)).rejects.toMatchObject({ kind: 'malformed' })
  })
})

const reply: OutgoingReply = { route: 'x-reply', account, to: '5', text: 'أُصلح العطل', key: 'row-9' }
const send = (part: Partial<OutgoingReply> = {}) => connector().reply!({ ...reply, ...part }, signal)
const problem = (status: number, detail: string, type = 'about:blank'): Answer => ({
  status,
  json: { status, title: 't', detail, type },
})

describe('an answer', () => {
  it.each<[OutgoingReply['route'], string, unknown, unknown]>([
    ['x-reply', '/2/tweets', { text: 'أُصلح العطل', reply: { in_reply_to_tweet_id: '5' } }, { id: '9', text: 't' }],
    ['x-post', '/2/tweets', { text: 'أُصلح العطل' }, { id: '9', text: 't' }],
    [
      'x-dm',
      '/2/dm_conversations/with/5/messages',
      { text: 'أُصلح العطل' },
      { dm_conversation_id: '1-5', dm_event_id: '9' },
    ],
  ])('by %s is signed with the keys of the account', async (route, path, body, data) => {
    remote.answer({ status: 201, json: { data } })
    expect(await send({ route })).toEqual({ kind: 'sent', remoteId: '9' })
    expect(last()).toMatchObject({
      method: 'POST',
      path,
      body,
      headers: { authorization: expect.stringContaining('oauth_token="t"') },
    })
  })
  it.each<[string, Answer, object]>([
    [
      'a repeated text',
      problem(403, 'You are not allowed to create a Tweet with duplicate content.'),
      { kind: 'refused', reason: 'duplicate' },
    ],
    [
      'an author who did not call on us',
      problem(403, 'Reply to this conversation is not allowed'),
      { kind: 'refused', reason: 'forbidden', code: '403' },
    ],
    ['a deleted post', problem(404, 'gone'), { kind: 'refused', reason: 'gone' }],
    ['spent credits', problem(402, 'credits'), { kind: 'refused', reason: 'payment' }],
    [
      'the cap of the month',
      problem(429, 'cap', 'https://api.x.com/2/problems/usage-capped'),
      { kind: 'refused', reason: 'usage-capped' },
    ],
    ['a revoked key', problem(401, 'Unauthorized'), { kind: 'refused', reason: 'token' }],
    ['asking too often', limited(600), { kind: 'retry', afterMs: expect.closeTo(601_000, -6) }],
    [
      'an old kind of limit',
      { status: 429, json: { errors: [{ code: 88, message: 'Rate limit exceeded' }] } },
      { kind: 'retry', afterMs: 15 * minute },
    ],
    ['a failing server', { status: 503, json: {} }, { kind: 'unknown' }],
    ['a reset connection', reset, { kind: 'unknown' }],
    ['a torn answer', torn, { kind: 'unknown' }],
    ['an answer without an id', { status: 201, json: { data: {} } }, { kind: 'unknown' }],
  ])('to %s ends as it must', async (_name, answer, expected) => {
    remote.answer(answer)
    expect(await send()).toMatchObject(expected)
  })
  it('may be tried again when it certainly never left', async () => {
    const closed = await startRemote()
    await closed.close()
    expect(await createX({ url: closed.url, user, accountId: account }).reply!(reply, signal)).toMatchObject({
      kind: 'retry',
    })
  })
})

describe('a post', () => {
  it('is fetched by its id', async () => {
    remote.answer({ json: { data: post, includes: { users: [citizen] } } })
    expect(await connector().fetchPost!(post.id, signal)).toMatchObject({
      kind: 'post',
      remoteId: post.id,
      author: { handle: 'ali_q8' },
    })
  })
  it('that was deleted is null', async () => {
    remote.answer({
      json: {
        errors: [
          { resource_id: '5', type: 'https://api.x.com/2/problems/resource-not-found', title: 'Not Found Error' },
        ],
      },
    })
    expect(await connector().fetchPost!('5', signal)).toBeNull()
  })
  it('is not taken for deleted when the server fails', async () => {
    remote.answer({ status: 503, json: {} })
    await expect(connector().fetchPost!('5', signal)).rejects.toMatchObject({ kind: 'server' })
  })
})

describe('what can be done', () => {
  it('is only what the keys allow', () => {
    expect(createX()).not.toHaveProperty('poll')
    expect(createX({ url: 'https://api.x.com', bearerToken: 'b', accountId: '1' })).toMatchObject({
      poll: expect.any(Function),
    })
    expect(createX({ url: 'https://api.x.com', bearerToken: 'b', accountId: '1' })).not.toHaveProperty('reply')
  })
})
