import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldWord } from '../../../dedupe/text/fold.ts'

describe('folding', () => {
  it.each([
    ['الكهربـــاء', 'الكهربا'],
    ['أإآٱ', 'ا'],
    ['مُنقطعة', 'منقطعه'],
    ['الظهر', 'الضهر'],
    ['گطعة', 'قطعه'],
    ['كهرباااااء', 'كهربا'],
    ['١١١١', '1111'],
    ['۱۲۳', '123'],
    ['ﻻ', 'لا'],
    ['﷼', 'ريال'],
    ['ＦＵＬＬ', 'full'],
    ['café', 'cafe'],
    ['ماء\u200fي', 'ماي'],
    ['الله', 'الله'],
    ['ههههههه', 'ه'],
  ])('writes %s as %s', (written, folded) => {
    expect(foldWord(written)).toBe(folded)
  })

  it('keeps the letters of Urdu that Kuwaitis use as variants', () => {
    expect(foldWord('گاڑی', 'urdu')).toBe('گاڑي')
    expect(foldWord('گاڑی')).not.toBe(foldWord('گاڑی', 'urdu'))
  })

  it.each([
    ['الأحمدي', 'أحمد'],
    ['الصباحية', 'صباح'],
    ['حولي', 'حول'],
    ['مدرسة', 'مدرس'],
  ])('keeps %s apart from %s', (a, b) => {
    expect(foldWord(a)).not.toBe(foldWord(b))
  })

  it('remembers where every character came from, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (source) => {
        const { text, at } = fold(source)
        expect(at.length).toBe(text.length + 1)
        for (let i = 0; i < text.length; i++) {
          expect(at[i]! < source.length).toBe(true)
          expect(at[i + 1]! >= at[i]!).toBe(true)
        }
      }),
    )
  })

  it('folds what is folded to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'أإة ىءظضگچ٣3abZ،؟ـًَ'), maxLength: 40 }), (source) => {
        const once = fold(source).text
        expect(fold(once).text).toBe(once)
      }),
    )
  })
})
