import { describe, expect, it } from 'vitest'
import { createWhatsApp } from '../../../connectors/whatsapp/index.ts'
import { readerOf } from '../reading.ts'
import { change, delivery, payloads, status } from './deliveries.ts'

const { one } = readerOf(createWhatsApp())

describe('what became of an answer', () => {
  it.each([
    'sent',
    'delivered',
    'read',
    'played',
    'deleted',
    'failed',
  ])('is told as %s, for the message and our key', (name) => {
    expect(one(status({ status: name, biz_opaque_callback_data: 'row-9' }))).toMatchObject({
      kind: 'status',
      remoteId: 'wamid.OUT',
      target: 'wamid.OUT',
      status: name,
      key: 'row-9',
      createdAt: '2026-11-28T11:19:10.000Z',
    })
  })
  it('comes with the reason where it failed', () => {
    expect(one(payloads.failed).error).toEqual({ code: '131047', message: 'More than 24 hours have passed' })
  })
  it('is not confused with the ringing of a call', () => {
    expect(
      one(delivery(change({ statuses: [{ id: 'wacid.1', type: 'call', status: 'RINGING' }] }, 'calls'))),
    ).toMatchObject({ kind: 'other', type: 'call' })
  })
})
