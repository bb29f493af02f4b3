// Names of the gazetteer in a text, and whether the words around a name make it a place.
import type { Place } from '../profiles/kuwait/index.ts'
import { isArticle, type PlaceName, placeTrie } from '../text/lexicon.ts'
import type { Reading } from '../text/read.ts'
import { longestAt } from '../text/trie.ts'
import type { Unit } from './address.ts'
import { crossingAt } from './crossing.ts'
import { type Candidate, partOf, sectorOf } from './parts.ts'
import { attached, before, beside, cueFor, type Edges, hasCue, PREPOSITION, placedFirmly } from './place-cues.ts'
import { misspelled, soundsLike } from './spelling.ts'
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
const NAMED_AFTER = foldedSet(
  'مدرسة ثانوية ابتدائية متوسطة روضة مسجد مسيد جامع شركة مطعم مخبز صالون بقالة محل ديوانية ديوان قاعة هايبر سوبرماركت ماركت صيدلية حلويات مطبعة مغسلة مكتبة تاكسي',
  'school mosque restaurant company salon bakery shop hyper thanawiyat madrasat madraset mat3am ma7al',
)
/** Words that stand before a street's name; English puts them behind it, so what follows them there is another name. */
const STREETS = foldedSet('شارع طريق خط درب share3 6areeg tareeg')
const BUILDING = foldedSet('مبنى بمبنى جدام مقابل يم ورا قبال قرب خلف near behind opposite building')
const NOT_A_NAME = foldedSet('grocery restaurant salon bakery school trading company')

/** "السلام عليكم", "من الظهر": an ordinary word inside a longer phrase of the lexicon. */
const insidePhrase = ({ phraseAt }: Reading, { place, from, to }: Candidate): boolean =>
  (place.ambiguous === 'word' || place.ambiguous === 'common' || place.ambiguous === 'any') &&
  phraseAt[from]! > to - from

const isPerson = ({ words, keys }: Reading, from: number, to: number): boolean => {
  const before = words[from - 1]
  if (before !== undefined && words[from]!.gap === 'none' && PERSON.has(before.key)) return true
  return keys[to] === 'صباح' && words[to]!.gap === 'none'
}

/** "السلام" is a place more readily than "سلام": a word that lost the article of its name needs an address beside it. */
const lostArticle = ({ words, language }: Reading, place: Place, from: number, to: number): boolean =>
  to === from + 1 &&
  language !== 'ur' &&
  words[from]!.script === 'arabic' &&
  place.ar.startsWith('ال') &&
  !/^(?:و|ف)?(?:ب|ل|ع|ه)?ا?ل/.test(words[from]!.key)

/** "هالديرة" is this town, whichever it is. */
const pointedAt = ({ words }: Reading, from: number): boolean => /^(?:ع|ب|ل|و)?هال/.test(words[from]!.key)

/** "Rai", "doha": so few Latin letters are a word in one language or another. */
const tooShort = ({ words }: Reading, from: number, to: number): boolean =>
  to === from + 1 && /^[a-z]{1,4}$/.test(words[from]!.key)

const ALONG = foldedSet('على ع فوق تحت بعد عقب 3ala 3al foug ta7t on')
const HEADING = foldedSet('اتجاه باتجاه طالع رايح towards betijah')
/** "على الخامس", "السابع باتجاه المطار": an ordinal that is driven on. */
const onRoad = (reading: Reading, from: number, to: number): boolean =>
  before(reading, from, ALONG) || HEADING.has(reading.words[to]?.key ?? '')

