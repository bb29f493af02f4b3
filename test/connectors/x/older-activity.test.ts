import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../../connectors/connector.ts'
import { createX } from '../../../connectors/x/index.ts'
import { readerOf } from '../reading.ts'
import { account, author, citizen, createdAt, id, old, oldTweet, payloads } from './deliveries.ts'

const { one, read } = readerOf(createX())

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
