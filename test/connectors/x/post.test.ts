import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../../connectors/connector.ts'
import { createX } from '../../../connectors/x/index.ts'
import { readerOf } from '../reading.ts'
import { account, author, citizen, createdAt, id, page, post } from './deliveries.ts'

const { one, read } = readerOf(createX())

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
