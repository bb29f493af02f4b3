import { describe, expect, it } from 'vitest'
import { createInstagram } from '../../../connectors/instagram/index.ts'
import { readerOf } from '../reading.ts'
import { account } from './deliveries.ts'

const { one, read } = readerOf(createInstagram())

describe('an answer of the API', () => {
  const timestamp = '2026-11-20T08:15:00+0000'
  const media = {
    id: '1',
    caption: 'شارع محفّر',
    media_type: 'IMAGE',
    media_url: 'https://scontent.cdninstagram.com/1.jpg',
    permalink: 'p',
    timestamp,
    username: 'kw_st',
  }
  it('with media that tag us gives their captions and files', () => {
    expect(read({ data: [media], paging: {} })).toEqual([
      {
        kind: 'post',
        channel: 'instagram',
        remoteId: '1',
        type: 'media',
        text: 'شارع محفّر',
        author: { handle: 'kw_st' },
        createdAt: '2026-11-20T08:15:00.000Z',
        surface: 'caption',
        media: [{ kind: 'image', remoteId: '1', url: media.media_url }],
      },
    ])
  })
  it('with our own media gives echoes, and the comments under them as posts', () => {
    const own = {
      ...media,
      owner: { id: account },
      comments: {
        data: [
          {
            id: 'c',
            text: 'متى؟',
            timestamp,
            username: 'a',
            replies: { data: [{ id: 'r', text: 'غدا', timestamp, from: { id: account } }] },
          },
        ],
      },
    }
    expect(read({ data: [own] }, account)).toMatchObject([
      { kind: 'echo', remoteId: '1', surface: 'caption' },
      { kind: 'post', remoteId: 'c', target: '1', author: { handle: 'a' } },
      { kind: 'echo', remoteId: 'r', replyTo: 'c' },
    ])
  })
  it('with an album gives each of its pictures', () => {
    const album = {
      ...media,
      media_type: 'CAROUSEL_ALBUM',
      media_url: undefined,
      children: {
        data: [
          { id: '2', media_type: 'IMAGE', media_url: 'a' },
          { id: '3', media_type: 'VIDEO', media_url: 'b' },
        ],
      },
    }
    expect(one(album).media).toEqual([
      { kind: 'image', remoteId: '2', url: 'a' },
      { kind: 'video', remoteId: '3', url: 'b' },
    ])
  })
  it('with comments, or with one, gives them', () => {
    const told = { id: '5', text: 'هلا', timestamp, from: { id: '6', username: 'b' } }
    expect(read({ data: [told] })).toEqual(read(told))
    expect(one(told)).toMatchObject({
      kind: 'post',
      type: 'comment',
      author: { remoteId: '6', handle: 'b' },
      surface: 'comment',
    })
  })
  it('to a mention gives its words', () => {
    expect(one({ mentioned_comment: { id: '7', text: 'يا وزارة', timestamp }, id: account })).toMatchObject({
      kind: 'post',
      remoteId: '7',
      text: 'يا وزارة',
      surface: 'mention',
      account,
    })
    expect(one({ mentioned_media: media, id: account })).toMatchObject({
      kind: 'post',
      remoteId: '1',
      surface: 'caption',
      account,
    })
  })
  it('with conversations gives their messages', () => {
    const messages = {
      data: [
        { id: 'm', created_time: timestamp, from: { id: '8', username: 'c' }, to: { data: [] }, message: 'وينكم' },
        { id: 'n', created_time: timestamp, from: { id: account }, message: 'هنا' },
      ],
    }
    expect(read({ data: [{ id: 'conversation', messages }] }, account)).toMatchObject([
      { kind: 'post', remoteId: 'm', text: 'وينكم', surface: 'dm' },
      { kind: 'echo', remoteId: 'n' },
    ])
  })
  it('that is empty gives nothing, and one that failed says why', () => {
    expect(read({ data: [] })).toEqual([])
    expect(one({ error: { code: 190, message: 'expired' } })).toMatchObject({
      kind: 'other',
      error: { code: '190', message: 'expired' },
    })
  })
})
