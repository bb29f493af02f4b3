import { describe, expect, it } from 'vitest'
import { createInstagram } from '../../../connectors/instagram/index.ts'
import { readerOf } from '../reading.ts'
import { account, iso, payloads } from './deliveries.ts'

const { one } = readerOf(createInstagram())

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
