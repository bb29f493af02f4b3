import { describe, expect, it } from 'vitest'
import { fold } from '../../../dedupe/text/fold.ts'
import { wordsOf } from '../../../dedupe/text/tokens.ts'

const words = (text: string) => wordsOf(fold(text), text)
const keys = (text: string) => words(text).words.map((word) => word.key)

describe('words', () => {
  it.each([
    ['بالسالمية ق٥ ش٣', ['بالسالميه', 'ق', '5', 'ش', '3']],
    ["'6aher w 3'arb", ["'6aher", 'w', "3'arb"]],
    ['blk5 7awalli', ['blk5', '7awalli']],
    ['#قطع_الكهرباء', ['قطع', 'الكهربا']],
    ['الـ dress وصل', ['ال', 'dress', 'وصل']],
    ['🔥🔥', []],
    ['ഫർവാനിയ ബ്ലോക്ക് 4', ['ഫർവാനിയ', 'ബ്ലോക്ക്', '4']],
  ])('of %s', (text, expected) => {
    expect(keys(text)).toEqual(expected)
  })

  it('point at what was written, marks and repeats included', () => {
    const text = 'الكَهرباااء مقطوعة!'
    const [first] = words(text).words
    expect(text.slice(first!.start, first!.end)).toBe('الكَهرباااء')
  })

  it('leave out links and handles, and keep them apart', () => {
    const { urls, handles, words: said } = words('@mew_kwt شوفوا https://maps.app.goo.gl/x?q=1 و wa.me/965')
    expect(handles).toEqual(['mew_kwt'])
    expect(urls).toEqual(['https://maps.app.goo.gl/x?q=1', 'wa.me/965'])
    expect(said.map((word) => word.key)).toEqual(['شوفوا', 'و'])
  })

  it('know a comma from the end of a sentence', () => {
    expect(words('ماي، كهربا. نت').words.map((word) => word.gap)).toEqual(['sentence', 'clause', 'sentence'])
  })
})
