// Names of the gazetteer in a text, and whether the words around a name make it a place.
import type { Place } from '../profiles/kuwait/index.ts'
import { isArticle, type PlaceName, placeTrie } from '../text/lexicon.ts'
import type { Reading } from '../text/read.ts'
import { longestAt } from '../text/trie.ts'
import type { Unit } from './address.ts'
import { foldedSet } from './words.ts'

/** Words [from, to) name a place of the gazetteer. */
export type Named = {
  readonly place: Place
  readonly from: number
  readonly to: number
  readonly sure: boolean
  readonly weak: boolean
}

/** A title or a kinship word makes the next name a person. */
const PERSON = foldedSet(
  'شيخ الشيخ سمو امير الامير دكتور الدكتور استاذ الاستاذ بن ابن بنت ام عائلة عايلة السيد السيدة المرحوم الشهيد النائب الوزير نائب mr mrs dr sheikh shaikh bin ibn um amir prince',
)
const PREPOSITION = foldedSet(
  'في من ب حق ع على الى عند عن بين يم صوب ورا جدام قدام مقابل قبال جنب قريب خلف قرب منطقة ضاحية مدينة حي اهل سكان مناطق داخل وسط شمال جنوب شرق غرب in at of near from around inside area behind opposite residents fi fe b bel bil 3nd yam wara man6iqat man6iqa sa mein me main lo il میں के में',
)
const INSTITUTION = foldedSet(
  'جمعية مستوصف مخفر مركز مستشفى فرع بلدية مطافي محافظة دوار حديقة شاطئ سوق نادي coop clinic police station roundabout beach branch jam3iyat jam3iya mustawsaf',
)
const NAMED_AFTER = foldedSet(
  'مدرسة ثانوية ابتدائية متوسطة روضة مسجد مسيد جامع شركة مطعم مخبز صالون بقالة محل ديوانية ديوان قاعة school mosque restaurant company salon bakery shop',
)
const STREETS = foldedSet('شارع طريق خط جسر نفق street road bridge share3 6areeg tareeg')

const attached = (reading: Reading, i: number): boolean => {
  const { key, script } = reading.words[i]!
  return script === 'arabic'
    ? /^(?:و|ف)?(?:ب|لل|ل|ع(?=ال)|من)/.test(key) && !reading.keys[i]!.startsWith(key.slice(0, 1))
    : /^b(?:el|il|al)/.test(key)
}

const beside = (units: readonly Unit[], from: number, to: number) =>
  units.some((unit) => unit.to === from || unit.from === to || unit.from === to + 1)

const isPerson = ({ words, keys }: Reading, from: number, to: number): boolean => {
  const before = words[from - 1]
  if (before !== undefined && words[from]!.gap === 'none' && PERSON.has(before.key)) return true
  return keys[to] === 'صباح' && words[to]!.gap === 'none'
}

/** Whether an ambiguous name is a place here: a preposition, an address beside it, an institution of the area, a hashtag. */
const hasCue = (reading: Reading, units: readonly Unit[], from: number, to: number): boolean => {
  const { words } = reading
  if (beside(units, from, to) || attached(reading, from) || words[from]!.hashtag) return true
  const before = words[from - 1]
  return (
    before !== undefined &&
    words[from]!.gap === 'none' &&
    (PREPOSITION.has(before.key) || INSTITUTION.has(before.key) || INSTITUTION.has(reading.keys[from - 1]!))
  )
}

const RANK = { area: 0, road: 1, landmark: 2 }

const best = (values: readonly PlaceName[]): PlaceName =>
  [...values].sort((a, b) => Number(a.weak) - Number(b.weak) || RANK[a.place.slot] - RANK[b.place.slot])[0]!

export const placeNamesIn = (reading: Reading, units: readonly Unit[]): Named[] => {
  const { words, keys } = reading
  const found: Named[] = []
  for (let from = 0; from < keys.length; from++) {
    const match = longestAt(placeTrie, keys, from, () => true, isArticle)
    if (match === null) continue
    const { place, weak } = best(match.values)
    const { to } = match
    const before = words[from]!.gap === 'none' ? words[from - 1] : undefined
    if (!isPerson(reading, from, to)) {
      const street = place.slot === 'area' && before !== undefined && STREETS.has(before.key)
      const namedAfter =
        before !== undefined &&
        (NAMED_AFTER.has(before.key) || NAMED_AFTER.has(keys[from - 1]!)) &&
        (place.ambiguous || weak)
      const sure = !street && !namedAfter && ((!place.ambiguous && !weak) || hasCue(reading, units, from, to))
      found.push({ place, from, to, sure, weak })
    }
    from = to - 1
  }
  return found
}
