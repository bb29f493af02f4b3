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
    'سيارة رقم ٨ ١٢٣٤٥',
    'civil id 2890 1011 2345',
    '289-0101-12345',
    'رقمي 9741 23 45',
    '9 7 4 1 2 3 4 5',
    '৯৭৪১২৩৪৫',
    'मेरा नंबर ९७४१२३४५',
    'KW81 CBKU 0000 0000 0000 1234 5601 01',
  ])('is covered in "%s"', (text) => {
    const masked = maskPersonalData(text)
    expect(masked).toContain('•')
    expect(masked).not.toMatch(/\p{Nd}{3}|@/u)
  })

  it.each([
    'قطعة 5 شارع 12 منزل 103',
    'الساعة 10:30',
    'دفعت 2500 دينار',
    '15-11-2026',
    '2026-11-28',
    'دفعت 250 والثاني 2500 والثالث 3000',
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
