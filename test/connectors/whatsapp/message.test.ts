import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../../connectors/connector.ts'
import { createWhatsApp } from '../../../connectors/whatsapp/index.ts'
import { readerOf } from '../reading.ts'
import { message, number, payloads, photoOf } from './deliveries.ts'

const { one } = readerOf(createWhatsApp())

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
