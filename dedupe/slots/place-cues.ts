// The words around a name that make it a place, and the addresses it stands beside.
import type { Place } from '../profiles/kuwait/index.ts'
import { isArticle } from '../text/lexicon.ts'
import type { Reading } from '../text/read.ts'
import type { Cue } from './spelling.ts'
import { foldedSet } from './words.ts'

export const PREPOSITION = foldedSet(
  'شوارع طرق طرقات بيوت عماير ساحل بر مزارع قسائم قسايم تقاطع في من ب حق ع على عل الى عند عن بين يم صوب ورا جدام قدام مقابل قبال جنب قريب خلف قرب منطقة منطقتنا ضاحية مدينة حي اهل اهالي سكان ساكن ساكنين مناطق داخل وسط شمال جنوب شرق غرب',
  'mn in at of near from around inside area behind opposite residents fi fe b bel bil 3nd 3end 3al yam 9ob 9oub 9oob soub wara man6iqat man6iqa sa mein me main se lo il mula dito میں के में',
)
/** Works of the state named for the area they serve. */
const INSTITUTION = foldedSet(
  'جمعية مستوصف مخفر مركز مستشفى فرع بلدية مطافي محافظة دوار حديقة شاطئ سوق نادي اشارة مدخل شؤون جوازات ممشى حرس',
  'coop clinic police station roundabout beach branch jam3iyat jam3iya mustawsaf mstaw9af mosta84fa mostashfa markaz madkhal mad5al jawazat',
)
const SERVED = foldedSet(
  'coop clinic walkway beach police roundabout medical block blk branch jawazat jam3iya hospital side سوق',
)
/** A preposition written to the name: بالسالمية, لحولي. */
export const attached = ({ words, keys }: Reading, i: number): boolean => {
  const { key, script } = words[i]!
  if (script === 'arabic') return /^(?:و|ف)?(?:بال|لل|عال|ب|ل)/.test(key) && !keys[i]!.startsWith(key.slice(0, 2))
  return /^b(?:el|il|al)/.test(key)
}

/** Where addresses begin and end, by word. */
export type Edges = { readonly begins: ReadonlySet<number>; readonly ends: ReadonlySet<number> }

export const beside = ({ begins, ends }: Edges, from: number, to: number) =>
  ends.has(from) || begins.has(to) || begins.has(to + 1)

export const before = ({ words, keys }: Reading, from: number, set: ReadonlySet<string>): boolean => {
  const word = words[from - 1]
  if (word === undefined || words[from]!.gap !== 'none') return false
  if (isArticle(word.key) && from > 1) return set.has(words[from - 2]!.key)
  return set.has(word.key) || set.has(keys[from - 1]!)
}

const BESIDE = foldedSet(
  'ورا مقابل يم جدام قدام قبال جنب قرب عند خلف السكنية سكنية near behind opposite wara jdam jedam',
)
const AMOUNT = foldedSet(
  'ساعة ساعات دقيقة دقايق دقائق يوم ايام شهر شهور سنة سنين دينار دنانير الف مرات مرة am pm kd hours days min minutes years months',
)

/** A short part of its own between commas, line ends or the ends of the text, or a short number behind it: an address. */
const standsAlone = ({ words }: Reading, from: number, to: number, last = true): boolean => {
  const next = words[to]
  if (next !== undefined && next.gap === 'none' && /^\d{1,2}$/.test(next.key)) {
    const after = words[to + 1]
    if (after === undefined || after.gap !== 'none' || !AMOUNT.has(after.key)) return true
  }
  let closes = to
  while (closes < words.length && closes < to + 3 && words[closes]!.gap === 'none') closes++
  const closed = closes >= words.length || words[closes]!.gap !== 'none'
  const begins = from > 0 && isArticle(words[from - 1]!.key) ? from - 1 : from
  if (words[begins]!.gap !== 'none') return (closed && closes <= to + 2) || BESIDE.has(next?.key ?? '')
  return last && next === undefined && from > 1
}

/** Words that follow a place's name in Hindi, Urdu, Bengali. */
const POSTPOSITION = foldedSet(
  'में से के का की पर mein me main se ke ka ki میں سے کے কে এ তে এর থেকে ব্লক blk block branch wala wale',
)

export const hasCue = (reading: Reading, edges: Edges, from: number, to: number): boolean =>
  beside(edges, from, to) ||
  attached(reading, from) ||
  reading.words[from]!.hashtag ||
  before(reading, from, PREPOSITION) ||
  before(reading, from, INSTITUTION) ||
  SERVED.has(reading.words[to]?.key ?? '') ||
  (reading.language !== 'ar' && reading.language !== 'en' && POSTPOSITION.has(reading.words[to]?.key ?? '')) ||
  standsAlone(reading, from, to)

/** "في الشعب", "منطقة الظهر": what makes a place of a word that is met far more often as a word. */
const IN_PLACE = foldedSet(
  'في فى منطقة ضاحية مدينة اهل اهالي سكان ساكن ساكنين شوارع بيوت داخل عند يم قرب قريب جنب صوب in fi fe area man6iqat',
)
export const placedFirmly = (reading: Reading, edges: Edges, place: Place, from: number, to: number): boolean =>
  to > from + 1 ||
  beside(edges, from, to) ||
  (attached(reading, from) && /^(?:و|ف)?ب/.test(reading.words[from]!.key)) ||
  (place.ambiguous !== 'any' && standsAlone(reading, from, to, false)) ||
  reading.words[from]!.hashtag ||
  before(reading, from, IN_PLACE) ||
  before(reading, from, INSTITUTION) ||
  SERVED.has(reading.words[to]?.key ?? '')

export const cueFor = (reading: Reading, edges: Edges, from: number): Cue => {
  const { words } = reading
  const { begins } = edges
  if (begins.has(from + 1) || begins.has(from + 2) || begins.has(from + 3) || words[from]!.hashtag) return 'strong'
  if (before(reading, from, PREPOSITION) || before(reading, from, INSTITUTION)) return 'strong'
  const next = words[from + 1]
  if (POSTPOSITION.has(next?.key ?? '')) return reading.language === 'en' ? 'weak' : 'strong'
  if (standsAlone(reading, from, from + 1) || standsAlone(reading, from, from + 2)) return 'weak'
  const article = from > 0 && isArticle(words[from - 1]!.key)
  return article && (words[from - 1]!.gap !== 'none' || from === 1) ? 'weak' : 'none'
}
