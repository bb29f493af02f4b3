import { describe, expect, it } from 'vitest'
import { prepare } from '../../../dedupe/prepare.ts'
import { believed, type Heads } from '../../../dedupe/slots/belief.ts'
import { conceptsSaid } from '../../../dedupe/slots/concepts.ts'
import { read } from '../../../dedupe/text/read.ts'
import { post } from '../post.ts'

const surely = (text: string) =>
  prepare(post(text))
    .concepts.filter(({ role, sure }) => role === 'problem' && sure)
    .map(({ id }) => id)

describe('a problem that is read', () => {
  it.each([
    ['ماكو كهربا عندنا من العصر', 'power.outage'],
    ['منهول مفتوح بلا غطا جدام البقالة', 'manhole.open'],
    ['stray dogs attacking kids near the school', 'animal.stray-dog'],
  ])('is believed where the whole text speaks of it: "%s"', (text, problem) => {
    expect(surely(text)).toContain(problem)
  })

  it('is scenery where the text is about something else', () => {
    expect(surely('غيرت السكن وصاحب العمارة ما يوافق على نقل العنوان بالبطاقة')).not.toContain('housing.rent-dispute')
  })

  const heads = (topic: number, problem: number): Heads => ({ topic: () => topic, problem: () => problem })
  const sure = (of: Heads) => {
    const reading = read('ماكو كهربا')
    return believed(reading, conceptsSaid(reading, new Set()), of).find(({ concept }) => concept.id === 'power.outage')
      ?.sure
  }

  it('is believed with the learned heads and not against them', () => {
    expect(sure(heads(0.95, 0.8))).toBe(true)
    expect(sure(heads(0.001, 0.001))).toBe(false)
  })
})
