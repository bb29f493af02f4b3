import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../../connectors/connector.ts'
import { createX } from '../../../connectors/x/index.ts'
import { bytesOf, conforms } from '../conformance.ts'
import { account, activity, citizen, createdAt, id, old, oldTweet, page, payloads, post } from './deliveries.ts'

const connector = createX()
const read = (payload: unknown, own?: string): readonly ChannelEvent[] =>
  connector.inspect(bytesOf(payload), own === undefined ? {} : { account: own })
const one = (payload: unknown, own?: string): ChannelEvent => {
  const events = read(payload, own)
  expect(events).toHaveLength(1)
  return events[0]!
}

conforms('X', {
  connector,
  payloads,
  header: 'x-twitter-webhooks-signature',
  sign: (body, secret) => `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`,
})

const author = { remoteId: citizen.id, handle: 'ali_q8', name: 'علي', aliases: [citizen.id] }

describe('a post', () => {
  it('found by search is told whole', () => {
    expect(one(page(post))).toEqual({
      kind: 'post',
      channel: 'x',
      remoteId: id,
      author,
      createdAt,
      type: 'post',
      text: '@moi_kw الماي مقطوع',
      surface: 'mention',
    })
  })
  it('is the same in both vocabularies', () => {
    const { edit_history_tweet_ids: history, ...rest } = post
    const reference = [{ type: 'replied_to', id: '5' }]
    const older = {
      ...rest,
      edit_history_tweet_ids: history,
      referenced_tweets: reference,
      note_tweet: { text: 'طويل' },
    }
    const newer = { ...rest, edit_history_post_ids: history, referenced_posts: reference, note_post: { text: 'طويل' } }
    expect(read(page(newer))).toEqual(read(page(older)))
    expect(one(page(newer))).toMatchObject({ text: 'طويل', replyTo: '5' })
  })
  it('keeps the whole of a long text, and the signs X escapes', () => {
    expect(one(page({ ...post, text: 'أول…', note_tweet: { text: 'أول &amp; آخر &lt;3' } })).text).toBe('أول & آخر <3')
  })
  it.each<[string, object, Partial<ChannelEvent>]>([
    ['a reply', { referenced_tweets: [{ type: 'replied_to', id: '5' }] }, { surface: 'reply', replyTo: '5' }],
    ['a quote', { referenced_tweets: [{ type: 'quoted', id: '6' }] }, { surface: 'quote', quoted: '6' }],
    [
      'a reply that quotes',
      {
        referenced_tweets: [
          { type: 'quoted', id: '6' },
          { type: 'replied_to', id: '5' },
        ],
      },
      { surface: 'reply', replyTo: '5', quoted: '6' },
    ],
    ['a mention', {}, { surface: 'mention' }],
    ['about nobody', { entities: {} }, { surface: 'post' }],
  ])('that is %s stands where it stands', (_name, part, expected) => {
    expect(one(page({ ...post, ...part }))).toMatchObject({ kind: 'post', ...expected })
  })
  it('brings its pictures and films, the best of each', () => {
    const variants = [
      { content_type: 'application/x-mpegURL', url: 'm3u8' },
      { content_type: 'video/mp4', bit_rate: 256_000, url: 'small' },
      { content_type: 'video/mp4', bit_rate: 2_176_000, url: 'large' },
    ]
    const media = [
      { media_key: '3_1', type: 'photo', url: 'https://pbs.twimg.com/1.jpg', alt_text: 'حفرة' },
      { media_key: '7_2', type: 'video', preview_image_url: 'p', variants },
    ]
    expect(
      one({ data: [{ ...post, attachments: { media_keys: ['3_1', '7_2', '7_9'] } }], includes: { media } }).media,
    ).toEqual([
      { kind: 'image', remoteId: '3_1', caption: 'حفرة', url: 'https://pbs.twimg.com/1.jpg' },
      { kind: 'video', remoteId: '7_2', mimeType: 'video/mp4', url: 'large' },
      { kind: 'other', remoteId: '7_9' },
    ])
  })
  it('has the point it was written at, longitude first as X has it; a whole city is no point', () => {
    const places = [
      { id: 'corner', full_name: 'ركن', geo: { bbox: [48.07, 29.29, 48.08, 29.3] } },
      { id: 'city', full_name: 'الكويت', geo: { bbox: [47.9, 29.2, 48.1, 29.4] } },
    ]
    const at = (geo: object) => one({ data: [{ ...post, geo }], includes: { places } }).location
    expect(at({ coordinates: { type: 'Point', coordinates: [48.08, 29.3] } })).toEqual({ lat: 29.3, lon: 48.08 })
    expect(at({ place_id: 'corner' })).toMatchObject({
      name: 'ركن',
      lat: expect.closeTo(29.295),
      lon: expect.closeTo(48.075),
    })
    expect(at({ place_id: 'city' })).toBeUndefined()
  })
  it('without a time has the time its id was made', () => {
    const { created_at: _left, ...bare } = post
    expect(one(page(bare)).createdAt?.slice(0, 16)).toBe(createdAt.slice(0, 16))
  })
  it('edited is an edit of the first of its chain; the first itself stays a post', () => {
    const history = [id, '2080765813578191999']
    expect(one(page({ ...post, id: history[1], edit_history_tweet_ids: history }))).toMatchObject({
      kind: 'edit',
      remoteId: history[1],
      target: id,
    })
    expect(one(page({ ...post, edit_history_tweet_ids: history }))).toMatchObject({ kind: 'post', remoteId: id })
  })
  it('that only repeats another is a sign under that one', () => {
    const event = one(page({ ...post, referenced_tweets: [{ type: 'retweeted', id: '5' }] }))
    expect(event).toMatchObject({ kind: 'reaction', type: 'retweeted', target: '5' })
    expect(event.text).toBeUndefined()
  })
  it('of our own is an echo, where we know who we are', () => {
    expect(one(page({ ...post, author_id: account }), account).kind).toBe('echo')
    expect(one(page({ ...post, author_id: account })).kind).toBe('post')
  })
  it('brought along by another is not told twice', () => {
    expect(read({ data: [post], includes: { users: [citizen], tweets: [{ ...post, id: '5' }] } })).toHaveLength(1)
  })
})

