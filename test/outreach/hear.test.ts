// Which messages are a word to the machine, and which are not.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hear } from '../../src/outreach/hear.ts'

describe('a word to the machine', () => {
  it.each([
    ['STOP', 'stop'],
    ['إلغاء', 'stop'],
    ['الغاء الاشتراك', 'stop'],
    ['لا تراسلوني!', 'stop'],
    ['لا تطرشون', 'stop'],
    ['wagef', 'stop'],
    ['la trslon', 'stop'],
    ['اشتراك', 'start'],
    ['نعم', 'yes'],
    ['اي', 'yes'],
    ['إيه.', 'yes'],
    ['👍', 'yes'],
    ['na3am', 'yes'],
    ['Yes', 'yes'],
    ['لا', 'no'],
    ['للحين ما انحلت', 'no'],
    ['مو هذي', 'no'],
    ['la', 'no'],
    ['فك الربط', 'unlink'],
  ])('%s is %s', (text, kind) => {
    expect(hear(text)).toEqual({ kind })
  })
  it.each(['482915', 'الرمز ٤٨٢٩١٥', 'code: 482915'])('%s is a code', (text) => {
    expect(hear(text)).toEqual({ kind: 'code', code: '482915' })
  })
  it.each([
    'لا يوجد ماء في قطعة ٣',
    'وقف الشارع من الزحمة',
    'stop sign is broken',
    'نعم المي مقطوع من أمس',
    'العداد رقم 4829157',
    '',
    'شكرا',
  ])('%j is none', (text) => {
    expect(hear(text)).toBeNull()
  })
  it('is never heard in a report, however it begins', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('لا', 'نعم', 'stop', 'وقف'),
        fc.stringMatching(/^[ء-ي]{3,8}( [ء-ي]{3,8}){3}$/),
        (word, rest) => {
          expect(hear(`${word} ${rest}`)).toBeNull()
        },
      ),
    )
  })
})
