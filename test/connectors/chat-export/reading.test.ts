import { describe, expect, it } from 'vitest'
import { chatExport } from '../../../connectors/chat-export/index.ts'
import type { ChannelEvent, InspectOptions } from '../../../connectors/connector.ts'
import { androidArabic, androidEnglish, iosArabic, iosEnglish } from './exports.ts'

const read = (text: string, options?: InspectOptions): readonly ChannelEvent[] =>
  chatExport.inspect(Buffer.from(text), options)
const brief = ({ kind, type, text, author, createdAt }: ChannelEvent) =>
  [kind, type, author?.remoteId ?? '', createdAt?.slice(0, 19) ?? '', text ?? ''].join(' | ')

describe('an Android export in English', () => {
  const events = read(androidEnglish, { self: ['public works'] })

  it('is read message by message', () => {
    expect(events.map(brief)).toEqual([
      expect.stringContaining('other | system |  | 2026-05-12T18:05:00 | Messages and calls'),
      'other | system |  | 2026-05-12T18:05:00 | Fahad created group "Block 7: neighbours"',
      'post | text | Fahad | 2026-05-12T18:06:00 | Water has been off since noon\nblock 7, street 12\n\n12/05/2026 is when it began',
      'post | media | 96550001234 | 2026-05-13T06:00:00 | ',
      'echo | text | Public Works | 2026-05-13T06:01:00 | We are on it',
      'post | image | 96550001234 | 2026-05-13T06:02:00 | the broken pipe',
      'post | location | Mona | 2026-05-13T06:03:00 | ',
      'post | text | Mona | 2026-05-13T06:04:00 | thank you',
      'delete | deleted | Mona | 2026-05-13T06:05:00 | ',
      'other | system |  | 2026-05-13T06:06:00 | Mona left',
    ])
  })
  it('keeps file names and pins', () => {
    expect(events[5]?.media).toEqual([{ kind: 'image', filename: 'IMG-20260513-WA0001.jpg' }])
    expect(events[6]?.location).toEqual({ lat: 29.3375, lon: 48.0281 })
  })
  it('never gives a number as a name', () => {
    expect(events[3]?.author).toEqual({ remoteId: '96550001234', aliases: ['96550001234'] })
  })
})

describe('an Android export in Arabic', () => {
  it('is read with Arabic digits, ص and م, and keeps the digits of the words', () => {
    expect(read(androidArabic).map(brief)).toEqual([
      expect.stringContaining('other | system |  | 2026-05-12T18:05:00'),
      'post | text | فهد | 2026-05-12T18:05:00 | الكهرباء مقطوعة من العصر قطعة ٧',
      'post | media | فهد | 2026-05-12T21:10:00 | ',
      'delete | deleted | منى | 2026-05-13T09:30:00 | ',
    ])
  })
})

describe('an iPhone export', () => {
  it('in Arabic is read through its direction marks and hard spaces', () => {
    expect(read(iosArabic).map(brief)).toEqual([
      expect.stringContaining('other | system'),
      'post | text | 96550000001 | 2026-09-21T18:47:45 | حفرة بالشارع\nقدام المسجد',
      'post | image | 96550000001 | 2026-09-21T18:48:01 | ',
      expect.stringContaining('other | system'),
      'post | document | بدر | 2026-09-21T21:05:00 | ',
    ])
  })
  it('in English is read with U+202F before PM and month first', () => {
    const events = read(iosEnglish)
    expect(events.map(brief)).toEqual([
      expect.stringContaining('other | system'),
      'post | text | Fahad | 2026-03-27T18:41:36 | The street light is out',
      'post | image | Fahad | 2026-03-27T18:42:00 | see the corner',
      'post | document | Fahad | 2026-03-27T18:43:00 | ',
      expect.stringContaining('other | call'),
      'delete | deleted | Fahad | 2026-03-26T21:00:00 | ',
    ])
    expect(events[2]?.media?.[0]?.filename).toBe('00000035-PHOTO-2026-03-27-21-42-00.jpg')
    expect(events[3]?.media?.[0]?.filename).toBe('00000036-plan.pdf')
  })
})