describe('whether an author may be answered', () => {
  const quoted = { ...post, entities: {}, referenced_tweets: [{ type: 'quoted', id: '5' }] }
  it.each<[string, unknown, boolean | undefined]>([
    ['he mentioned us', page(post), true],
    [
      'he mentioned us late in a long text',
      page({ ...post, entities: {}, note_tweet: { text: 't', entities: { mentions: [{ id: account }] } } }),
      true,
    ],
    ['he quoted us', { ...page(quoted), includes: { tweets: [{ id: '5', text: 't', author_id: account }] } }, true],
    [
      'he quoted somebody else',
      { ...page(quoted), includes: { tweets: [{ id: '5', text: 't', author_id: '8' }] } },
      false,
    ],
    ['search found him', page({ ...post, entities: {} }), false],
  ])('is told: %s', (_name, payload, expected) => {
    expect(one(payload, account).summoned).toBe(expected)
  })
  it('is not guessed where we do not know who we are', () => {
    expect(one(page(post)).summoned).toBeUndefined()
  })
  it('follows from being told of a mention or a quote', () => {
    expect(one(payloads.mention).summoned).toBe(true)
    expect(one(payloads.quote).summoned).toBe(true)
    expect(
      one(
        activity('post.reply.create', { ...post, entities: {}, referenced_tweets: [{ type: 'replied_to', id: '5' }] }),
      ).summoned,
    ).toBe(false)
  })
})

describe('an answer', () => {
  it('without posts gives nothing', () => {
    expect(read({ meta: { result_count: 0 } })).toEqual([])
  })
  it('in part failed gives what came and says what did not', () => {
    const errors = [
      {
        resource_id: '456',
        resource_type: 'tweet',
        title: 'Not Found Error',
        detail: 'Could not find tweet',
        type: 'https://api.x.com/2/problems/resource-not-found',
      },
    ]
    expect(read({ data: [post], errors })).toMatchObject([
      { kind: 'post' },
      {
        kind: 'other',
        type: 'error',
        target: '456',
        error: { code: 'resource-not-found', message: 'Could not find tweet' },
      },
    ])
  })
  it.each([
    [{ title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }, 'about:blank'],
    [{ errors: [{ code: 88, message: 'Rate limit exceeded' }] }, '88'],
    [
      {
        errors: [
          {
            title: 'operational-disconnect',
            disconnect_type: 'UpstreamOperationalDisconnect',
            type: 'https://api.x.com/2/problems/operational-disconnect',
          },
        ],
      },
      'operational-disconnect',
    ],
  ])('that failed says why: %j', (body, code) => {
    expect(one(body)).toMatchObject({ kind: 'other', type: 'error', error: { code } })
  })
  it('with messages gives those with words; joins and leaves are other', () => {
    const told = {
      id: '1582838499983564806',
      event_type: 'MessageCreate',
      text: 'هلا',
      sender_id: citizen.id,
      created_at: createdAt,
    }
    expect(read({ data: [told, { id: '2', event_type: 'ParticipantsJoin' }], includes: { users: [citizen] } })).toEqual(
      [
        {
          kind: 'post',
          channel: 'x',
          remoteId: told.id,
          type: 'MessageCreate',
          text: 'هلا',
          author,
          createdAt,
          surface: 'dm',
        },
        { kind: 'other', channel: 'x', remoteId: '2', type: 'ParticipantsJoin' },
      ],
    )
  })
})

