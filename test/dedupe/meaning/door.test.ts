import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  classifyKind,
  classifyProblem,
  classifyTopic,
  embed,
  reportProbability,
  similarity,
} from '../../../dedupe/meaning/index.ts'

const topicOf = (text: string) => classifyTopic(text)[0]?.id
const kindOf = (text: string) => classifyKind(text)[0]?.kind

describe('what a text is about', () => {
  it.each([
    ['Kuwaiti', 'الكهربا طافية عندنا من الظهر والمكيفات واقفة'],
    ['formal Arabic', 'نعاني من انقطاع التيار الكهربائي في منطقتنا منذ الصباح'],
    ['Egyptian', 'النور قاطع عندنا من ساعتين يا جماعة'],
    ['English', 'there has been no electricity in our building since noon'],
    ['Arabizi', 'maku kahraba 3endna mn el9ob7'],
    ['Urdu', 'صبح سے بجلی نہیں ہے'],
    ['romanised Urdu', 'subah se bijli nahi hai'],
    ['Hindi', 'सुबह से बिजली नहीं है'],
    ['Bengali', 'সকাল থেকে বিদ্যুৎ নেই'],
    ['Tagalog', 'walang kuryente dito sa building namin'],
    ['Malayalam', 'രാവിലെ മുതൽ കറന്റ് ഇല്ല'],
  ])('is heard in %s', (_, text) => {
    expect(topicOf(text)).toBe('power-outage')
  })

  it.each([
    ['ماكو ماي بالتانكي والضخ ضعيف', 'water-outage'],
    ['حفرة كبيرة بالشارع خربت التاير', 'potholes'],
    ['الزبالة متكدسة والحاوية ما تنشال', 'garbage'],
    ['الاشارة الضوئية معطلة بالتقاطع', 'traffic-signals'],
    ['kelab dhalla tla7eg el yahal', 'stray-animals'],
  ])('%s: %s', (text, topic) => {
    expect(topicOf(text)).toBe(topic)
  })

  it('names a problem of the lexicon where the words are a known form', () => {
    expect(classifyProblem('ماكو كهربا')[0]?.concept).toMatch(/^power\./)
    expect(classifyProblem('water leaking from the main pipe')[0]?.concept).toMatch(/leak/)
  })
})

describe('what a text is for', () => {
  it.each([
    ['السلام عليكم', 'greeting'],
    ['خصم ٤٠٪ على جميع العبايات والتوصيل مجاني', 'advert'],
    ['انشرها ولك الاجر ولا توقف عندك', 'chain'],
    ['شكرا جزيلا على جهودكم', 'thanks'],
    ['اقترح تحطون مظلات عند موقف الباص', 'suggestion'],
    ['صار لنا يومين بدون ماي ومحد يرد علينا', 'complaint'],
  ])('%s: %s', (text, kind) => {
    expect(kindOf(text)).toBe(kind)
  })

  it('sets reports above what belongs with no incident', () => {
    const reports = [
      'طاح عمود الانارة على سيارتي بالسالمية',
      'garbage not collected for a week',
      'bijli nahi hai do ghante se',
    ]
    const others = ['هلا والله', 'مبروك الفوز يا أبطال ⚽', 'for sale: sofa set, free delivery', '🌹']
    const lowest = Math.min(...reports.map(reportProbability))
    for (const other of others) expect(reportProbability(other), other).toBeLessThan(lowest)
  })

  it('gives probabilities', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(classifyKind(text).reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1, 4)
        const topics = classifyTopic(text).map(({ p }) => p)
        expect(topics.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1.0001)
        expect(topics).toEqual([...topics].sort((a, b) => b - a))
        expect(reportProbability(text)).toBeGreaterThanOrEqual(0)
        expect(reportProbability(text)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a vector of meaning', () => {
  it('has unit length, or is silent', () => {
    expect(Math.hypot(...embed('ماكو ماي من امس'))).toBeCloseTo(1, 5)
    for (const silent of ['', ' ', '؟']) expect(embed(silent).every((value) => value === 0)).toBe(true)
  })

  it('depends on the text alone, not on what was asked before', () => {
    const first = [...embed('حفرة بالشارع')]
    embed('no power')
    similarity('a', 'b')
    expect([...embed('حفرة بالشارع')]).toEqual(first)
  })
})

describe('the likeness of two texts', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('ماكو كهربا ق٤', 'no power in block 4', 'الماي مقطوع', 'maku may', 'رجعت الكهربا', 'hello'),
  )

  it('is the same whichever comes first, and lies between 0 and 1', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const likeness = similarity(a, b)
        expect(similarity(b, a)).toBe(likeness)
        expect(likeness).toBeGreaterThanOrEqual(0)
        expect(likeness).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 },
    )
  })

  it('is small where one of them says nothing', () => {
    for (const silent of ['', '؟', '...']) expect(similarity('ماكو كهربا من الصبح', silent)).toBeLessThan(0.2)
    expect(similarity('', '')).toBeLessThan(0.2)
  })

  it('is high for a text and itself', () => {
    for (const text of ['ماكو كهربا ق٤', 'stray dogs near the school'])
      expect(similarity(text, text)).toBeGreaterThan(0.9)
  })

  it.each([
    ['another register', 'التيار الكهربائي مقطوع عن منزلنا', 'الكهربا طافية ببيتنا', 'الماي مقطوع عن بيتنا'],
    ['another language', 'ماكو كهربا من الصبح', 'no electricity since morning', 'no water since morning'],
    ['another script', 'الكهربا طافية بالسالمية', 'el kahraba 6afya bel salmiya', 'el zbala mtakdsa bel jahra'],
    ['other words', 'كلب شارد يهاجم الأطفال', 'stray dogs are chasing kids', 'street lights are off at night'],
  ])('is greater for one matter in %s than for another matter', (_, report, same, other) => {
    expect(similarity(report, same)).toBeGreaterThan(similarity(report, other))
  })
})