const isSure = (
  reading: Reading,
  edges: Edges,
  found: { place: Place; weak: boolean; from: number; to: number },
): boolean => {
  const { place, weak, from, to } = found
  if (place.slot === 'area' && before(reading, from, STREETS) && !attached(reading, from)) return false
  if (NOT_A_NAME.has(reading.words[to]?.key ?? '') && place.slot === 'area') return false
  const foreign = reading.words[from]!.script !== 'arabic' || reading.language === 'ur'
  // "مدرسة بالروضة" stands in Rawda, "مدرسة الروضة" may be called so.
  const namesake = before(reading, from, NAMED_AFTER) && !attached(reading, from)
  const person = place.ambiguous === 'person' && (to === from + 1 || namesake)
  const common = place.ambiguous === 'any' || (place.ambiguous === 'common' && !foreign)
  const doubtful = weak || person || common || (place.ambiguous === 'word' && !foreign)
  const plain =
    !lostArticle(reading, place, from, to) &&
    (reading.keys[from]!.length > 2 || to > from + 1) &&
    !tooShort(reading, from, to)
  if ((place.ambiguous === 'rare' || place.slot === 'landmark') && namesake)
    return beside(edges, from, to) || /^\d/.test(reading.words[to]?.key ?? '')
  if (!doubtful) return plain || hasCue(reading, edges, from, to)
  if (namesake) return beside(edges, from, to) || /^\d/.test(reading.words[to]?.key ?? '')
  if (lostArticle(reading, place, from, to)) return beside(edges, from, to)
  if (pointedAt(reading, from)) return false
  if (common) return placedFirmly(reading, edges, place, from, to)
  if (place.type === 'government') return before(reading, from, BUILDING)
  if (weak && place.slot === 'road')
    if (before(reading, from, STREETS) || reading.words[from]!.gap !== 'none' || onRoad(reading, from, to)) return true
  if (weak) return before(reading, from, PREPOSITION) || attached(reading, from) || beside(edges, from, to)
  return hasCue(reading, edges, from, to)
}

const RANK = { area: 0, road: 1, landmark: 2 }

const best = (values: readonly PlaceName[]): PlaceName =>
  [...values].sort((a, b) => Number(a.weak) - Number(b.weak) || RANK[a.place.slot] - RANK[b.place.slot])[0]!

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
  const cue = inside === null ? cueFor(reading, edges, from) : 'none'
  const asked = cue === 'strong' || (cue === 'weak' && reading.language === 'ur')
  const place = inside ?? (asked ? misspelled(key) : null)
  return place === null ? null : { place, to: from + 1 }
}

const candidateAt = (reading: Reading, edges: Edges, from: number): Candidate | null => {
  const match = longestAt(
    placeTrie,
    reading.numbers,
    from,
    () => true,
    (at) => isArticle(reading.keys[at]!),
  )
  const added = reading.added.places.get(from)
  const found = added !== undefined && added.to >= (match?.to ?? 0) ? added : match
  const exact = found === null ? null : { ...best(found.values), from, to: found.to }
  const sounded = exact === null || exact.weak ? bySpelling(reading, edges, from) : null
  return sounded !== null && (exact === null || sounded.to >= exact.to) ? { ...sounded, from, weak: false } : exact
}

export const placeNamesIn = (reading: Reading, units: readonly Unit[]): Named[] => {
  const found: Named[] = []
  const edges: Edges = { begins: new Set(units.map((unit) => unit.from)), ends: new Set(units.map((unit) => unit.to)) }
  const addressed = new Set(
    units.flatMap((unit) => Array.from({ length: unit.to - unit.from }, (_, k) => unit.from + k)),
  )
  for (let from = 0; from < reading.keys.length; from++) {
    if (reading.words[from]!.script === 'digit' || addressed.has(from)) continue
    const typed = typedBySound(reading, from) ?? crossingAt(reading, from, found.at(-1))
    if (typed !== null && (found.at(-1)?.to ?? 0) <= typed.from) {
      found.push({ ...typed, sure: true })
      from = typed.to - 1
      continue
    }
    const spoken = candidateAt(reading, edges, from)
    if (spoken === null) continue
    const one = sectorOf(reading, partOf(reading, spoken))
    const whole = one.place.slot === 'area' ? typedByArea(reading, one.place, one.from, one.to) : null
    if (whole !== null) found.push({ ...whole, sure: true })
    else if (!isPerson(reading, from, one.to) && !insidePhrase(reading, one))
      found.push({ place: one.place, from: one.from, to: one.to, sure: isSure(reading, edges, one) })
    from = (whole ?? one).to - 1
  }
  return found
}
