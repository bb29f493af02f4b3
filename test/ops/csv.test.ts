import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvHeader, csvRow } from '../../src/ops/csv.ts'

const rows = (text: string) => parse(text, { bom: true, relaxColumnCount: false }) as string[][]

describe('a table for spreadsheets', () => {
  it('opens as Arabic: UTF-8 with its mark', () => {
    expect(csvHeader(['id', 'text'])).toBe('\uFEFFid,text\r\n')
  })

  it.each(['=1+1', '+965', '-1', '@SUM(A1)', '\t=1', '  =cmd|x', '\r=1'])('runs nothing: %j', (text) => {
    const [, [cell]] = rows(csvHeader(['a']) + csvRow({ a: text }, ['a'])) as [string[], [string]]
    expect(cell).toBe(`'${text}`)
  })

  it('reaches into an entry, and leaves absent values empty', () => {
    const item = { golden: { area: { ar: 'سلوى' }, topic: null }, n: 3 }
    expect(csvRow(item, ['golden.area.ar', 'golden.topic.ar', 'n', 'x.y'])).toBe('سلوى,,3,\r\n')
  })

  it('gives back every text as it was, but for the mark before a formula', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !value.includes('\0'))
    fc.assert(
      fc.property(text, text, (a, b) => {
        const read = rows(csvHeader(['a', 'b', 'c']) + csvRow({ a, b, c: 1 }, ['a', 'b', 'c']))[1]!
        for (const [i, given] of [a, b].entries()) expect([given, `'${given}`]).toContain(read[i])
      }),
    )
  })
})
