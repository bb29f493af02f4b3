// Names of the gazetteer in a text, and whether the words around a name make it a place.
import { type Place, places } from '../profiles/kuwait/index.ts'
import { isArticle, type PlaceName, placeTrie } from '../text/lexicon.ts'
import type { Reading } from '../text/read.ts'
import { longestAt } from '../text/trie.ts'
import type { Unit } from './address.ts'
import { type Cue, misspelled, soundsLike } from './spelling.ts'
import { typedByArea, typedBySound } from './typed-places.ts'
import { foldedSet } from './words.ts'

/** Words [from, to) name a place of the gazetteer. */
export type Named = {
  readonly place: Place
  readonly from: number
  readonly to: number
  readonly sure: boolean
}

/** A title or a kinship word makes the next name a person. */
const PERSON = foldedSet(
  'شيخ الشيخ سمو امير الامير دكتور الدكتور استاذ الاستاذ بن ابن بنت ام عائلة عايلة السيد السيدة المرحوم الشهيد النائب الوزير نائب',
  'mr mrs dr sheikh shaikh bin ibn um amir prince',
)
const PREPOSITION = foldedSet(
  'في من ب حق ع على عل الى عند عن بين يم صوب ورا جدام قدام مقابل قبال جنب قريب خلف قرب منطقة منطقتنا ضاحية مدينة حي اهل اهالي سكان ساكن ساكنين مناطق داخل وسط شمال جنوب شرق غرب',
  'mn in at of near from around inside area behind opposite residents fi fe b bel bil 3nd 3end 3al yam 9ob wara man6iqat man6iqa sa mein me main se lo il mula dito میں के में',
)
/** Works of the state named for the area they serve. */
const INSTITUTION = foldedSet(
  'جمعية مستوصف مخفر مركز مستشفى فرع بلدية مطافي محافظة دوار حديقة شاطئ سوق نادي اشارة مدخل شؤون جوازات ممشى حرس',
  'coop clinic police station roundabout beach branch jam3iyat jam3iya mustawsaf mstaw9af mosta84fa mostashfa markaz madkhal mad5al jawazat',
)
const SERVED = foldedSet(
  'coop clinic walkway beach police roundabout medical block blk branch jawazat jam3iya hospital side سوق',
)
const NAMED_AFTER = foldedSet(
  'مدرسة ثانوية ابتدائية متوسطة روضة مسجد مسيد جامع شركة مطعم مخبز صالون بقالة محل ديوانية ديوان قاعة',
  'school mosque restaurant company salon bakery shop',
)
const STREETS = foldedSet('شارع طريق خط street road share3 6areeg tareeg')
const BUILDING = foldedSet('مبنى بمبنى جدام مقابل يم ورا قبال قرب خلف near behind opposite building')
const NOT_A_NAME = foldedSet('grocery restaurant salon bakery school trading company')

/** A preposition written to the name: بالسالمية, لحولي. */
const attached = ({ words, keys }: Reading, i: number): boolean => {
  const { key, script } = words[i]!
  if (script === 'arabic') return /^(?:و|ف)?(?:بال|لل|عال|ب|ل)/.test(key) && !keys[i]!.startsWith(key.slice(0, 2))
  return /^b(?:el|il|al)/.test(key)
}

/** Where addresses begin and end, by word. */
type Edges = { readonly begins: ReadonlySet<number>; readonly ends: ReadonlySet<number> }

const beside = ({ begins, ends }: Edges, from: number, to: number) =>
  ends.has(from) || begins.has(to) || begins.has(to + 1)

/** "السلام عليكم", "من الظهر": an ordinary word inside a longer phrase of the lexicon. */
const insidePhrase = ({ phraseAt }: Reading, { place, from, to }: Candidate): boolean =>
  (place.ambiguous === 'word' || place.ambiguous === 'any') && phraseAt[from]! > to - from

const isPerson = ({ words, keys }: Reading, from: number, to: number): boolean => {
  const before = words[from - 1]
  if (before !== undefined && words[from]!.gap === 'none' && PERSON.has(before.key)) return true
  return keys[to] === 'صباح' && words[to]!.gap === 'none'
}

