import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../../connectors/connector.ts'
import { createInstagram } from '../../../connectors/instagram/index.ts'
import { readerOf } from '../reading.ts'
import { account, direct, entry, iso, payloads, person, seconds } from './deliveries.ts'

const { one } = readerOf(createInstagram())

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
