import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createLog, type Fields, safeFields } from '../src/log.ts'

describe('the log', () => {
  it('writes the fields of its list and no other', () => {
    const fields = { requestId: 'r', status: 200, text: 'انقطاع', author: 'علي', body: '{}' } as unknown as Fields
    expect(safeFields(fields)).toEqual({ requestId: 'r', status: 200 })
  })

  it.each([
    '96550001234',
    '+965 5000 1234',
    '٩٩٨٨٧٧٦٦',
    '287051512345',
    'call 5000-1234 now',
  ])('covers %j wherever it stands', (number) => {
    const said = JSON.stringify(safeFields({ code: number, route: `GET /x/${number}` }))
    expect(said).not.toMatch(/\d{4}|[٠-٩]{4}/)
  })

  it('tells of an error its name, code and place, never its message', () => {
    const error = Object.assign(new Error('UNIQUE failed for 96550001234 انقطاع'), { code: 'SQLITE_CONSTRAINT' })
    const said = JSON.stringify(safeFields({ error }))
    expect(said).toContain('SQLITE_CONSTRAINT')
    expect(said).toContain('log.test.ts')
    expect(said).not.toMatch(/UNIQUE|9655|انقطاع/)
  })

  it('writes one JSON line an event', () => {
    const lines: string[] = []
    const to = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    })
    createLog('warn', to).warn('the store refused', { code: 'x' })
    createLog('warn', to).info('quiet')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0]!)).toMatchObject({ msg: 'the store refused', code: 'x' })
  })
})
