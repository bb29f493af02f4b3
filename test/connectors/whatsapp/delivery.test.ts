import { describe, expect, it } from 'vitest'
import { createWhatsApp } from '../../../connectors/whatsapp/index.ts'
import { readerOf } from '../reading.ts'
import { at, change, citizen, delivery, message, number, payloads, photoOf } from './deliveries.ts'

const { one, read } = readerOf(createWhatsApp())

describe('a delivery', () => {
  it('is read to its last entry, change, message, status and error, in order', () => {
    const text = (id: string) => ({ from: '96599000001', id, timestamp: at, type: 'text', text: { body: id } })
    const body = {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [
            change({
              contacts: [citizen],
              messages: [text('wamid.1'), text('wamid.2')],
              statuses: [{ id: 'wamid.3', status: 'sent' }],
              errors: [{ code: 131000, message: 'm' }],
            }),
            change({ messages: [text('wamid.4')] }),
          ],
        },
        { id: '2', changes: [change({ metadata: { phone_number_id: 'second' }, messages: [text('wamid.5')] })] },
      ],
    }
    expect(
      read(body).map(({ kind, remoteId, account }) => [
        kind,
        remoteId.startsWith('derived') ? 'derived' : remoteId,
        account,
      ]),
    ).toEqual([
      ['post', 'wamid.1', number],
      ['post', 'wamid.2', number],
      ['status', 'wamid.3', number],
      ['other', 'derived', number],
      ['post', 'wamid.4', number],
      ['post', 'wamid.5', 'second'],
    ])
  })
  it('of what the ministry itself sent is an echo, edits and deletions too', () => {
    const echoes = [
      { from: '96522250000', to: '96599000001', id: 'wamid.1', timestamp: at, type: 'text', text: { body: 'تم' } },
      {
        from: '96522250000',
        to: '96599000001',
        id: 'wamid.2',
        timestamp: at,
        type: 'revoke',
        revoke: { original_message_id: 'wamid.1' },
      },
      {
        from: '96522250000',
        to: '96599000001',
        id: 'wamid.3',
        timestamp: at,
        type: 'edit',
        edit: { original_message_id: 'wamid.1', message: { type: 'text', text: { body: 'تم الإصلاح' } } },
      },
    ]
    expect(read(delivery(change({ message_echoes: echoes }, 'smb_message_echoes'))).map(({ kind }) => kind)).toEqual([
      'echo',
      'echo',
      'echo',
    ])
  })
  it('of old conversations tells the two sides apart', () => {
    expect(read(payloads.history).map(({ kind, remoteId }) => [kind, remoteId])).toEqual([
      ['echo', 'wamid.H1'],
      ['post', 'wamid.H2'],
    ])
    const declined = delivery(
      change({ history: [{ errors: [{ code: 2593109, message: 'History sync is turned off' }] }] }, 'history'),
    )
    expect(one(declined)).toMatchObject({ kind: 'other', error: { code: '2593109' } })
  })
  it.each([
    'account_update',
    'phone_number_quality_update',
    'flows',
    'something_new',
  ])('about %s concerns the account', (field) => {
    const event = one({
      object: 'whatsapp_business_account',
      entry: [{ id: '5', time: 1_795_864_750, changes: [{ field, value: { event: 'E' } }] }],
    })
    expect(event).toMatchObject({
      kind: 'other',
      account: '5',
      type: field,
      status: 'E',
      createdAt: '2026-11-28T11:19:10.000Z',
    })
  })
  it('may be a change alone, as the console sends it', () => {
    expect(
      one(change({ messages: [{ from: '1', id: 'wamid.A', timestamp: at, type: 'text', text: { body: 'test' } }] })),
    ).toMatchObject({ kind: 'post', text: 'test' })
  })
  it.each([
    ['seconds', 1_795_864_750],
    ['text seconds', '1795864750'],
    ['milliseconds', 1_795_864_750_000],
    ['ISO', '2026-11-28T14:19:10+0300'],
  ])('may give its time as %s', (_name, timestamp) => {
    expect(one(message({ timestamp, type: 'text', text: { body: 'هلا' } })).createdAt).toBe('2026-11-28T11:19:10.000Z')
  })
  it('keeps text exactly: marks of direction, line ends and all', () => {
    const text = '\u200Fالسطر الأول\r\nالثاني \u202Aabc\u202C ـــ ﻻ'
    expect(one(message({ type: 'text', text: { body: text } })).text).toBe(text)
  })
  it('with a number beyond 2^53 keeps every digit of it', () => {
    const body = JSON.stringify(payloads.image).replace(`"${photoOf.id}"`, '1234567890123456789')
    expect(one(body).media?.[0]?.remoteId).toBe('1234567890123456789')
  })
})
