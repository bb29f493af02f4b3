import { describe, expect, it } from 'vitest'
import { createInstagram } from '../../../connectors/instagram/index.ts'
import { readerOf } from '../reading.ts'
import { direct, payloads } from './deliveries.ts'

const { one, read } = readerOf(createInstagram())

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
