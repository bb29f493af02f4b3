import { describe, expect, it } from 'vitest'
import { createInstagram } from '../../../connectors/instagram/index.ts'
import { readerOf } from '../reading.ts'
import { account, change, comment, entry, iso, payloads, person, seconds } from './deliveries.ts'

const { one } = readerOf(createInstagram())

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
