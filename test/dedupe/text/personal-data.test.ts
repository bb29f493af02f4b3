import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskPersonalData } from '../../../dedupe/text/personal-data.ts'

describe('personal data', () => {
  it.each([
    'رقمي 97412345',
    'دقوا على ٩٧٤١٢٣٤٥',
    'call +965 9741 2345',
    'call 00965-97412345',
    '۹۷۴۱۲۳۴۵',
    'المدني 289010112345',
    'رقمي المدني ٢٨٩٠١٠١١٢٣٤٥',
    'mail me at someone.else@example.com',
    'لوحة 12/34567',
  ])('is covered in "%s"', (text) => {
    const masked = maskPersonalData(text)
    expect(masked).toContain('•')
    expect(masked).not.toMatch(/[\d\u0660-\u0669\u06f0-\u06f9]{3}|@/)
  })

  it.each([
    'قطعة 5 شارع 12 منزل 103',
    'الساعة 10:30',
    'دفعت 2500 دينار',
    '15-11-2026',
    'طريق 306',
  ])('is not found in "%s"', (text) => {
    expect(maskPersonalData(text)).toBe(text)
  })

  it('keeps every character in its place, so that what was read can be shown', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789٠١٢٩ +-.@ab/ق'), maxLength: 80 }), (text) => {
        expect(maskPersonalData(text)).toHaveLength(text.length)
      }),
    )
  })
})