describe('a stream', () => {
  it('is read line by line past its heartbeats, naming a torn line', () => {
    const line = JSON.stringify(payloads['stream line'])
    const second = JSON.stringify({ data: { ...post, id: '2080765813578191304' } })
    const events = read(`${line}\r\n\r\n\r\n${second}\r\n{"data":{"id":"2\r\n`)
    expect(events).toMatchObject([
      { kind: 'post', remoteId: id },
      { kind: 'post', remoteId: '2080765813578191304' },
      { kind: 'unsupported', error: { message: 'line 5: not JSON' } },
    ])
  })
  it('of nothing but heartbeats is empty', () => {
    expect(read('\r\n\r\n')).toEqual([])
  })
  it('keeps numbers beyond 2^53 to the last digit', () => {
    expect(one(`{"data":{"id":2080765813578191303,"text":"t","author_id":1371608279269445632}}`)).toMatchObject({
      remoteId: id,
      author: { remoteId: '1371608279269445632' },
    })
  })
  it.each<[string, object, Partial<ChannelEvent>]>([
    [
      'delete',
      { delete: { tweet: { id: '5', author_id: '6' }, event_at: createdAt } },
      { kind: 'delete', target: '5' },
    ],
    ['drop', { drop: { tweet: { id: '5', author_id: '6' }, event_at: createdAt } }, { kind: 'delete', target: '5' }],
    [
      'withheld here',
      { withheld: { tweet: { id: '5', author_id: '6' }, withheld_in_countries: ['KW'], event_at: createdAt } },
      { kind: 'delete', target: '5' },
    ],
    [
      'withheld elsewhere',
      { withheld: { tweet: { id: '5', author_id: '6' }, withheld_in_countries: ['DE'], event_at: createdAt } },
      { kind: 'other', target: '5' },
    ],
    [
      'edit',
      { tweet_edit: { tweet: { id: '7' }, initial_tweet_id: '5', edit_tweet_ids: ['5', '7'], event_at: createdAt } },
      { kind: 'edit', remoteId: '7', target: '5' },
    ],
  ])('of duties says: %s', (_name, data, expected) => {
    expect(one({ data })).toMatchObject({ createdAt, ...expected })
  })
})

describe('an activity', () => {
  it.each<[keyof typeof payloads, Partial<ChannelEvent>]>([
    ['mention', { kind: 'post', remoteId: id, type: 'post.mention.create', surface: 'mention', account, author }],
    ['reply', { kind: 'post', surface: 'reply', replyTo: '1' }],
    ['quote', { kind: 'post', surface: 'quote', quoted: '1' }],
    ['repost', { kind: 'reaction', target: '1' }],
    ['own post', { kind: 'echo', type: 'post.create' }],
    ['delete', { kind: 'delete', remoteId: id, target: id, author }],
    ['like', { kind: 'reaction', target: '5', author, createdAt: '2026-07-24T21:12:45.236Z' }],
    [
      'message received',
      {
        kind: 'post',
        surface: 'dm',
        remoteId: '2080765901528535096',
        text: 'هلا & مرحبا',
        author,
        type: 'dm.received',
        createdAt: '2026-07-24T21:23:44.372Z',
      },
    ],
    ['message sent', { kind: 'echo', surface: 'dm' }],
    [
      'encrypted message',
      { kind: 'unsupported', surface: 'dm', remoteId: 'e4f4', author: { remoteId: citizen.id, aliases: [citizen.id] } },
    ],
    ['a revoked app', { kind: 'other', type: 'oauth.revoke', createdAt: '2026-07-23T21:44:05.000Z' }],
  ])('%s', (name, expected) => {
    expect(one(payloads[name])).toMatchObject(expected)
  })
  it('of our own like is an echo', () => {
    const liked = { ...activity('like.create', { id: 'l', liked_tweet_id: '5', liked_tweet_author_id: '6' }) }
    const outbound = { data: { ...liked.data, filter: { user_id: account, direction: 'outbound' } } }
    expect(one(outbound)).toMatchObject({ kind: 'echo', target: '5', author: { remoteId: account } })
  })
  it('in the words of posts is the same', () => {
    expect(one(activity('like.create', { id: 'l', liked_post_id: '5', liked_post_author_id: account }))).toMatchObject({
      kind: 'reaction',
      target: '5',
      author,
    })
  })
  it('of a changed handle is an identity', () => {
    expect(one(activity('profile.update.handle', { before: 'a', after: 'b' }))).toMatchObject({
      kind: 'identity',
      author: { remoteId: account, handle: 'b' },
    })
  })
  it.each([
    'follow.follow',
    'mute.mute',
    'block.block',
    'spaces.start',
    'news.new',
    'tomorrow.surprise',
  ])('%s concerns the account', (type) => {
    expect(one(activity(type, { id: '1' }))).toMatchObject({ kind: 'other', type, remoteId: '-42' })
  })
  it('comes several at once too', () => {
    expect(read({ data: [payloads.mention.data, payloads.delete.data] }).map(({ kind }) => kind)).toEqual([
      'post',
      'delete',
    ])
  })
})

