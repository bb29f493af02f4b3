import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conflicts, fixInArabic } from '../../src/http/fixes.ts'

const rooms = ['cases', 'review', 'replies', 'outreach']
const source = rooms
  .flatMap((room) => readdirSync(join('src', room)).map((file) => readFileSync(join('src', room, file), 'utf8')))
  .join('\n')
const everywhere = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join('src', file), 'utf8'))
  .join('\n')

describe('what to do about a refused request', () => {
  it('is said in Arabic of its own for each sentence the rooms below say', () => {
    const said = [...source.matchAll(/'((?:Name|Leave|Choose|Give|Write|See|Plan) [^']+)'/g)].map(([, text]) => text!)
    expect(said.length).toBeGreaterThan(8)
    const generic = fixInArabic('x', 'a sentence nobody says')
    expect(said.filter((text) => fixInArabic('x', text) === generic)).toEqual([])
  })
  it('names conflicts by codes that a room really uses', () => {
    for (const code of Object.keys(conflicts)) expect(everywhere).toMatch(new RegExp(`ConflictError\\(\\s*'${code}'`))
  })
  it('keeps the values one may choose from', () => {
    expect(fixInArabic('status', 'Choose one of: solved, closed.')).toBe('اختر إحدى القيم: solved, closed.')
  })
  it('is never English, whatever is said', () => {
    expect(fixInArabic('text', 'Do something new')).toBe('صحّح الحقل `text` ثم أعد المحاولة.')
  })
})
