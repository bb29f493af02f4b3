import { describe, expect, it } from 'vitest'
import { read } from '../../../dedupe/text/read.ts'

describe('the language of a post', () => {
  it.each([
    ['ماكو كهربا عندنا من أمس', 'ar'],
    ['گاعد انطر چم ساعة', 'ar'],
    ['maku kahraba 3endna mn ams', 'arabizi'],
    ['No water in our building since morning', 'en'],
    ['بجلی نہیں ہے صبح سے', 'ur'],
    ['बिजली नहीं है', 'hi'],
    ['bijli nahi hai subah se', 'roman-ur'],
    ['বিদ্যুৎ নাই', 'bn'],
    ['Walang kuryente dito sa amin', 'tl'],
    ['വെള്ളം ഇല്ല', 'ml'],
    ['🔥🔥🔥', 'none'],
  ])('of "%s" is %s', (text, language) => {
    expect(read(text).language).toBe(language)
  })

  it('never lets Urdu forms meet Arabic words', () => {
    const topics = (text: string) => read(text).hits.flatMap((hit) => hit.values.map((form) => form.concept.id))
    expect(topics('أولياء الأمور')).not.toContain('rain')
  })
})