const before = ({ words, keys }: Reading, from: number, set: ReadonlySet<string>): boolean => {
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
const standsAlone = ({ words }: Reading, from: number, to: number): boolean => {
  const next = words[to]
  if (next !== undefined && next.gap === 'none' && /^\d{1,2}$/.test(next.key)) {
    const after = words[to + 1]
    if (after === undefined || after.gap !== 'none' || !AMOUNT.has(after.key)) return true
  }
  let closes = to
  while (closes < words.length && closes < to + 3 && words[closes]!.gap === 'none') closes++
  const closed = closes >= words.length || words[closes]!.gap !== 'none'
  if (words[from]!.gap !== 'none') return (closed && closes <= to + 2) || BESIDE.has(next?.key ?? '')
  return next === undefined && from > 2
}

const hasCue = (reading: Reading, edges: Edges, from: number, to: number): boolean =>
  beside(edges, from, to) ||
  attached(reading, from) ||
  reading.words[from]!.hashtag ||
  before(reading, from, PREPOSITION) ||
  before(reading, from, INSTITUTION) ||
  SERVED.has(reading.words[to]?.key ?? '') ||
  standsAlone(reading, from, to)

/** "السلام" is a place more readily than "سلام": a word that lost the article of its name needs an address beside it. */
const lostArticle = ({ words }: Reading, place: Place, from: number, to: number): boolean =>
  to === from + 1 &&
  words[from]!.script === 'arabic' &&
  place.ar.startsWith('ال') &&
  !/^(?:و|ف)?(?:ب|ل|ع|ه)?ا?ل/.test(words[from]!.key)

const isSure = (
  reading: Reading,
  edges: Edges,
  found: { place: Place; weak: boolean; from: number; to: number },
): boolean => {
  const { place, weak, from, to } = found
  if (place.slot === 'area' && before(reading, from, STREETS)) return false
  if (NOT_A_NAME.has(reading.words[to]?.key ?? '') && place.slot === 'area') return false
  const foreign = reading.words[from]!.script !== 'arabic' || reading.language === 'ur'
  const person = place.ambiguous === 'person' && (to === from + 1 || before(reading, from, NAMED_AFTER))
  const doubtful = weak || person || place.ambiguous === 'any' || (place.ambiguous === 'word' && !foreign)
  const plain = !lostArticle(reading, place, from, to) && (reading.keys[from]!.length > 2 || to > from + 1)
  if (!doubtful) return plain || hasCue(reading, edges, from, to)
  if (before(reading, from, NAMED_AFTER)) return beside(edges, from, to) || /^\d/.test(reading.words[to]?.key ?? '')
  if (lostArticle(reading, place, from, to)) return beside(edges, from, to)
  if (place.type === 'government') return before(reading, from, BUILDING)
  if (weak && place.slot === 'road' && (before(reading, from, STREETS) || reading.words[from]!.gap !== 'none'))
    return true
  if (weak) return before(reading, from, PREPOSITION) || attached(reading, from) || beside(edges, from, to)
  return hasCue(reading, edges, from, to)
}

const RANK = { area: 0, road: 1, landmark: 2 }

const best = (values: readonly PlaceName[]): PlaceName =>
  [...values].sort((a, b) => Number(a.weak) - Number(b.weak) || RANK[a.place.slot] - RANK[b.place.slot])[0]!

/** Words that follow a place's name in Hindi, Urdu, Bengali. */
const POSTPOSITION = foldedSet(
  'में से के का की पर mein me main se ke ka ki میں سے کے কে এ তে এর থেকে ব্লক blk block branch wala wale',
)

const cueFor = (reading: Reading, edges: Edges, from: number): Cue => {
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

/** A spelling that is not in the gazetteer but close to a name of it, where the words around it ask for a place. */
const bySpelling = (reading: Reading, edges: Edges, from: number): { place: Place; to: number } | null => {
  const word = reading.words[from]!
  if (word.key.length < 2) return null
  if (word.script === 'latin' || word.script === 'indic') {
    const found = soundsLike(reading, from, () => cueFor(reading, edges, from))
    return found === null || (word.script === 'latin' && reading.language === 'en' && found.off > 1) ? null : found
  }
  if (word.script !== 'arabic') return null
  const key = reading.keys[from]!
  const inside = /^[بل]/.test(key) && key.length > 6 ? misspelled(key.slice(1).replace(/^ال/, '')) : null
  const place = inside ?? (cueFor(reading, edges, from) === 'strong' ? misspelled(key) : null)
  return place === null ? null : { place, to: from + 1 }
}

type Candidate = { readonly place: Place; readonly from: number; readonly to: number; readonly weak: boolean }

const candidateAt = (reading: Reading, edges: Edges, from: number): Candidate | null => {
  const match = longestAt(
    placeTrie,
    reading.numbers,
    from,
    () => true,
    (at) => isArticle(reading.keys[at]!),
  )
  const exact = match === null ? null : { ...best(match.values), from, to: match.to }
  const sounded = exact === null || exact.weak ? bySpelling(reading, edges, from) : null
  return sounded !== null && (exact === null || sounded.to >= exact.to) ? { ...sounded, from, weak: false } : exact
}

const byId = new Map(places.map((place) => [place.id, place]))

/** "Sabah Al-Ahmad 3": a numbered part of a new city is an area of its own. */
const sectorOf = ({ words }: Reading, one: Candidate): Candidate => {
  const number = words[one.to]
  if (number === undefined || number.gap !== 'none' || !/^\d{1,2}$/.test(number.key)) return one
  const sector = byId.get(`${one.place.id.replace(/-city$/, '')}-${number.key}`)
  return sector === undefined ? one : { ...one, place: sector, to: one.to + 1 }
}

export const placeNamesIn = (reading: Reading, units: readonly Unit[]): Named[] => {
  const found: Named[] = []
  const edges: Edges = { begins: new Set(units.map((unit) => unit.from)), ends: new Set(units.map((unit) => unit.to)) }
  const addressed = new Set(
    units.flatMap((unit) => Array.from({ length: unit.to - unit.from }, (_, k) => unit.from + k)),
  )
  for (let from = 0; from < reading.keys.length; from++) {
    if (reading.words[from]!.script === 'digit' || addressed.has(from)) continue
    const typed = typedBySound(reading, from)
    if (typed !== null && (found.at(-1)?.to ?? 0) <= typed.from) {
      found.push({ ...typed, sure: true })
      from = typed.to - 1
      continue
    }
    const spoken = candidateAt(reading, edges, from)
    if (spoken === null) continue
    const one = sectorOf(reading, spoken)
    const whole = one.place.slot === 'area' ? typedByArea(reading, one.place, one.from, one.to) : null
    if (whole !== null) found.push({ ...whole, sure: true })
    else if (!isPerson(reading, from, one.to) && !insidePhrase(reading, one))
      found.push({ place: one.place, from, to: one.to, sure: isSure(reading, edges, one) })
    from = (whole ?? one).to - 1
  }
  return found
}
