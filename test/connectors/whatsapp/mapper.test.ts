import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../../connectors/connector.ts'
import { createWhatsApp } from '../../../connectors/whatsapp/index.ts'
import { bytesOf, conforms } from '../conformance.ts'
import { at, change, citizen, delivery, message, number, payloads, photoOf, status } from './deliveries.ts'

const connector = createWhatsApp()
const read = (payload: unknown): readonly ChannelEvent[] => connector.inspect(bytesOf(payload))
const one = (payload: unknown): ChannelEvent => {
  const events = read(payload)
  expect(events).toHaveLength(1)
  return events[0]!
}

conforms('WhatsApp', {
  connector,
  payloads,
  header: 'x-hub-signature-256',
  sign: (body, secret) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
})

describe('a message', () => {
  it('is told whole', () => {
    expect(one(payloads.text)).toEqual({
      kind: 'post',
      channel: 'whatsapp',
      account: number,
      remoteId: 'wamid.A',
      type: 'text',
      text: 'انقطاع الماء في سلوى',
      author: { remoteId: '96599000001', name: 'أحمد', aliases: ['96599000001', 'KW.13491208655302741918'] },
      createdAt: '2026-11-28T11:19:10.000Z',
      surface: 'dm',
    })
  })

  const media = { id: '77', mime_type: 'x/y', sha256: 'h=' }
  const file = { remoteId: '77', mimeType: 'x/y', sha256: 'h=' }
  const interactive = (body: object) => ({ type: 'interactive', interactive: body })
  it.each<[string, object, Partial<ChannelEvent>]>([
    [
      'a photo with its caption',
      { type: 'image', image: { ...photoOf, caption: 'الحفرة' } },
      {
        text: 'الحفرة',
        media: [
          { kind: 'image', remoteId: photoOf.id, mimeType: 'image/jpeg', sha256: photoOf.sha256, caption: 'الحفرة' },
        ],
      },
    ],
    ['a photo without words', { type: 'image', image: media }, { media: [{ kind: 'image', ...file }] }],
    [
      'a video',
      { type: 'video', video: { ...media, caption: 'شوفوا' } },
      { text: 'شوفوا', media: [{ kind: 'video', ...file, caption: 'شوفوا' }] },
    ],
    [
      'an audio file',
      { type: 'audio', audio: { ...media, voice: false } },
      { media: [{ kind: 'audio', ...file, voice: false }] },
    ],
    [
      'a voice note',
      { type: 'audio', audio: { ...media, voice: true } },
      { media: [{ kind: 'audio', ...file, voice: true }] },
    ],
    [
      'a document with an Arabic name',
      { type: 'document', document: { ...media, filename: 'شكوى.pdf', caption: 'مرفق' } },
      { text: 'مرفق', media: [{ kind: 'document', ...file, filename: 'شكوى.pdf', caption: 'مرفق' }] },
    ],
    [
      'a sticker',
      { type: 'sticker', sticker: { ...media, animated: true } },
      { media: [{ kind: 'sticker', ...file }] },
    ],
    [
      'a pin',
      {
        type: 'location',
        location: { latitude: 29.3, longitude: 48.08, name: 'سلوى', address: 'ق 3', url: 'https://maps' },
      },
      { location: { lat: 29.3, lon: 48.08, name: 'سلوى', address: 'ق 3' } },
    ],
    [
      'a pin of bare numbers',
      { type: 'location', location: { latitude: '29.3', longitude: '48.08' } },
      { location: { lat: 29.3, lon: 48.08 } },
    ],
    [
      'contact cards, one without a name',
      { type: 'contacts', contacts: [{ name: { formatted_name: 'أبو علي' } }, { phones: [] }] },
      { media: [{ kind: 'contact', caption: 'أبو علي' }, { kind: 'contact' }] },
    ],
    ['a button reply', interactive({ type: 'button_reply', button_reply: { id: 'b', title: 'نعم' } }), { text: 'نعم' }],
    [
      'a list reply',
      interactive({ type: 'list_reply', list_reply: { id: 'l', title: 'ماء', description: 'انقطاع' } }),
      { text: 'ماء' },
    ],
    [
      'a form',
      interactive({
        type: 'nfm_reply',
        nfm_reply: {
          name: 'flow',
          body: 'Sent',
          response_json: '{"flow_token":"T","area":"سلوى","topics":["ماء"],"block":3}',
        },
      }),
      { text: 'سلوى\nماء\n3' },
    ],
    [
      'a form whose answers are not JSON',
      interactive({ type: 'nfm_reply', nfm_reply: { body: 'Sent', response_json: '{' } }),
      { text: 'Sent' },
    ],
    ["a template's button", { type: 'button', button: { payload: 'p', text: 'تابعوا' } }, { text: 'تابعوا' }],
    [
      'an order with a note',
      { type: 'order', order: { catalog_id: '1', text: 'متى؟', product_items: [] } },
      { text: 'متى؟' },
    ],
    [
      'an answer to another message',
      { type: 'text', text: { body: 'نعم' }, context: { from: '1', id: 'wamid.Q' } },
      { text: 'نعم', replyTo: 'wamid.Q' },
    ],
    [
      'an answer to a product',
      {
        type: 'text',
        text: { body: 'هذا' },
        context: { from: '1', id: 'wamid.Q', referred_product: { catalog_id: '1' } },
      },
      { replyTo: 'wamid.Q' },
    ],
    [
      'a forwarded message',
      { type: 'text', text: { body: 'انشر' }, context: { forwarded: true } },
      { forwarded: true },
    ],
    [
      'a chain message',
      { type: 'text', text: { body: 'انشر' }, context: { frequently_forwarded: true } },
      { forwarded: true },
    ],
    [
      'one that came through an advert',
      { type: 'text', text: { body: 'مرحبا' }, referral: { source_url: 'u', headline: 'h', body: 'ad' } },
      { text: 'مرحبا' },
    ],
    ['one in a group', { type: 'text', text: { body: 'هلا' }, group_id: 'g' }, { surface: 'group' }],
    ['one without its type', { text: { body: 'هلا' } }, { type: 'text', text: 'هلا' }],
  ])('that is %s is a post', (_name, body, expected) => {
    expect(one(message(body))).toMatchObject({ kind: 'post', ...expected })
  })

  it.each<[string, object, Partial<ChannelEvent>]>([
    [
      'a poll',
      {
        type: 'unsupported',
        unsupported: { type: 'poll' },
        errors: [{ code: 131051, title: 't', error_data: { details: 'd' } }],
      },
      { type: 'unsupported', error: { code: '131051', message: 'd' } },
    ],
    ['a type nobody knows yet', { type: 'hologram', hologram: {} }, { type: 'hologram' }],
    [
      'a photo whose body is missing',
      { type: 'image', errors: [{ code: 131052, title: 'Media download error' }] },
      { error: { code: '131052', message: 'Media download error' } },
    ],
    ['an interactive whose object is missing', { type: 'interactive' }, { type: 'interactive' }],
    ['an edit of nothing', { type: 'edit', edit: {} }, { type: 'edit' }],
  ])('that is %s is unsupported, not lost', (_name, body, expected) => {
    expect(one(message(body))).toMatchObject({ kind: 'unsupported', remoteId: 'wamid.A', ...expected })
  })

  it('that only opens the chat is no post', () => {
    expect(one(message({ type: 'request_welcome' }))).toMatchObject({ kind: 'other', type: 'request_welcome' })
  })

  it('without an id has the same one each time it comes, and another when it says something else', () => {
    const nameless = (text: string) => one(message({ id: undefined, type: 'text', text: { body: text } })).remoteId
    expect(nameless('أ')).toBe(nameless('أ'))
    expect(nameless('أ')).not.toBe(nameless('ب'))
  })
})

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

