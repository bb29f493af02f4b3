// Words for kinds of things that have names.
import type { Reading } from '../text/read.ts'
import { foldedSet } from './words.ts'

const kinds: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['coop', foldedSet('جمعية جمعيه coop jam3iya jam3eyat jam3iyat jamiyat jam3eya കൂപ് जमैया')],
  [
    'school',
    foldedSet(
      'مدرسة ثانوية ابتدائية متوسطة روضة حضانة معهد rawdat ebtida2iyat ebtedaeyat mutawasi6at mutawasetat school nursery institute academy madrasat madrasa madraset thanawiyat اسکول स्कूल স্কুল സ്കൂൾ',
    ),
  ],
  [
    'clinic',
    foldedSet(
      'مستوصف عيادة عيادات مركز 3iyadat 3eyadat 3iyada clinic polyclinic mustawsaf mstaw9af mosta69af mustaw9af markaz क्लिनिक ক্লিনিক ക്ലിനിക് کلینک',
    ),
  ],
  ['hospital', foldedSet('مستشفى hospital mustashfa mostashfa')],
  ['mosque', foldedSet('مسجد مسيد جامع mosque masjid maszid')],
  ['police', foldedSet('مخفر')],
  [
    'shop',
    foldedSet(
      'محل مطعم مطاعم مطابخ اسواق الكترونيات شاورما مشاوي بيتزا مخبز صالون بقالة كافيه كوفي مقهى معرض سوبرماركت هايبر ماركت مغسلة صيدلية ورشة كراج حلويات مطبخ ملحمة بوتيك مكتبة روائح عطور مول مجمع فندق نادي جيم صيرفية مزرعة ستور',
      'restaurant bakery salon cafe shop store pharmacy supermarket hypermarket grocery mall boutique laundry gym hotel scents bridal electronics perfumes sweets bgalat baqalat bagalat ba8alat 9aloon salon maktabat mat3am ma7al ma7all 9aloon baqala ba8ala दुकान সেলুন দোকান കട ہوٹل دکان',
    ),
  ],
  [
    'company',
    foldedSet(
      'شركة شركه مؤسسة مقاول مقاولات مصنع بنك حملة معرض company contractor sharika sherkat sharikat shrkat cargo travels exchange rentals trading bank कंपनी কোম্পানি എക്സ്ചേഞ്ച് এক্সচেঞ্জ کمپنی',
    ),
  ],
  ['office', foldedSet('مكتب فرع office branch maktab far3')],
  ['app', foldedSet('تطبيق برنامج منصة app application platform tatbeeq ta6bee8 ऐप অ্যাপ ആപ്പ് ایپ')],
]

/** A word's place among the kinds; of several the first. */
const kindAt = new Map<string, string>()
for (const [kind, words] of kinds) for (const word of words) if (!kindAt.has(word)) kindAt.set(word, kind)

export const kindOfThing = ({ words, keys }: Reading, i: number): string | null =>
  words[i] === undefined ? null : (kindAt.get(words[i]!.key) ?? kindAt.get(keys[i]!) ?? null)

/** The thing as such, with at most a particle before it: no article, no possessive. */
export const isBareThing = (key: string): boolean =>
  kindAt.has(key) || (/^[وفبل]/.test(key) && kindAt.has(key.slice(1))) || kindAt.has(key.replace(/^وب/, ''))

/** Every area has one of these, called by the area's name. */
const OF_AREAS = new Set(['coop', 'clinic', 'hospital', 'police', 'school', 'office'])
export const namedForArea = (kind: string): boolean => OF_AREAS.has(kind)

/** Languages that say the name first: "Salwa clinic". */
export const nameFirst = ({ language }: Reading): boolean => language !== 'ar' && language !== 'arabizi'
