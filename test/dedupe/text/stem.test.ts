import { describe, expect, it } from 'vitest'
import { foldForSearch } from '../../../dedupe/text/search.ts'

describe('words for comparing and searching', () => {
  it.each([
    ['بالكهرباء', 'كهرباء'],
    ['والحفرة', 'حفرة'],
    ['بالسالمية', 'السالمية'],
    ['سيارتنا', 'سيارة'],
    ['الماء', 'ماي'],
  ])('%s is found by %s', (written, asked) => {
    expect(foldForSearch(written)).toBe(foldForSearch(asked))
  })

  it.each([
    ['الأحمدي', 'أحمد'],
    ['الصباحية', 'صباح'],
    ['حولي', 'حول'],
    ['مدرسة', 'مدرس'],
    ['محطة', 'محط'],
    ['الماء', 'ما'],
  ])('%s is not found by %s', (written, asked) => {
    expect(foldForSearch(written)).not.toBe(foldForSearch(asked))
  })
})
