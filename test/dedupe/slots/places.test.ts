import { describe, expect, it } from 'vitest'
import { prepare } from '../../../dedupe/prepare.ts'
import { areaAt } from '../../../dedupe/slots/borders.ts'
import { post } from '../post.ts'

const placesOf = (text: string) =>
  prepare(post(text))
    .places.filter((place) => place.sure)
    .map(({ slot, value, role }) => `${slot} ${value} ${role}`)

describe('the place of a report', () => {
  it.each([
    ['الكهرباء مقطوعة بالسالمية ق٥ شارع ٣', ['area salmiya incident', 'block 5 incident', 'street 3 incident']],
    ['Salmiya Block 10, Street 5', ['area salmiya incident', 'block 10 incident', 'street 5 incident']],
    ['جابر العلي ٧ ماكو ماي', ['area jaber-al-ali incident', 'block 7 incident']],
    ['el 3omariya q2 7ofra', ['area omariya incident', 'block 2 incident']],
    ['ফরওয়ানিয়া ব্লক ৪ এ কারেন্ট নাই', ['area farwaniya incident', 'block 4 incident']],
    ['सालमिया ब्लॉक 3 में पानी नहीं', ['area salmiya incident', 'block 3 incident']],
    ['فحاحیل بلاک 11 میں آگ', ['area fahaheel incident', 'block 11 incident']],
    ['قسايمنا بالمطلاع N9 بدون كهربا', ['area south-mutlaa-9 incident']],
    ['تكدس الطين في مدينة المطلاع ضاحية ٨', ['area south-mutlaa-8 incident']],
    ['زحمة شارع فهد السالم', ['area kuwait-city incident', 'area qibla incident']],
    ['Adan hospital has no insulin', ['area adan incident', 'area hadiya incident']],
    ['سعدالعبد الله ق٥ فحيط', ['area saad-al-abdullah incident']],
    ['بنيد القاار متى تشيلونها', ['area bneid-al-gar incident']],
    ['تفحيط كل ليلة ببوفطيرة', ['area abu-futaira incident']],
    ['garbage not collected Salmiya area', ['area salmiya incident']],
    ['صباح السالم میں بجلی نہیں ہے', ['area sabah-al-salem incident']],
    ['হাওয়াল্লিতে দুই দিন পানি নাই', ['area hawalli incident']],
    ['ra3i el garage bel Shaab bahri', ['area shaab-bahri incident']],
    ['7areeja b mzare3 el 9laibya', ['area sulaibiya-agricultural incident']],
    ['الزبالة متكومة بالروضة', ['area rawda incident']],
    ['الزبالة قدام مدرسة بالروضة', ['area rawda incident']],
    ['سيارتين collided السابع اتجاه المطار', ['road seventh-ring-road incident']],
    ['مخرج المنقف على طريق الفحيحيل مسكر', ['landmark mangaf incident', 'road fahaheel-expressway incident']],
    ['5th Ring Road, the exit to Salmiya is blocked', ['landmark salmiya incident', 'road fifth-ring-road incident']],
    ['مخرج المنقف مسكر', ['area mangaf incident']],
    ['إشارة بيروت مع تونس طافية بحولي', ['road beirut-street incident', 'road tunis-street incident']],
    ['تقاطع شارع تونس مع القاهرة بحولي', ['road tunis-street incident', 'road cairo-street incident']],
    ['صباح الأحمد قطاع D مقطوع', ['area sabah-al-ahmad-city incident', 'block d incident']],
    ['قطعة A5 شارع ٥١٢', ['block a5 incident']],
    ['ضاحية N6 محاصرين بالطين', ['area south-mutlaa-6 incident']],
  ])('is read in "%s"', (text, expected) => {
    expect(placesOf(text)).toEqual(expect.arrayContaining(expected))
  })

  it.each([
    ['زحمة على الدائري الرابع باتجاه السالمية', 'area salmiya direction'],
    ['أنا من حولي بس الحفرة بالقصور قطعة ٣', 'area hawalli home'],
    ['مو الفنطاس، المهبولة ق ٢', 'area fintas negated'],
    ['block 5 sorry i meant block 6 in salwa', 'block 5 negated'],
    ['حفرة ثانية بالسالمية غير اللي في قطعة ١', 'block 1 negated'],
    ['another hole in Salmiya, other than the one in block 1', 'block 1 negated'],
    ['مافي غير السالمية فيها كهربا', 'area salmiya incident'],
    ['الكهربا طافية مو بس بالجابرية حتى عندنا بالسرة', 'area jabriya other'],
    ['no power not only in Jabriya, Surra too', 'area jabriya other'],
  ])('is told from direction, home and denial in "%s"', (text, expected) => {
    expect(placesOf(text)).toContain(expected)
  })

  it.each([
    ['نطالب وزارة الأشغال بفتح مخرج القرين على طريق الملك فهد', 'landmark mpw-south-surra'],
    ['الحفرة ورا المجمع بالسالمية', 'landmark ministries-complex'],
    ['راح السفر مع بيروت', 'road beirut-street'],
    ['workers block a road in Salmiya', 'block a'],
  ])('is none where a word only names who or how: "%s"', (text, place) => {
    expect(placesOf(text).join()).not.toContain(`${place} incident`)
  })

  it.each([
    ['السلام عليكم ورحمة الله', 'salam'],
    ['الكهربا طافية من الظهر', 'dhaher'],
    ['نطالب بحقوق الشعب', 'shaab'],
    ['الشيخ صباح الأحمد الصباح رحمه الله', 'sabah-al-ahmad-city'],
    ['انا وصية والمصروف حق القصر ما نزل', 'qasr'],
    ['المخالفات مو طالعة من امس الظهر', 'dhaher'],
    ['salam, el daf3 mo ra4i yemshi', 'salam'],
    ['هايبر الواحة غالي', 'waha'],
    ['الله يحفظ هالديرة', 'kuwait-city'],
    ['cosmic rays tonight', 'rai'],
    ['لازم ينشرون بيان الأسباب', 'bayan'],
  ])('is not an ordinary word or a person: "%s"', (text, area) => {
    expect(placesOf(text)).not.toContain(`area ${area} incident`)
  })

  it('is implied by a landmark that stands in one area', () => {
    const places = prepare(post('حريق جدام الأفنيوز')).places
    expect(places).toContainEqual(expect.objectContaining({ slot: 'area', value: 'rai', source: 'implied' }))
  })

  it('is read from a pin and from a map link', () => {
    const mansouriya = { lat: 29.35764, lon: 47.99462 }
    const area = areaAt(mansouriya.lat, mansouriya.lon)
    expect(area).toBe('mansouriya')
    expect(prepare(post('حفرة هني', { location: mansouriya })).places).toContainEqual(
      expect.objectContaining({ value: area, source: 'pin' }),
    )
    expect(prepare(post(`حفرة https://maps.google.com/?q=${mansouriya.lat},${mansouriya.lon}`)).places).toContainEqual(
      expect.objectContaining({ value: area, source: 'pin' }),
    )
    expect(areaAt(24.7, 46.7)).toBeNull()
    // Salmiya's border is not known: its middle stands for it.
    expect(areaAt(29.335, 48.076)).toBe('salmiya')
    expect(areaAt(29.6, 48.4)).toBeNull()
  })

  it('points at the words that name it', () => {
    const text = 'الحفرة بالقصور قطعة ٣'
    const [area, block] = prepare(post(text)).places
    expect(text.slice(area!.start, area!.end)).toBe('بالقصور')
    expect(text.slice(block!.start, block!.end)).toBe('قطعة ٣')
  })
})
