import { describe, expect, it } from 'vitest'
import { prepare } from '../../../dedupe/prepare.ts'
import { post } from '../post.ts'

const names = (text: string) => prepare(post(text)).names.map(({ kind, value }) => `${kind} ${value}`)
const values = (text: string) => prepare(post(text)).names.map(({ value }) => value)

describe('named things', () => {
  it.each([
    ['جمعية الرابية بدون خضار', 'coop coop:rabiya'],
    ['Rabiya coop has no vegetables', 'coop coop:rabiya'],
    ['jam3iyat el rabiya mafeeha 5e9ar', 'coop coop:rabiya'],
    ['مستوصف سلوى زحمة', 'clinic clinic:salwa'],
    ['فرع حولي قالوا راجع الرئيسي', 'office office:hawalli'],
    ['ساهل؟ تطبيق سهل ما يفتح', 'app app.sahel'],
    ['ZoomBite riders park on the ramp', 'thing ZMBT'],
    ['Route 102 bus AC not working', 'bus bus:102'],
    ['99 number bus ek ghanta late', 'bus bus:99'],
    ['باص رقم ٦٦ ما وقف', 'bus bus:66'],
    ['بس نمبر ١٠٢ نہیں آئی', 'bus bus:102'],
    ['ينزلون عروض على lolwa.daraat وما يردون', 'account lolwadaraat'],
  ])('are read in "%s"', (text, name) => {
    expect(names(text)).toContain(name)
  })

  it('go by one value in two scripts', () => {
    expect(values('شريت عطر من محل ليالي سنتس وطلع تقليد')).toEqual(values('fake perfume from Layali Sents store'))
    expect(values('شريت عطر من محل ليالي سنتس وطلع تقليد')).toHaveLength(1)
  })

  it('of two areas are two things', () => {
    expect(values('جمعية الرابية')).not.toEqual(values('جمعية هدية'))
  })

  it.each([
    'الجمعية بتاخد نص دينار توصيل',
    'el madrasa bedon mkayef',
    'المصلون في مسجدنا بالعارضية',
    'مدرسة بنتي بعيدة',
    'باص المدرسة 45 دقيقة ما جا',
    'Route 30 jammed near Fintas',
    'بس ٢٠٠ واحد ينطر',
    '@mew_kwt الماي مقطوع',
    'the school near our house',
    'Garbage was not collected. Nobody answers, Sir',
  ])('are not made up from what is said of a thing: "%s"', (text) => {
    expect(names(text)).toEqual([])
  })
})
