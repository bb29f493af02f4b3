// What keeps an X account in order: looking again at what is stored, renewed tokens, limits and money, and the test of its keys.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Hold, type Meter, type Metered, type Told, unmetered, type Vault } from '../../../connectors/connector.ts'
import { createX, type XConfig } from '../../../connectors/x/index.ts'
import { type Remote, startRemote } from '../remote.ts'
import { account, citizen, post } from './deliveries.ts'

let remote: Remote
beforeAll(async () => {
  remote = await startRemote()
})
afterAll(() => remote.close())

const signal = new AbortController().signal
const connector = (part: Partial<XConfig> = {}) =>
  createX({ url: remote.url, bearerToken: 'app', accountId: account, ...part })
const stored = (remoteId: string) => ({ remoteId, surface: 'mention', account })
const last = () => remote.asked.at(-1)!

describe('looking again at stored posts', () => {
  // Shape: https://docs.x.com/x-api/fundamentals/response-codes-and-errors (partial errors)
  const problem = (id: string, type: string) => ({
    value: id,
    resource_id: id,
    resource_type: 'tweet',
    parameter: 'ids',
    title: 'x',
    detail: 'x',
    type: `https://api.x.com/2/problems/${type}`,
  })
  it('drops what is deleted, protected or withheld here, takes the edited, and keeps the rest', async () => {
    remote.answer({
      json: {
        data: [
          { ...post, id: '1', edit_history_tweet_ids: ['1'] },
          { ...post, id: '20', edit_history_tweet_ids: ['2', '20'], text: 'بعد التعديل' },
          { ...post, id: '3', edit_history_tweet_ids: ['3'], withheld: { country_codes: ['KW'], copyright: false } },
          { ...post, id: '4', edit_history_tweet_ids: ['4'], withheld: { country_codes: ['DE'], copyright: false } },
        ],
        errors: [
          problem('5', 'resource-not-found'),
          problem('6', 'not-authorized-for-resource'),
          problem('7', 'rate-limit-exceeded'),
        ],
      },
    })
    const events = await connector().recheck!(['1', '2', '3', '4', '5', '6', '7', '8'].map(stored), signal)
    expect(last()).toMatchObject({ path: '/2/tweets' })
    expect(last().query.get('ids')).toBe('1,2,3,4,5,6,7,8')
    expect(events.map(({ kind, target, type }) => [kind, target, type])).toEqual([
      ['delete', '3', 'withheld'],
      ['delete', '5', 'gone'],
      ['delete', '6', 'gone'],
      ['edit', '2', 'post'],
    ])
  })
  it('takes nothing for deleted when X fails', async () => {
    remote.answer({ status: 503, json: { title: 'Service Unavailable' } })
    await expect(connector().recheck!([stored('1')], signal)).rejects.toMatchObject({ kind: 'server' })
  })
})

describe('limits and money', () => {
  const metered = (hold: Hold | null = null) => {
    const noted: [Metered, Told][] = []
    const meter: Meter = { hold: async () => hold, note: async (call, told) => void noted.push([call, told]) }
    return { meter, noted }
  }
  const page = {
    headers: { 'x-rate-limit-limit': '450', 'x-rate-limit-remaining': '9', 'x-rate-limit-reset': '1795900000' },
    json: { data: [{ ...post, id: '1' }], includes: { users: [citizen] }, meta: { newest_id: '1', result_count: 1 } },
  }
  it('are told to the meter from every answer', async () => {
    const { meter, noted } = metered()
    remote.answer(page)
    await connector({ meter }).poll!(null, signal)
    expect(noted).toEqual([
      [
        { channel: 'x', account, endpoint: 'mentions (app)' },
        {
          rate: { limit: 450, remaining: 9, resetAt: 1_795_900_000_000 },
          uses: [
            { what: 'owned-read', ids: ['1'] },
            { what: 'post-read', ids: [] },
            { what: 'user-read', ids: [citizen.id] },
          ],
        },
      ],
    ])
  })
  it('are obeyed before a call is made', async () => {
    const until = Date.now() + 60_000
    const before = remote.asked.length
    const user = { appKey: 'k', appSecret: 's', accessToken: 't', accessSecret: 'u' }
    const send = (reason: Hold['reason']) =>
      connector({ ...metered({ reason, until }), user }).reply!(
        { route: 'x-post', account, to: '', text: 'تم', key: 'k' },
        signal,
      )
    expect(await send('rate')).toMatchObject({ kind: 'retry' })
    expect(await send('budget')).toEqual({ kind: 'refused', code: 'budget', reason: 'usage-capped' })
    await expect(connector(metered({ reason: 'budget', until })).poll!(null, signal)).rejects.toMatchObject({
      kind: 'budget',
    })
    expect(remote.asked.length).toBe(before)
  })
  it('price a reply with an address as what it is', async () => {
    const { meter, noted } = metered()
    const user = { appKey: 'k', appSecret: 's', accessToken: 't', accessSecret: 'u' }
    const reply = (route: 'x-reply' | 'x-post' | 'x-dm', text: string) => {
      remote.answer({ status: 201, json: { data: { id: '9', dm_event_id: '9' } } })
      return connector({ meter, user }).reply!({ route, account, to: '5', text, key: 'k' }, signal)
    }
    await reply('x-reply', 'تم الإصلاح')
    await reply('x-reply', 'التفاصيل https://moi.gov.kw')
    await reply('x-post', 'تم')
    await reply('x-dm', 'تم')
    expect(noted.flatMap(([, { uses }]) => uses?.map(({ what }) => what) ?? [])).toEqual([
      'summoned-reply',
      'post-create-url',
      'post-create',
      'dm-create',
    ])
  })
})

