// CSV as people have it: Excel's `;`, tabs, BOM, Arabic headings. Columns: docs/import.md.
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Info, parse } from 'csv-parse'
import { ambiguousOrder, type Order, readWrittenTime, watchWrittenTimes } from '../../connectors/index.ts'
import { InvalidInputError } from '../errors.ts'
import { type Encoding, encodingOfFile, readText } from './bytes.ts'
import type { Item, Reading } from './item.ts'
import { type LineOptions, readPostLine } from './post-line.ts'

const columns: Readonly<Record<string, readonly string[]>> = {
  id: ['id', 'المعرف', 'معرف', 'رقم'],
  channel: ['channel', 'القناة', 'قناة'],
  kind: ['kind', 'surface', 'النوع'],
  author: ['author', 'sender', 'from', 'المرسل', 'الكاتب', 'صاحب البلاغ'],
  text: ['text', 'message', 'body', 'النص', 'الرسالة', 'نص الرسالة', 'البلاغ', 'الشكوى'],
  created_at: [
    'created_at',
    'createdat',
    'date',
    'time',
    'datetime',
    'timestamp',
    'التاريخ',
    'الوقت',
    'تاريخ',
    'التاريخ والوقت',
  ],
  reply_to: ['reply_to', 'replyto', 'رد على'],
  media_kind: ['media_kind', 'media', 'الوسائط'],
  media_phash: ['media_phash', 'phash'],
  lat: ['lat', 'latitude', 'خط العرض'],
  lon: ['lon', 'lng', 'longitude', 'خط الطول'],
  account: ['account', 'الحساب'],
}
const known = new Map(Object.entries(columns).flatMap(([name, words]) => words.map((word) => [word, name] as const)))

const heading = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .trim()
    .toLowerCase()

/** Headings of the file as our names; those we do not know are ignored. */
const namesOf = (file: string, header: readonly string[]): string[] => {
  const names = header.map((text, index) => known.get(heading(text)) ?? `other_${index}`)
  for (const needed of ['text', 'created_at'])
    if (!names.includes(needed))
      throw new InvalidInputError(
        `${file}:1`,
        `there is no column \`${needed}\` among ${header.map((text) => `\`${text}\``).join(', ')}`,
        'Name the columns in the first line as docs/import.md says.',
      )
  return names
}

type Row = Readonly<Record<string, string>>

const decimal = (text: string | undefined): number | undefined => {
  if (text === undefined || text.trim() === '') return undefined
  return Number(text.trim().replace(',', '.'))
}

const lineOf = (row: Row): unknown => {
  const [lat, lon] = [decimal(row.lat), decimal(row.lon)]
  const kinds = (row.media_kind ?? '').split('|').filter(Boolean)
  const hashes = (row.media_phash ?? '').split('|')
  const media = (kinds.length > 0 ? kinds : hashes.filter(Boolean).map(() => 'image')).map((kind, n) => ({
    kind,
    phash: hashes[n],
  }))
  return {
    ...row,
    created_at: row.created_at === '' ? undefined : row.created_at,
    media: media.length === 0 ? undefined : media,
    location: lat === undefined && lon === undefined ? undefined : { lat, lon },
  }
}

/** The separator that the heading line has most of; Excel may name it in a line of its own (`sep=;`). */
const separators = [';', ',', '\t', '|'] as const
const separatorOf = (head: string): { readonly delimiter: string; readonly from: number } => {
  const [first = '', second = ''] = head.split(/\r?\n/, 2)
  const named = /^\ufeff?sep=(.)$/.exec(first)?.[1]
  const counted = named === undefined ? first : second
  const most = separators.toSorted((a, b) => counted.split(b).length - counted.split(a).length)[0]!
  return { delimiter: named ?? most, from: named === undefined ? 1 : 2 }
}

const headOf = async (path: string, encoding: Encoding): Promise<string> => {
  for await (const text of readText(path, encoding)) if (text !== '') return text
  return ''
}

type Found = { readonly line: number; readonly row: Row } | { readonly line: number; readonly fault: string }

type Layout = { readonly path: string; readonly encoding: Encoding; readonly delimiter: string; readonly from: number }

async function* readRows(layout: Layout, onBytes?: (count: number) => void): AsyncGenerator<Found> {
  const faults: Found[] = []
  let end = layout.from
  const parser = parse({
    bom: true,
    columns: (header: string[]) => namesOf(layout.path, header),
    delimiter: layout.delimiter,
    from_line: layout.from,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 262_144,
    on_skip: (error) => {
      faults.push({ line: end + 1, fault: error?.message ?? 'cannot be read' })
    },
  })
  for await (const { record, info } of Readable.from(readText(layout.path, layout.encoding, onBytes)).compose(parser)) {
    yield* faults.splice(0)
    yield { line: end + 1, row: record as Row }
    end = (info as Info).lines
  }
  yield* faults.splice(0)
}

export type CsvOptions = Omit<LineOptions, 'localTime'> & { readonly tz: string; readonly order?: Order }

const localTimes = async (layout: Layout, { tz, order }: CsvOptions): Promise<LineOptions['localTime']> => {
  if (order !== undefined) return (text) => readWrittenTime(text, order, tz)
  const times = watchWrittenTimes()
  for await (const found of readRows(layout)) if ('row' in found) times.see(found.row.created_at ?? '')
  const finding = times.finding()
  if (finding.kind === 'sure') return (text) => readWrittenTime(text, finding.order, tz)
  if (finding.example === '') return () => null
  throw new InvalidInputError(layout.path, ambiguousOrder(finding.example), 'Nothing was imported.')
}

export const readCsv = async (path: string, options: CsvOptions): Promise<Reading> => {
  const encoding = await encodingOfFile(path)
  const layout = { path, encoding, ...separatorOf(await headOf(path, encoding)) }
  const line = { account: options.account, localTime: await localTimes(layout, options) }
  const { size } = await stat(path)
  let read = 0
  const items = async function* (): AsyncGenerator<Item> {
    for await (const found of readRows(layout, (count) => (read += count)))
      yield 'fault' in found
        ? { kind: 'skip', line: found.line, reason: found.fault }
        : { line: found.line, ...readPostLine(lineOf(found.row), line) }
  }
  const rows = items()
  return { size, read: () => read, items: rows, close: () => void rows.return(undefined) }
}
