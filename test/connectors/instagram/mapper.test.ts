import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../../connectors/connector.ts'
import { createInstagram } from '../../../connectors/instagram/index.ts'
import { bytesOf, conforms } from '../conformance.ts'
import { account, change, comment, direct, entry, iso, payloads, person, seconds } from './deliveries.ts'

const connector = createInstagram()
const read = (payload: unknown, own?: string): readonly ChannelEvent[] =>
  connector.inspect(bytesOf(payload), own === undefined ? {} : { account: own })
const one = (payload: unknown): ChannelEvent => {
  const events = read(payload)
  expect(events).toHaveLength(1)
  return events[0]!
}

conforms('Instagram', {
  connector,
  payloads,
  header: 'x-hub-signature-256',
  sign: (body, secret) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
})

describe('a comment', () => {
  const told = {
    kind: 'post',
    channel: 'instagram',
    account,
    remoteId: '180',
    type: 'comments',
    text: 'الماي مقطوع من أمس',
    author: { remoteId: person, handle: 'fatma_kw', aliases: [person, '77'] },
    createdAt: iso,
    surface: 'comment',
    target: '179',
  }
  it('is told whole', () => {
    expect(one(payloads.comment)).toEqual(told)
  })
  it('is the same in the flat shape of the other login product', () => {
    expect(one(payloads['flat comment'])).toEqual(told)
  })
  it('names its parent where it answers another', () => {
    expect(one(payloads.reply)).toEqual({ ...told, replyTo: '178' })
  })
  it('may give its id under another name, its media as an id alone, its author as a number', () => {
    const { id: comment_id, ...rest } = comment
    expect(one(change('comments', { ...rest, comment_id, media: '179', from: { id: 5 } }))).toEqual({
      ...told,
      author: { remoteId: '5', aliases: ['5'] },
    })
  })
  it('on a live broadcast is told as that', () => {
    expect(one(payloads['live comment'])).toMatchObject({
      kind: 'post',
      type: 'live_comments',
      surface: 'comment',
      target: '181',
    })
  })
  it.each([
    { id: account, username: 'moi' },
    { id: '9', self_ig_scoped_id: account },
  ])('of our own is an echo: %j', (from) => {
    expect(one(change('comments', { ...comment, from }))).toMatchObject({ kind: 'echo', text: comment.text })
  })
  it('on a boosted post that is told twice has one id', () => {
    const boosted = {
      ...comment,
      media: { id: '999', media_product_type: 'AD', ad_id: '1', ad_title: 't', original_media_id: '179' },
    }
    expect(one(change('comments', boosted)).remoteId).toBe(one(payloads.comment).remoteId)
  })
  it.each([
    ['seconds', seconds],
    ['milliseconds', seconds * 1000],
    ['text', String(seconds)],
  ])('takes the time of its delivery from %s', (_name, time) => {
    expect(one(entry({ changes: [{ field: 'comments', value: comment }] }, time)).createdAt).toBe(iso)
  })
  it('keeps a time of its own where it brings one', () => {
    expect(one(change('comments', { ...comment, timestamp: '2026-11-20T08:15:00+0000' })).createdAt).toBe(
      '2026-11-20T08:15:00.000Z',
    )
  })
  it('does not depend on the order of keys or on spaces', () => {
    const spaced =
      '{"entry": [{"time": 1795864750, "changes": [{"value": {"text": "هلا", "id": "1", "from": {"username": "a", "id": "2"}, "media": {"media_product_type": "FEED", "id": "3"}}, "field": "comments"}], "id": "4"}], "object": "instagram"}'
    expect(one(spaced)).toMatchObject({
      remoteId: '1',
      text: 'هلا',
      author: { remoteId: '2', handle: 'a' },
      account: '4',
    })
  })
})

describe('a mention', () => {
  it('in a comment is a post without text that says what to fetch', () => {
    expect(one(payloads['mention in a comment'])).toEqual({
      kind: 'post',
      channel: 'instagram',
      account,
      remoteId: '182',
      type: 'mentions',
      createdAt: iso,
      surface: 'mention',
      replyTo: '179',
      target: '182',
    })
  })
  it('in a caption says to fetch the media', () => {
    expect(one(payloads['mention in a caption'])).toMatchObject({
      kind: 'post',
      remoteId: '179',
      target: '179',
      surface: 'mention',
    })
  })
})

