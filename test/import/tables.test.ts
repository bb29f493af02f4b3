import { afterAll, describe, expect, it } from 'vitest'
import { readCsv } from '../../src/import/csv.ts'
import { readJsonl } from '../../src/import/jsonl.ts'
import { briefly, itemsOf, temporaryFolder } from './files.ts'

const { file, remove } = temporaryFolder()
afterAll(remove)

const kuwait = { account: 'import', tz: 'Asia/Kuwait' }
const csv = async (content: string | Uint8Array, order?: 'dmy' | 'mdy') =>
  briefly(await itemsOf(await readCsv(file('t.csv', content), order === undefined ? kuwait : { ...kuwait, order })))
const jsonl = async (content: string) =>
  briefly(await itemsOf(await readJsonl(file('t.jsonl', content), { account: 'import', localTime: () => null })))

const arabicRows =
  'المعرف;المرسل;النص;التاريخ\r\n1;فهد;"ماي مقطوع; من أمس";13/05/2026 21:05\r\n2;منى;قطعة ٤;14/05/2026 09:00\r\n'
const read = ['2 1 فهد 2026-05-13T18:05:00.000Z ماي مقطوع; من أمس', '3 2 منى 2026-05-14T06:00:00.000Z قطعة ٤']

/** The letters these tests use, in Windows' Arabic page. */
const windows1256 = (text: string): Uint8Array => {
  const table = new Map(
    Array.from({ length: 256 }, (_, code) => [new TextDecoder('windows-1256').decode(Uint8Array.of(code)), code]),
  )
  return Uint8Array.from([...text].map((letter) => table.get(letter) ?? 63))
}

describe('a CSV', () => {
  it.each([
    ['with BOM', Buffer.from(`\ufeff${arabicRows}`)],
    ['without BOM', Buffer.from(arabicRows)],
    ['in UTF-16', Buffer.from(`\ufeff${arabicRows}`, 'utf16le')],
    ['with a sep= line', Buffer.from(`\ufeffsep=;\r\n${arabicRows}`)],
  ])('of Excel in Arabic is read %s', async (name, bytes) => {
    const shift = name === 'with a sep= line' ? 1 : 0
    expect(await csv(bytes)).toEqual(read.map((line) => line.replace(/^\d+/, (n) => String(Number(n) + shift))))
  })
  it('in Windows-1256 is read as Arabic', async () => {
    expect(await csv(windows1256(arabicRows.replace('٤', '4')))).toEqual([read[0], read[1]!.replace('٤', '4')])
  })
  it('with commas, pins, media, replies and quoted line breaks is read whole', async () => {
    const [item] = await itemsOf(
      await readCsv(
        file(
          't.csv',
          'id,channel,kind,author,text,created_at,reply_to,media_kind,media_phash,lat,lon,extra\n7,x,mention,@q8,"two\nlines",2026-05-13T21:05:00+03:00,6,image|image,df322a1422d00e17|,29.3,48.1,ignored\n',
        ),
        kuwait,
      ),
    )
    expect(item).toEqual({
      kind: 'event',
      line: 2,
      event: {
        kind: 'post',
        channel: 'x',
        account: 'import',
        remoteId: '7',
        type: 'text',
        surface: 'mention',
        text: 'two\nlines',
        author: { remoteId: '@q8', aliases: ['@q8'], handle: 'q8' },
        createdAt: '2026-05-13T18:05:00.000Z',
        replyTo: '6',
        media: [{ kind: 'image', phash: 'df322a1422d00e17' }, { kind: 'image' }],
        location: { lat: 29.3, lon: 48.1 },
      },
    })
  })
  it('names each row it cannot read, and reads the others', async () => {
    const rows =
      'id,text,created_at,lat,lon\n1,,2026-05-13T21:05:00Z,,\n2,x,tomorrow,,\n3,x,2026-05-13T21:05:00Z,95,48\n4,x,,,\n5,ok,2026-05-13T21:05:00Z,,\n'
    expect(await csv(rows)).toEqual([
      '2 skipped: text: is empty, and there is neither media nor location',
      expect.stringMatching(/^3 skipped: created_at: is no date and time/),
      expect.stringMatching(/^4 skipped: location.lat/),
      expect.stringMatching(/^5 skipped: created_at: is missing/),
      '6 5 - 2026-05-13T21:05:00.000Z ok',
    ])
  })
  it('with days that may be months is not guessed', async () => {
    const rows = 'text,created_at\nx,01/05/2026 10:00\n'
    await expect(csv(rows)).rejects.toThrow(/--order dmy, mdy or ymd/)
    expect(await csv(rows, 'dmy')).toEqual([expect.stringContaining('2026-05-01T07:00')])
  })
  it('without a text or time column names what it has', async () => {
    await expect(csv('id,words\n1,x\n')).rejects.toThrow(/no column `text` among `id`, `words`/)
  })
  it('without ids gives the same row the same id', async () => {
    const rows = 'text,created_at\nx,2026-05-13T21:05:00Z\ny,2026-05-13T21:05:00Z\n'
    const [first, second] = [await csv(rows), await csv(rows)]
    expect(first).toEqual(second)
    expect(new Set(first.map((line) => line.split(' ')[1])).size).toBe(2)
  })
})

describe('JSON lines', () => {
  it('are read one by one, and each that is none is named', async () => {
    const good = {
      id: 'a',
      channel: 'whatsapp',
      kind: 'dm',
      author: '+96500000001',
      text: 'x',
      created_at: '2026-05-13T21:05:00+03:00',
      incident: 'I1',
      lang: 'ar',
    }
    expect(
      await jsonl(
        `\ufeff${JSON.stringify(good)}\n\n{broken\n[1]\n${JSON.stringify({ ...good, id: 'b', location: { lat: 1 } })}\n${JSON.stringify({ ...good, id: 'c', created_at: 5 })}`,
      ),
    ).toEqual([
      '1 a +96500000001 2026-05-13T18:05:00.000Z x',
      '3 skipped: is not JSON; write one JSON object a line',
      expect.stringMatching(/^4 skipped: line: /),
      expect.stringMatching(/^5 skipped: location.lon: /),
      expect.stringMatching(/^6 skipped: created_at: /),
    ])
  })
  it('carry no label into the event', async () => {
    const [item] = await itemsOf(
      await readJsonl(
        file(
          'l.jsonl',
          JSON.stringify({
            id: 'a',
            text: 'x',
            created_at: '2026-05-13T21:05:00Z',
            incident: 'I1',
            tags: ['x'],
            place: {},
          }),
        ),
        { account: 'import', localTime: () => null },
      ),
    )
    expect(JSON.stringify(item)).not.toMatch(/incident|tags|place/)
  })
})