describe('who wrote', () => {
  const from = (sender: object, contact?: object) =>
    one(
      delivery(
        change({
          contacts: contact === undefined ? [] : [contact],
          messages: [{ id: 'wamid.A', timestamp: at, type: 'text', text: { body: 'هلا' }, ...sender }],
        }),
      ),
    ).author

  it('may be known by the business-scoped id alone', () => {
    expect(from({ from_user_id: 'KW.7' }, { profile: { name: 'س', username: 'seen' }, user_id: 'KW.7' })).toEqual({
      remoteId: 'KW.7',
      handle: 'seen',
      name: 'س',
      aliases: ['KW.7'],
    })
  })
  it('is one person with number, id and parent id', () => {
    expect(
      from(
        { from: '9651', from_user_id: 'KW.7', from_parent_user_id: 'KW.ENT.1' },
        { wa_id: '9651', user_id: 'KW.7', parent_user_id: 'KW.ENT.1' },
      ),
    ).toEqual({ remoteId: '9651', aliases: ['9651', 'KW.7', 'KW.ENT.1'] })
  })
  it('takes nothing from a contact that disagrees in either id', () => {
    expect(
      from({ from: '9651', from_user_id: 'KW.7' }, { wa_id: '9651', user_id: 'KW.8', profile: { name: 'غيره' } }),
    ).toEqual({ remoteId: '9651', aliases: ['9651', 'KW.7'] })
  })
  it('is found by id, not by position', () => {
    const messages = ['9652', '9651'].map((sender, index) => ({
      from: sender,
      id: `wamid.${index}`,
      timestamp: at,
      type: 'text',
      text: { body: 'هلا' },
    }))
    const contacts = ['9651', '9652'].map((id) => ({ wa_id: id, profile: { name: `n${id}` } }))
    expect(read(delivery(change({ contacts, messages }))).map(({ author }) => author?.name)).toEqual(['n9652', 'n9651'])
  })
  it('is carried over when the number changes', () => {
    expect(one(payloads['number change'])).toMatchObject({
      kind: 'identity',
      type: 'system',
      status: 'user_changed_number',
      author: { remoteId: '96599000002', aliases: ['96599000002', '96599000001', 'KW.2'] },
    })
  })
  it('is carried over when the business-scoped id rotates', () => {
    expect(one(payloads['user id update'])).toMatchObject({
      kind: 'identity',
      type: 'user_id_update',
      author: { remoteId: '96599000001', aliases: ['96599000001', 'KW.2', 'KW.1'] },
    })
    const system = { type: 'user_changed_user_id', user_id: 'KW.2' }
    expect(
      one(delivery(change({ messages: [{ id: 'wamid.S', timestamp: at, type: 'system', system }] }))),
    ).toMatchObject({ kind: 'identity', author: { remoteId: 'KW.2', aliases: ['KW.2'] } })
  })
})

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
    ]
    expect(read(delivery(change({ message_echoes: echoes }, 'smb_message_echoes'))).map(({ kind }) => kind)).toEqual([
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

describe('the handshake', () => {
  const asked = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'token' }
  const shake = (query: Record<string, string>, verifyToken?: string) =>
    connector.webhook!.handshake({ query }, { secrets: [], ...(verifyToken === undefined ? {} : { verifyToken }) })

  it('gives the challenge back to whoever knows the token', () => {
    expect(shake(asked, 'token')).toBe('1158201444')
  })
  it.each([
    ['another token', asked, 'other'],
    ['no token configured', asked, undefined],
    ['an empty one', { ...asked, 'hub.verify_token': '' }, ''],
    ['another mode', { ...asked, 'hub.mode': 'unsubscribe' }, 'token'],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'token' }, 'token'],
  ])('refuses %s', (_name, query, token) => {
    expect(shake(query, token)).toBeNull()
  })
})