describe('a direct message', () => {
  it('is told whole', () => {
    expect(one(payloads.message)).toEqual({
      kind: 'post',
      channel: 'instagram',
      account,
      remoteId: 'm1',
      type: 'message',
      text: 'السلام عليكم',
      author: { remoteId: person, aliases: [person] },
      createdAt: iso,
      surface: 'dm',
    })
  })
  const url = 'https://lookaside.fbsbx.com/a'
  it.each<[string, object, Partial<ChannelEvent>]>([
    ['a photo', { attachments: [{ type: 'image', payload: { url } }] }, { media: [{ kind: 'image', url }] }],
    [
      'several files',
      {
        attachments: [
          { type: 'image', payload: { url } },
          { type: 'video', payload: { url } },
        ],
      },
      {
        media: [
          { kind: 'image', url },
          { kind: 'video', url },
        ],
      },
    ],
    ['a voice message', { attachments: [{ type: 'audio', payload: { url } }] }, { media: [{ kind: 'audio', url }] }],
    ['a file', { attachments: [{ type: 'file', payload: { url } }] }, { media: [{ kind: 'document', url }] }],
    [
      'a shared reel',
      { attachments: [{ type: 'ig_reel', payload: { url, title: 'عنوان', reel_video_id: '5' } }] },
      { media: [{ kind: 'video', url, caption: 'عنوان', remoteId: '5' }] },
    ],
    [
      'a shared post, told in both words',
      {
        attachments: [
          { type: 'share', payload: { ig_post_media_id: '6', url } },
          { type: 'ig_post', payload: { ig_post_media_id: '6', title: 'عنوان', url } },
        ],
      },
      { media: [{ kind: 'other', remoteId: '6', caption: 'عنوان', url }] },
    ],
    [
      'a story reply',
      { text: 'صح', reply_to: { story: { id: 's1', url } } },
      { surface: 'story', replyTo: 's1', text: 'صح' },
    ],
    [
      'a story mention',
      { attachments: [{ type: 'story_mention', payload: { url } }] },
      { surface: 'story', media: [{ kind: 'other', url }] },
    ],
    ['an answer to a message', { text: 'نعم', reply_to: { mid: 'm0' } }, { surface: 'dm', replyTo: 'm0' }],
    ['a quick reply', { text: 'نعم', quick_reply: { payload: 'YES' } }, { text: 'نعم' }],
  ])('that is %s is a post', (_name, message, expected) => {
    expect(one(direct({ message: { mid: 'm', ...message } }))).toMatchObject({
      kind: 'post',
      remoteId: 'm',
      ...expected,
    })
  })
  it.each([
    ['said to be unsupported', { is_unsupported: true }],
    ['of a hidden kind', { attachments: [{ type: 'unsupported_type', payload: {} }] }],
    ['that vanishes', { attachments: [{ type: 'ephemeral' }] }],
    ['with nothing in it', {}],
  ])('%s is unsupported, not lost', (_name, message) => {
    expect(one(direct({ message: { mid: 'm', ...message } }))).toMatchObject({
      kind: 'unsupported',
      remoteId: 'm',
      author: { remoteId: person },
    })
  })
  it('heard while another app answers is a post all the same', () => {
    expect(one(direct({ message: { mid: 'm', text: 'هلا' } }, 'standby'))).toMatchObject({
      kind: 'post',
      text: 'هلا',
      account,
    })
  })
  it('is an echo when we sent it, by the flag or by the sender, whatever it is', () => {
    expect(one(payloads.echo)).toMatchObject({ kind: 'echo', account })
    const from = (part: object) =>
      one(
        entry({
          messaging: [{ sender: { id: account }, recipient: { id: person }, timestamp: seconds * 1000, ...part }],
        }),
      )
    expect(from({ message: { mid: 'm', text: 'تم' } })).toMatchObject({ kind: 'echo', account })
    expect(from({ reaction: { mid: 'm', action: 'react' } })).toMatchObject({ kind: 'echo', account })
    expect(from({ read: { mid: 'm' } })).toMatchObject({ kind: 'echo', account })
  })
  it('sent as a change by the console is heard by its recipient', () => {
    const sample = {
      sender: { id: '12334' },
      recipient: { id: '23245' },
      timestamp: '1795864750',
      message: { mid: 'r', text: 't' },
    }
    expect(
      one({
        object: 'instagram',
        entry: [{ id: '0', time: seconds, changes: [{ field: 'messages', value: sample }] }],
      }),
    ).toMatchObject({ kind: 'post', account: '23245', author: { remoteId: '12334' }, createdAt: iso })
  })
  it.each([
    ['milliseconds', seconds * 1000],
    ['seconds as text', String(seconds)],
    ['ISO', '2026-11-28T11:19:10+0000'],
  ])('may give its time in %s', (_name, timestamp) => {
    expect(one(direct({ timestamp, message: { mid: 'm', text: 'هلا' } })).createdAt).toBe(iso)
  })
})

describe('what is done in a conversation', () => {
  it('an edit brings the new words, each edit an event of its own', () => {
    expect(one(payloads.edit)).toMatchObject({ kind: 'edit', target: 'm1', text: 'وعليكم' })
    const second = one(direct({ message_edit: { mid: 'm1', text: 'وعليكم السلام', num_edit: 2 } }))
    expect(second.remoteId).not.toBe(one(payloads.edit).remoteId)
  })
  it('an unsend takes the message back, and no word of it stays', () => {
    const event = one(direct({ message: { mid: 'm1', text: 'سر', is_deleted: true } }))
    expect(event).toMatchObject({ kind: 'delete', remoteId: 'm1', target: 'm1' })
    expect(event.text).toBeUndefined()
  })
  it('a reaction and its removal name the message', () => {
    expect(one(payloads.reaction)).toMatchObject({ kind: 'reaction', target: 'm9', text: '❤', status: 'react' })
    const removal = one(direct({ reaction: { mid: 'm9', action: 'unreact', emoji: '❤' } }))
    expect(removal).toMatchObject({ kind: 'reaction', target: 'm9', status: 'unreact' })
    expect(removal.text).toBeUndefined()
    expect(removal.remoteId).not.toBe(one(payloads.reaction).remoteId)
  })
  it('a read names the message, a delivery each of them', () => {
    expect(one(payloads.read)).toMatchObject({ kind: 'read', target: 'm9' })
    expect(read(direct({ delivery: { mids: ['m1', 'm2'] } }))).toMatchObject([
      { kind: 'status', status: 'delivered', target: 'm1' },
      { kind: 'status', target: 'm2' },
    ])
  })
  it('a postback is what its button says', () => {
    expect(one(payloads.postback)).toMatchObject({
      kind: 'post',
      remoteId: 'm6',
      type: 'postback',
      text: 'شكوى',
      surface: 'dm',
    })
  })
  it.each(['referral', 'optin', 'pass_thread_control'])('%s is nothing a citizen said', (name) => {
    expect(one(direct({ [name]: { ref: 'r' } }))).toMatchObject({ kind: 'other', type: name })
  })
})

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
