import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../../connectors/connector.ts'
import { createX } from '../../../connectors/x/index.ts'
import { readerOf } from '../reading.ts'
import { account, activity, author, citizen, id, payloads } from './deliveries.ts'

const { one, read } = readerOf(createX())

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
