import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Match, prepare, type Report } from '../../dedupe/index.ts'
import type { AuthorId, PostId } from '../../src/model.ts'
import { packMatch, packReport, unpackMatch, unpackReport } from '../../src/store/index.ts'
import type { ReportColumns } from '../../src/store/packed.ts'

const texts = [
  'انقطاع الكهرباء في سلوى قطعة ٣ شارع ٢ من أمس',
  'no water in Salmiya block 4 since 3 hours, call 99998888',
  '',
  '🙏',
  'mafi kahraba b hawally g6',
]

const read = (text: string, at = 1_767_225_600_000): Report =>
  prepare({
    id: 'p',
    channel: 'whatsapp',
    kind: 'dm',
    author: 'a',
    text,
    at,
    replyTo: 'earlier',
    media: [{ kind: 'image', phash: 'ffee000011112222' }],
    location: { lat: 29.33, lon: 48.02 },
    forwarded: true,
  })

/** As it would come back from JSON, where -0 is 0. */
const plain = (report: unknown): unknown => JSON.parse(JSON.stringify(report))

const stored = (report: Report): ReportColumns => ({
  id: report.id as PostId,
  channel: 'whatsapp',
  surface: report.surface,
  author_id: report.author as AuthorId | null,
  created_at: report.at,
  forwarded: report.forwarded ? 1 : 0,
  language: report.language,
  kind: report.kind,
  report: packReport(report),
})

describe('a stored report', () => {
  it('is the report that was stored, whatever the text says', () => {
    for (const text of texts) expect(unpackReport(stored(read(text)))).toEqual(plain(read(text)))
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(unpackReport(stored(read(text)))).toEqual(plain(read(text)))
      }),
      { numRuns: 100 },
    )
  })

  it('keeps what a newer language layer adds to it', () => {
    const report = read(texts[0]!)
    const newer = { ...report, mood: 'angry', tokens: report.tokens.map((token, i) => ({ ...token, root: i })) }
    expect(unpackReport(stored(newer as Report))).toEqual(plain(newer))
  })

  it('is read as it is from a store that was written before reports were packed', () => {
    const report = read(texts[1]!)
    expect(unpackReport({ ...stored(report), report: JSON.stringify(report) })).toEqual(plain(report))
  })

  it('takes at most 60 % of its plain form', () => {
    const report = read(texts[0]!)
    expect(packReport(report).length).toBeLessThan(0.6 * JSON.stringify(report).length)
  })
})

describe('a stored match', () => {
  const match: Match = {
    case: 'c',
    weight: -2.54,
    p: 0.1,
    vetoed: false,
    terms: [
      { aspect: 'bias', level: 'start', weight: -3.049 },
      { aspect: 'place', level: 'other-block', weight: -1.025, veto: true },
      {
        aspect: 'words',
        level: 'some',
        weight: 0.8,
        here: [{ start: 0, end: 4 }],
        there: { of: 'p', spans: [{ start: 1, end: 5 }] },
      },
    ],
  }

  it('is the match that was stored, with its words and its veto', () => {
    expect(unpackMatch(packMatch(match))).toEqual(match)
    expect(unpackMatch(JSON.stringify(match))).toEqual(match)
  })
})
