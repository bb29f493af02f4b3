import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildQueries, matcherOf, queryFault, spellings } from '../../../connectors/x/query.ts'

describe('the spellings of a word', () => {
  it.each([
    ['الكهرباء', ['كهرباء', 'الكهرباء']],
    ['مدرسة', ['مدرسة', 'المدرسة', 'مدرسه', 'المدرسه']],
    ['مستشفى', ['مستشفى', 'المستشفى', 'مستشفي', 'المستشفي']],
    ['إنارة', ['إنارة', 'انارة', 'أنارة', 'إناره', 'اناره', 'أناره', 'الإنارة', 'الاناره']],
    ['مسؤول', ['مسؤول', 'مسوول', 'المسؤول']],
  ])('of %s are those people write', (word, some) => {
    expect(spellings(word)).toEqual(expect.arrayContaining(some))
  })
  it('of a word in Latin letters is the word', () => {
    expect(spellings('traffic')).toEqual(['traffic'])
  })
  it('are all recognised on the closer look, whichever was asked for', () => {
    for (const word of ['إنارة', 'مدرسة', 'مستشفى', 'الكهرباء'])
      for (const form of spellings(word))
        for (const asked of spellings(word)) expect(matcherOf([asked])(`يا ${form} وين`), `${asked} ${form}`).toBe(true)
  })
})

describe('the closer look', () => {
  const fits = matcherOf(['انقطاع الكهرباء', 'traffic'])
  it.each([
    'إنقطاع كهربا في سلوى بالكهرباء',
    'اِنْقِطاع الكهــرباء',
    'وانقطاع للكهرباء من الفجر',
    'Traffic is stuck',
  ])('takes %s', (text) => {
    expect(fits(text)).toBe(true)
  })
  it.each(['انقطاع الماي', 'كهربائي محترف', ''])('leaves %s', (text) => {
    expect(fits(text)).toBe(false)
  })
})

describe('a query', () => {
  it('holds every term, and no query is longer than the plan allows', () => {
    const words = fc.constantFrom('انقطاع', 'الكهرباء', 'إنارة', 'حفرة', 'شارع', 'مستشفى', 'مدرسة', 'water', 'traffic')
    const term = fc.array(words, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))
    fc.assert(
      fc.property(fc.array(term, { maxLength: 20 }), fc.constantFrom(512, 1024, 4096), (terms, most) => {
        const queries = buildQueries(terms, most)
        for (const query of queries) expect(queryFault(query, most)).toBeNull()
        const all = queries.join(' OR ')
        for (const one of terms)
          for (const word of one.split(' ')) expect(spellings(word).some((form) => all.includes(form))).toBe(true)
      }),
    )
  })
  it('asks for both words of a term, each in its spellings', () => {
    expect(buildQueries(['قطع الماي'], 512)).toEqual(['((قطع OR القطع) (ماي OR الماي OR ماى OR الماى))'])
  })
  it.each([
    ['', 'empty'],
    ['a'.repeat(513), '513 characters'],
    ['"الماي', 'quotation mark'],
    ['(الماي OR الكهرباء', 'parenthesis'],
    ['الماي -(اعلان)', 'negates a group'],
    ['lang:ar has:images', 'stand alone'],
    ['-اعلان', 'stand alone'],
  ])('is refused before X refuses it: %s', (query, why) => {
    expect(queryFault(query, 512)).toContain(why)
  })
  it.each([
    'الماي OR الكهرباء lang:ar',
    '(from:moi_kw OR #الكويت) -is:retweet',
    '"قطع الماي" place_country:KW',
  ])('is let through: %s', (query) => {
    expect(queryFault(query, 512)).toBeNull()
  })
})
