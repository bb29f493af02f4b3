// Whether a named place is where it happened: not where one drives to, lives, or denies.

import type { Reading } from '../text/read.ts'
import type { PlaceMention } from '../types.ts'
import { foldedSet } from './words.ts'

type Role = PlaceMention['role']

const TOWARDS = foldedSet(
  'باتجاه اتجاه تجاه رايح رايحين رايحة متجه متجهة للرايح للمتجه الرايح المتجه نحو لين لحد الطالع طالع للطالع',
  'towards toward heading bound betijah b2tijah etijah rayi7 raye7 ray7 rayeh lain papunta papuntang',
)
/** "Towards" beside another place, "near" without one. */
const SIDE = foldedSet('صوب 9ob')
const COMING = foldedSet('للياي الياي ياي جاي القادم قادم القادمين coming jay yay galing mula')
const TOWARDS_AFTER = foldedSet('طرف taraf tak तक')
const FROM_TO = foldedSet('الى إلى to lel la لي')
const FROM = foldedSet('من min mn men from mula')
const HOME = foldedSet(
  'سكان ساكن ساكنة ساكنين ساكنه اسكن نسكن اقطن بيتي بيتنا سكني عايش نعيش',
  'live lives living reside resident stay staying saken sakin sakna saknin beiti baiti ghar rehta rehte rehti taga nakatira رہتا رہتے رہائش گھر घर रहता रहते कमरा থাকি',
)
const HOME_AFTER = foldedSet('rehta rehte rehti rahta रहता रहते रहती رہتا رہتے থাকি থাকে thamasikkunnu')
const NOT = foldedSet('مو مب مش ليس ليست موب مهو not hindi mo mu mub mish')
const AT = foldedSet('في فى ب من صوب جهة منطقة ال in at the of from area fi fe b bel el al mn')
/** Hindi and Urdu deny after the name. */
const POSTPOSITION = foldedSet('में पर से का की के तरफ mein me par pe se ka ki ke taraf میں پر سے کا کی کے طرف')
const NOT_AFTER = foldedSet('nahi nahin नहीं نہیں না അല്ല')
const EXIT = foldedSet('مخرج لفة تحويلة exit ta7weela ma5raj makhraj')

/** Whether a cue stands at most `reach` words before word `from`, in the same clause, or is written to it. */
const cueBefore = ({ words, keys }: Reading, from: number, cue: ReadonlySet<string>, reach: number): boolean => {
  for (let i = from - 1; i >= 0 && i >= from - reach; i--) {
    if (words[i + 1]!.gap !== 'none') return false
    if (cue.has(words[i]!.key) || (keys[i]!.length > 3 && cue.has(keys[i]!))) return true
  }
  return false
}
const cueAfter = ({ words }: Reading, to: number, cue: ReadonlySet<string>, reach: number): boolean => {
  for (let i = to; i < words.length && i < to + reach; i++) {
    if (words[i]!.gap !== 'none') return false
    if (cue.has(words[i]!.key)) return true
  }
  return false
}

const ONLY = foldedSet('بس فقط وبس only just bas lang sirf hassa')
const BESIDES = foldedSet('غير سوى عدا besides except 8air ghair gheir illa siwa maliban')
/** "Nothing but Salmiya" is Salmiya. */
const NOTHING = foldedSet('ما مافي ماكو محد مافيه ولا nothing none no maku mako mafi')
const OTHER = foldedSet('other another different')
/** "Other than the one in": what stands between the cue and the name. */
const THE_ONE = foldedSet('اللي الي التي الذي هذي هذا مال تبع than the one that elli illi')

const skipped = ({ words }: Reading, i: number, ...sets: readonly ReadonlySet<string>[]): number => {
  while (i >= 0 && words[i + 1]!.gap === 'none' && sets.some((set) => set.has(words[i]!.key))) i--
  return i
}
const standsAt = ({ words }: Reading, i: number, set: ReadonlySet<string>): boolean =>
  i >= 0 && words[i + 1]!.gap === 'none' && set.has(words[i]!.key)

/** "Not only Jabriya, here too": named to be left behind. */
const notOnly = (reading: Reading, from: number): boolean => {
  const only = skipped(reading, from - 1, AT)
  if (!standsAt(reading, only, ONLY)) return false
  return standsAt(reading, skipped(reading, only - 1, AT), NOT)
}

/** "A hole other than the one in block 1": named to tell it apart. */
const toldApart = (reading: Reading, from: number): boolean => {
  const at = skipped(reading, from - 1, AT, THE_ONE)
  const besides = standsAt(reading, at, BESIDES) && !standsAt(reading, at - 1, NOTHING)
  return besides || (standsAt(reading, at, OTHER) && reading.words[at + 1]?.key === 'than')
}

/** "Not Salmiya", "not in block 1"; in "not collected Salmiya" it is the collecting that is denied. */
const denied = ({ words }: Reading, from: number, to: number): boolean => {
  for (let i = from - 1; i >= from - 2 && i >= 0; i--) {
    if (words[i + 1]!.gap !== 'none') break
    if (NOT.has(words[i]!.key)) return true
    if (!AT.has(words[i]!.key)) break
  }
  let after = to
  while (words[after]?.gap === 'none' && POSTPOSITION.has(words[after]!.key)) after++
  return words[after]?.gap === 'none' && NOT_AFTER.has(words[after]!.key)
}

const I_AM =
  /(?:^|\s)(?:انا|احنا|حنا|ana|e7na|ihna|i am|i'm|im|we are) (?:(?:من|min|men|from)|(?:اهل|ahal)|(?:من|min) (?:اهل|سكان|ahal))(?: (?:el|al|is))?$/
const iAmFrom = ({ words }: Reading, from: number): boolean =>
  I_AM.test(
    words
      .slice(Math.max(0, from - 4), from)
      .map((word) => word.key)
      .join(' '),
  )

/** "ياي من السالمية": the coming stands at the name, or a "from" between them. */
const comingFrom = (reading: Reading, from: number): boolean =>
  cueBefore(reading, from, COMING, 1) || (cueBefore(reading, from, COMING, 2) && cueBefore(reading, from, FROM, 1))

/** "مخرج المنقف": the exit that is called so, wherever the road is left. */
export const namesExit = (reading: Reading, from: number): boolean => cueBefore(reading, from, EXIT, 2)

/** `others` tells whether the post names a further place: without one, home is where the matter is. */
export const roleOf = (reading: Reading, from: number, to: number, others: boolean): Role => {
  if (denied(reading, from, to) || toldApart(reading, from)) return 'negated'
  if (notOnly(reading, from)) return 'other'
  if (cueBefore(reading, from, TOWARDS, 2)) return 'direction'
  if (comingFrom(reading, from)) return 'direction'
  if (!others) return 'incident'
  if (cueBefore(reading, from, SIDE, 1)) return 'direction'
  const travels = cueBefore(reading, from, FROM_TO, 2) && !cueBefore(reading, from, FROM, 1)
  if (travels || cueAfter(reading, to, TOWARDS_AFTER, 2)) return 'direction'
  if (namesExit(reading, from)) return 'other'
  if (iAmFrom(reading, from) || cueAfter(reading, to, HOME_AFTER, 3)) return 'home'
  return cueBefore(reading, from, HOME, 3) ? 'home' : 'incident'
}