describe('the older account activity', () => {
  it.each<[keyof typeof payloads, Partial<ChannelEvent>]>([
    [
      'older mention',
      {
        kind: 'post',
        remoteId: id,
        type: 'tweet_create_events',
        surface: 'mention',
        author,
        createdAt,
        summoned: true,
        account,
      },
    ],
    ['older delete', { kind: 'delete', target: id, author: { remoteId: citizen.id, aliases: [citizen.id] } }],
    ['older like', { kind: 'reaction', remoteId: 'f1', target: '5', author }],
    ['older message', { kind: 'post', surface: 'dm', text: 'هلا & مرحبا', author }],
    ['older read', { kind: 'read', target: '9' }],
    ['older follow', { kind: 'other', type: 'follow_events', status: 'follow' }],
  ])('%s', (name, expected) => {
    expect(one(payloads[name])).toMatchObject(expected)
  })
  it.each<[string, object, Partial<ChannelEvent>]>([
    [
      'long',
      {
        truncated: true,
        extended_tweet: { full_text: 'كل الكلام', entities: { user_mentions: [{ id_str: account }] } },
        entities: {},
      },
      { kind: 'post', text: 'كل الكلام', surface: 'mention', summoned: true },
    ],
    ['a reply', { in_reply_to_status_id_str: '5' }, { surface: 'reply', replyTo: '5' }],
    [
      'a quote of ours',
      { quoted_status_id_str: '5', quoted_status: { id_str: '5', user: { id_str: account } }, entities: {} },
      { surface: 'quote', quoted: '5', summoned: true },
    ],
    ['a repeat', { retweeted_status: { id_str: '5' } }, { kind: 'reaction', target: '5' }],
    ['ours', { user: { id_str: account, screen_name: 'moi_kw' } }, { kind: 'echo' }],
    [
      'edited',
      { edit_history: { initial_tweet_id: '5', edit_tweet_ids: ['5', id] } },
      { kind: 'edit', target: '5', remoteId: id },
    ],
    [
      'with a photo and a point',
      {
        extended_entities: { media: [{ id_str: '9', type: 'photo', media_url_https: 'u' }] },
        coordinates: { type: 'Point', coordinates: [48, 29] },
      },
      { media: [{ kind: 'image', remoteId: '9', url: 'u' }], location: { lat: 29, lon: 48 } },
    ],
  ])('of a tweet that is %s', (_name, part, expected) => {
    expect(one(old({ tweet_create_events: [{ ...oldTweet, ...part }] }))).toMatchObject(expected)
  })
  it('of several families at once tells them all', () => {
    const both = old({
      tweet_create_events: [oldTweet, { ...oldTweet, id_str: '2080765813578191304' }],
      tweet_delete_events: [{ status: { id, user_id: citizen.id } }],
    })
    expect(read(both).map(({ kind }) => kind)).toEqual(['post', 'post', 'delete'])
  })
})

describe('the challenge', () => {
  it('is answered with its signature', () => {
    const expected = createHmac('sha256', 'secret').update('token').digest('base64')
    expect(connector.webhook!.handshake({ query: { crc_token: 'token' } }, { secrets: ['secret', 'old'] })).toBe(
      `{"response_token":"sha256=${expected}"}`,
    )
  })
  it('is refused without a token or a secret', () => {
    expect(connector.webhook!.handshake({ query: {} }, { secrets: ['secret'] })).toBeNull()
    expect(connector.webhook!.handshake({ query: { crc_token: 't' } }, { secrets: [] })).toBeNull()
  })
})
