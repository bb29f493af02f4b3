import { describe, expect, it } from 'vitest'
import { createWhatsApp } from '../../../connectors/whatsapp/index.ts'
import { readerOf } from '../reading.ts'
import { message, payloads, photoOf } from './deliveries.ts'

const { one } = readerOf(createWhatsApp())

describe('what is done to a message', () => {
  it('an edit names the original and brings the new words', () => {
    expect(one(payloads.edit)).toMatchObject({ kind: 'edit', remoteId: 'wamid.A', target: 'wamid.0', text: 'صح: ق 4' })
  })
  it('an edited caption keeps its photo', () => {
    const edit = { original_message_id: 'wamid.0', message: { type: 'image', image: { ...photoOf, caption: 'ق 5' } } }
    expect(one(message({ type: 'edit', edit }))).toMatchObject({
      target: 'wamid.0',
      text: 'ق 5',
      media: [{ kind: 'image' }],
    })
  })
  it('a deletion names the original', () => {
    expect(one(payloads.revoke)).toMatchObject({ kind: 'delete', target: 'wamid.0' })
  })
  it.each([
    [{ emoji: '😡' }, '😡'],
    [{ emoji: '' }, undefined],
    [{}, undefined],
  ])('a reaction %j has the text %s', (emoji, text) => {
    const event = one(message({ type: 'reaction', reaction: { message_id: 'wamid.OUT', ...emoji } }))
    expect(event).toMatchObject({ kind: 'reaction', target: 'wamid.OUT' })
    expect(event.text).toBe(text)
  })
})
