import { describe, expect, it } from 'vitest'
import { afterQuiet } from '../../src/replies/policy.ts'
import { minute } from '../pipeline/town.ts'

describe('the quiet hours', () => {
  const kuwait = (time: string) => Date.parse(`2026-11-28T${time}:00+03:00`)
  it.each([
    ['12:00', '12:00'],
    ['22:00', '31:00'],
    ['23:30', '31:00'],
    ['03:15', '07:00'],
    ['07:00', '07:00'],
  ])('at %s the machine speaks at %s', (now, then) => {
    const day = then === '31:00' ? kuwait('07:00') + 24 * 60 * minute : kuwait(then)
    expect(afterQuiet(kuwait(now), { from: '22:00', to: '07:00' })).toBe(day)
  })
  it('may lie within a day, or nowhere', () => {
    expect(afterQuiet(kuwait('13:30'), { from: '13:00', to: '14:00' })).toBe(kuwait('14:00'))
    expect(afterQuiet(kuwait('23:30'), null)).toBe(kuwait('23:30'))
  })
})
