import { describe, expect, it } from 'vitest'
import { inArabicLetters } from '../../../dedupe/meaning/arabizi.ts'
import { foldWords } from '../../../dedupe/meaning/fold.ts'
import { skeletonHash } from '../../../dedupe/meaning/skeleton.ts'

const wordsOf = (text: string) => {
  const { units, starts, ends, count } = foldWords(text)
  return Array.from({ length: count }, (_, i) => String.fromCharCode(...units.subarray(starts[i]!, ends[i]!)))
}

describe('the words a model reads', () => {
  it.each([
    ['marks, elongation and letter variants are folded', 'رَجَعـــت الكهربااااء', ['رجعت', 'الكهربا']],
    ['a number keeps its size, not its value', 'ق٤ شارع 120 رقم 99887766', ['ق', '#', 'شارع', '##', 'رقم', '###']],
    ['a digit belongs to a Latin word', "blk4 flat q3 don't", ['blk4', 'flat', 'q3', 'dont']],
    [
      'Arabizi is spelt out in Arabic letters behind itself',
      'raj3at el-kahraba',
      ['raj3at', 'el', 'kahraba', 'رجعت', 'ل', 'كهربا'],
    ],
    ['scripts stand apart', 'تطبيقsahelعطلان', ['تطبيق', 'sahel', 'عطلان']],
    ['links and handles say nothing', '@mew_kwt https://a.b/c?d=1 ماكو ماي', ['ماكو', 'ماي']],
    ['presentation forms are read', 'ﻻ يوجد', ['لا', 'يوجد']],
    ['pictures are words, skin tones are not', '👍🏼❤️', ['👍', '❤']],
    ['Indic vowels are kept', 'বিদ্যুৎ নেই', ['বিদ্যুৎ', 'নেই']],
    ['nothing is nothing', ' ،؟ ', []],
  ])('%s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })
})

describe('Arabizi', () => {
  it.each(['el may maq6oo3 3ndna', 'shlon adfa3 el fatoora', "'6alam bel share3"])('is heard in "%s"', (text) => {
    expect(inArabicLetters(text)).toMatch(/[\u0620-\u064a]{2,}/)
  })

  it.each([
    'no power since 5pm in block 4',
    'flat b12, street 21, 3rd floor',
    'walang tubig sa amin',
    'bijli nahi hai do din se',
    'الماي مقطوع',
    '',
  ])('is not heard in "%s"', (text) => {
    expect(inArabicLetters(text)).toBe('')
  })
})

const soundOf = (word: string) =>
  skeletonHash(
    Uint16Array.from(word, (char) => char.charCodeAt(0)),
    0,
    word.length,
  )

describe('the consonants of a word', () => {
  it.each([
    ['كهربا', 'kahraba'],
    ['سالميه', 'salmiya'],
    ['خيطان', 'khe6an'],
    ['شارع', 'share3'],
    ['بجلي', 'bijli'],
    ['बिजली', 'bijli'],
    ['ট্রান্সফরমার', 'transformer'],
    ['ബ്ലോക്ക്', 'block'],
  ])('sound alike in %s and %s', (a, b) => {
    expect(soundOf(a)).not.toBe(0)
    expect(soundOf(a)).toBe(soundOf(b))
  })

  it.each([
    ['كهربا', 'ماي'],
    ['salmiya', 'jahra'],
    ['block', 'street'],
  ])('differ in %s and %s', (a, b) => {
    expect(soundOf(a)).not.toBe(soundOf(b))
  })
})
