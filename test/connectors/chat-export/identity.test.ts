import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatExport, readChat } from '../../../connectors/chat-export/index.ts'
import { ConnectorError } from '../../../connectors/connector.ts'
import { costOf } from '../../cost.ts'
import { androidEnglish } from './exports.ts'

const ids = (text: string) => chatExport.inspect(Buffer.from(text), { order: 'dmy' }).map(({ remoteId }) => remoteId)

describe('the id of a message', () => {
  it('is its own', () => {
    const all = ids(androidEnglish)
    expect(new Set(all).size).toBe(all.length)
  })
  it('is the same in the same file and in a later export that goes on', () => {
    const [first, later] = [ids(androidEnglish), ids(`${androidEnglish}\n14/05/2026, 08:00 - Mona: and today?`)]
    expect(ids(androidEnglish)).toEqual(first)
    expect(later.slice(0, -1)).toEqual(first)
  })
  it('is the same in an export that begins later', () => {
    const lines = androidEnglish.split('\n')
    expect(ids(lines.slice(6).join('\n'))).toEqual(ids(androidEnglish).slice(3))
  })
  it('tells apart what one author says twice in a minute', () => {
    const twice = '13/05/2026, 09:00 - A: hello\n13/05/2026, 09:00 - A: hello\n13/05/2026, 09:00 - B: hello'
    expect(new Set(ids(twice)).size).toBe(3)
  })
  it('does not depend on media being in the export, on seconds or on direction marks', () => {
    const [withMedia] = ids(
      '[13/05/2026, 09:02:41] A: the pipe \u200e<attached: 00000001-PHOTO-2026-05-13-09-02-41.jpg>',
    )
    const [without] = ids('13/05/2026, 09:02 - A: <Media omitted>\nthe pipe')
    expect(without).toBe(withMedia)
  })
})

describe('a file in pieces', () => {
  const whole = chatExport.inspect(Buffer.from(androidEnglish), { order: 'dmy' })
  it('reads the same wherever it is cut', () => {
    const bytes = Buffer.from(androidEnglish)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 }), (cuts) => {
        const marks = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
        const reader = readChat('dash', { tz: 'Asia/Kuwait', order: 'dmy', self: [], surface: 'group' })
        const pieces = marks.slice(1).map((end, n) => bytes.subarray(marks[n], end))
        const read = [...pieces.flatMap((piece) => [...reader.push(piece)]), ...reader.end()]
        expect(read.map((one) => (one.kind === 'event' ? one.event : one))).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })
  it('is read in UTF-16 and with CRLF too', () => {
    const windows = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(androidEnglish.replaceAll('\n', '\r\n'), 'utf16le'),
    ])
    expect(chatExport.inspect(windows, { order: 'dmy' })).toEqual(whole)
  })
})

describe('hostile text', () => {
  it.each([
    ['spaces', ' '.repeat(60_000)],
    ['marks', '\u200e'.repeat(60_000)],
    ['brackets', '<'.repeat(60_000)],
    ['colons', ': '.repeat(30_000)],
    ['map links', 'https://maps.google.com/?'.repeat(2_000)],
    ['digits', '1'.repeat(60_000)],
    ['dashes', '1 - '.repeat(15_000)],
  ])('of 60,000 characters of %s is read quickly', (_, text) => {
    const said = Buffer.from(`13/05/2026, 09:02 - A: x${text}y\n${text}`)
    const cost = costOf(() => chatExport.inspect(said), { rounds: 1, enough: 500, mostRounds: 10 })
    expect(cost).toBeLessThan(500)
  })
  it('without a line break is cut and told', () => {
    const told = chatExport.inspect(Buffer.from(`13/05/2026, 09:02 - A: ${'x'.repeat(400_000)}`))
    expect(told.map(({ error }) => error?.message).filter(Boolean)).toContain(
      'line 1: longer than any message: its end was not read',
    )
  })
  it('is read, or refused as no chat export: nothing else happens, whatever the bytes', () => {
    const starts = fc.constantFrom('', '01/02/2024, 10:00 - علي: ', '[1/2/24، 10:00:00 ص] علي: ')
    const outcome = (bytes: Uint8Array) => {
      try {
        return Array.isArray(chatExport.inspect(bytes))
      } catch (error) {
        return error instanceof ConnectorError && error.kind === 'malformed'
      }
    }
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 400 }), (start, bytes) =>
        outcome(Buffer.concat([Buffer.from(start), bytes])),
      ),
      { numRuns: 300 },
    )
  })
})