describe.each([
  ['13.05.26, 21:05 - A: x', '2026-05-13T18:05:00.000Z'],
  ['13-05-2026 21:05 - A: x', '2026-05-13T18:05:00.000Z'],
  ['13.5.2026 klo 21.05 - A: x', '2026-05-13T18:05:00.000Z'],
  ['13/05/2026, 9:05 p. m. - A: x', '2026-05-13T18:05:00.000Z'],
  ['13/05/2026 à 21:05 - A: x', '2026-05-13T18:05:00.000Z'],
  ['2026/5/13 下午9:05 - A: x', '2026-05-13T18:05:00.000Z'],
  ['2026-05-13, 21:05 – A: x', '2026-05-13T18:05:00.000Z'],
  ['13/05/2569 BE, 21:05 - A: x', '2026-05-13T18:05:00.000Z'],
  ['۱۳/۰۵/۲۰۲۶، ۲۱:۰۵ - A: x', '2026-05-13T18:05:00.000Z'],
  ['13/05/2026, 12:05 ص - A: x', '2026-05-12T21:05:00.000Z'],
  ['13/05/2026, 12:05 م - A: x', '2026-05-13T09:05:00.000Z'],
  ['13/05/2026, 9:05 مساءً - A: x', '2026-05-13T18:05:00.000Z'],
  ['[13/05/2026, 21:05:33] A: x', '2026-05-13T18:05:33.000Z'],
  ['[21:05:33, 13/05/2026] A: x', '2026-05-13T18:05:33.000Z'],
])('the head of %s', (line, at) => {
  it('is a time', () => {
    expect(read(line)).toEqual([expect.objectContaining({ kind: 'post', text: 'x', createdAt: at })])
  })
})

describe('a zone', () => {
  it.each([
    ['Asia/Kuwait', '2026-07-13T09:00:00.000Z'],
    ['Europe/London', '2026-07-13T11:00:00.000Z'],
    ['America/New_York', '2026-07-13T16:00:00.000Z'],
  ])('%s gives the time its own UTC', (tz, at) => {
    expect(read('13/07/2026, 12:00 - A: x', { tz })[0]?.createdAt).toBe(at)
  })
  it('that does not exist is named with a fix', () => {
    expect(() => read('13/07/2026, 12:00 - A: x', { tz: 'Kuwait City' })).toThrow(
      /tz: Kuwait City is no time zone.*Asia\/Kuwait/,
    )
  })
})

describe('lines that are no message', () => {
  it('are told with number and reason', () => {
    const faults = read('hello\n13/05/2026, 21:05 - A: x\n31/02/2026, 21:06 - A: y\n', { order: 'dmy' })
      .filter(({ type }) => type === 'line')
      .map(({ error }) => error?.message)
    expect(faults).toEqual([
      'line 1: text before the first message',
      'line 3: 31/02/2026, 21:06 is no date in the order dmy',
    ])
  })
  it('stay with the message they were pasted into', () => {
    const pasted = '13/05/2026, 21:05 - A: he wrote:\n[12/05/2026, 20:00:00] B: no water\n13/05/2026, 21:06 - C: ok'
    expect(read(pasted).map(({ text }) => text)).toEqual(['he wrote:\n[12/05/2026, 20:00:00] B: no water', 'ok'])
  })
  it('make a file that is no chat export say so', () => {
    expect(() => read('id,text\n1,hello\n')).toThrow('no line starts like a message')
    expect(() => read('')).toThrow('no line starts like a message')
  })
})

describe('words about the same things as WhatsApp’s own lines', () => {
  it.each([
    'Missed voice call again, your line never answers',
    'مكالمة صوتية كل شوي تنقطع عندنا',
    'everyone left',
    'They added speed bumps',
    'تم حذف هذه الرسالة من التطبيق الحكومي ليش؟',
  ])('stay a post: %s', (text) => {
    expect(read(`13/05/2026, 21:05 - A: ${text}`)).toEqual([expect.objectContaining({ kind: 'post', text })])
    expect(read(`[13/05/2026, 21:05:00] A: ${text}`)).toEqual([expect.objectContaining({ kind: 'post', text })])
  })
})

describe('WhatsApp’s own words for what is not there', () => {
  it.each([
    ['This message was deleted by admin Fahad.', 'delete'],
    ['تم حذف هذه الرسالة بواسطة المشرف فهد', 'delete'],
    ['null', 'unsupported'],
    ['POLL:\nWhen?\nOPTION: today (2 votes)', 'unsupported'],
    ['مكالمة صوتية فائتة', 'other'],
  ])('%s is no post', (text, kind) => {
    expect(read(`13/05/2026, 21:05 - A: ${text}`)).toEqual([expect.objectContaining({ kind })])
  })
})

describe('a chat', () => {
  const chat = '13/05/2026, 21:05 - A: x\n13/05/2026, 21:06 - Ministry: y\n13/05/2026, 21:07 - Ministry 2: z'
  it('of one citizen with the ministry is private, whatever names the ministry has', () => {
    expect(read(chat, { self: ['Ministry', 'Ministry 2'] })[0]?.surface).toBe('dm')
    expect(read(chat, { self: ['Ministry'] })[0]?.surface).toBe('group')
  })
})
