// Whether a named place is where it happened: not where one drives to, lives, or denies.

import type { Reading } from '../text/read.ts'
import type { PlaceMention } from '../types.ts'
import { foldedSet } from './words.ts'

type Role = PlaceMention['role']

const TOWARDS = foldedSet(
  'باتجاه اتجاه تجاه رايح رايحين رايحة متجه متجهة للرايح للمتجه نحو لين لي حدر المتجه الرايح towards toward heading bound betijah b2tijah etijah rayi7 raye7 ray7 rayeh la len papunta',
)
const TOWARDS_AFTER = foldedSet('طرف taraf jane jaane jaate जाने کی किल തിലേക്ക് tak تک')
const FROM_TO = foldedSet('الى إلى لـ to')
const HOME = foldedSet(
  'سكان ساكن ساكنة ساكنين ساكنه اسكن نسكن اقطن بيتي بيتنا بيت سكن سكني رجعت ارجع live lives living reside resident stay staying home saken sakin sakna saknin beiti baiti ghar rehta rehte rehti taga nakatira رہتا گھر घर रहता',
)
const NOT = foldedSet('مو مب مش ليس ليست موب مهو not hindi mo mu mub mish')
/** Hindi and Urdu deny after the name. */
const NOT_AFTER = foldedSet('nahi nahin नहीं نہیں না അല്ല')
const TURN = foldedSet('بس لكن ولكن انما but however bs bas lakin lekin pero magar')
const EXIT = foldedSet('مخرج مدخل لفة تحويلة exit turn ta7weela ma5raj makhraj')

/** How many words back a cue still speaks for the place. */
const REACH = 3

const cueBefore = ({ words, keys }: Reading, from: number, cue: ReadonlySet<string>, reach = REACH): boolean => {
  for (let i = from - 1; i >= 0 && i >= from - reach; i--) {
    if (cue.has(words[i]!.key) || cue.has(keys[i]!)) return true
    if (words[i + 1]!.gap === 'sentence') return false
  }
  return words[from] !== undefined && cue.has(words[from]!.key)
}

const denied = ({ words }: Reading, from: number, to: number): boolean => {
  for (let i = from - 1; i >= from - 2 && i >= 0; i--) {
    if (words[i + 1]!.gap !== 'none') break
    if (NOT.has(words[i]!.key)) return true
  }
  const next = words.slice(to, to + 3)
  return next.some(({ key }, i) => NOT_AFTER.has(key) && next.slice(0, i + 1).every(({ gap }) => gap === 'none'))
}

const iAmFrom = ({ words }: Reading, from: number): boolean => {
  const before = words.slice(Math.max(0, from - 4), from).map((word) => word.key)
  return /(?:انا|احنا|حنا|ana|e7na|i am|i'm|im|we are) (?:من|min|men|from)(?: \S+)?$/.test(before.join(' '))
}

/** `others` tells whether the post names a further place: without one, home is where the matter is. */
export const roleOf = (reading: Reading, from: number, to: number, others: boolean): Role => {
  const { words } = reading
  if (denied(reading, from, to)) return 'negated'
  if (cueBefore(reading, from, TOWARDS, 2) || (cueBefore(reading, from, FROM_TO, 1) && others)) return 'direction'
  const after = words[to]
  if (after !== undefined && TOWARDS_AFTER.has(after.key) && others) return 'direction'
  if (cueBefore(reading, from, EXIT, 1)) return 'other'
  if (others && (iAmFrom(reading, from) || cueBefore(reading, from, HOME))) {
    const turned = words.slice(to).some((word) => TURN.has(word.key))
    return turned || cueBefore(reading, from, HOME) ? 'home' : 'incident'
  }
  return 'incident'
}