describe('a grant by OAuth 2', () => {
  const vaultOf = () => {
    let kept: string | null = null
    let turn: Promise<unknown> = Promise.resolve()
    const vault: Vault = {
      read: async () => kept,
      renew: (_name, make) => {
        const mine = turn.then(async () => {
          kept = await make(kept)
          return kept
        })
        turn = mine.catch(() => {})
        return mine
      },
    }
    return vault
  }
  const oauth2 = { clientId: 'client', clientSecret: 'hidden', refreshToken: 'first' }
  const token = (n: number, expires = 7200) => ({
    json: { token_type: 'bearer', expires_in: expires, access_token: `access-${n}`, refresh_token: `refresh-${n}` },
  })
  const me = { json: { data: { id: account } } }
  const write = (x: ReturnType<typeof connector>) =>
    x.reply!({ route: 'x-post', account, to: '', text: 't', key: 'k' }, signal)

  it('is renewed once for all who need it, and the new refresh token is the next one used', async () => {
    const vault = vaultOf()
    const x = connector({ oauth2, vault })
    const before = remote.asked.length
    remote.answer(token(1, 60), { status: 201, json: { data: { id: '1' } } })
    expect(await write(x)).toEqual({ kind: 'sent', remoteId: '1' })
    expect(remote.asked.slice(before).map(({ path }) => path)).toEqual(['/2/oauth2/token', '/2/tweets'])
    expect(last().headers.authorization).toBe('Bearer access-1')
    // A minute of life is too little to set out with: the next call renews, with what it was given last.
    remote.answer(token(2), { status: 201, json: { data: { id: '2' } } })
    await Promise.all([write(x), write(x), write(x)])
    const renewals = remote.asked.slice(before).filter(({ path }) => path === '/2/oauth2/token')
    expect(renewals.map(({ body }) => body)).toMatchObject([{ refresh_token: 'first' }, { refresh_token: 'refresh-1' }])
  })
  it('that is refused says that the account must be authorised again', async () => {
    remote.answer({
      status: 400,
      json: { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' },
    })
    expect(await write(connector({ oauth2, vault: vaultOf() }))).toEqual({
      kind: 'refused',
      code: 'token',
      reason: 'token',
    })
  })
  it('is tested with the account it is for', async () => {
    remote.answer(me, token(3), me)
    expect(await connector({ oauth2, vault: vaultOf() }).test!(signal)).toEqual([
      { name: 'x.read', ok: true },
      { name: 'x.write', ok: true },
    ])
  })
})

describe('the test of the keys', () => {
  const user = { appKey: 'k', appSecret: 's', accessToken: 't', accessSecret: 'u' }
  it('names what is missing', async () => {
    remote.answer(
      { status: 401, json: { title: 'Unauthorized', status: 401 } },
      { headers: { 'x-access-level': 'read' }, json: { data: { id: account } } },
    )
    expect(await connector({ user, query: 'lang:ar', meter: unmetered }).test!(signal)).toEqual([
      { name: 'x.read', ok: false, problem: 'token', permission: 'X_BEARER_TOKEN' },
      { name: 'x.write', ok: false, problem: 'permission', permission: 'tweet.write' },
      { name: 'x.query', ok: false, problem: 'other', permission: expect.stringContaining('stand alone') },
    ])
  })
})
