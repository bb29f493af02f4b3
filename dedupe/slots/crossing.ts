// "شارع تونس مع بيروت", "إشارة بيروت مع تونس": streets that cross are called by their bare names.
import { type Place, places } from '../profiles/kuwait/index.ts'
import { foldWord } from '../text/fold.ts'
import type { Reading } from '../text/read.ts'
import { before } from './place-cues.ts'
import { foldedSet } from './words.ts'

type Crossing = { readonly place: Place; readonly from: number; readonly to: number }

const CROSSES = foldedSet('مع')
const AT_CROSSING = foldedSet('تقاطع التقاطع اشارة الاشارة سيجنل')
const STREET = /^شارع (?=\S)/

/** A street without its word, where only one is called so. */
const bare = new Map<string, Place | null>()
for (const place of places) {
  if (place.slot !== 'road') continue
  for (const name of place.names.filter((one) => STREET.test(one))) {
    const core = name
      .replace(STREET, '')
      .split(' ')
      .map((word) => foldWord(word))
      .join(' ')
    const known = bare.get(core)
    bare.set(core, known === undefined || known === place ? place : null)
  }
}
const LONGEST = 3

const bareAt = ({ words }: Reading, from: number): Crossing | null => {
  let core = ''
  let found: Crossing | null = null
  for (let to = from; to < Math.min(from + LONGEST, words.length); to++) {
    if (to > from && words[to]!.gap !== 'none') break
    core = core === '' ? words[to]!.key : `${core} ${words[to]!.key}`
    const place = bare.get(core)
    if (place) found = { place, from, to: to + 1 }
  }
  return found
}

const crossesAt = (reading: Reading, i: number): boolean => i < reading.words.length && before(reading, i, CROSSES)

/** `last`: the name read last. */
export const crossingAt = (
  reading: Reading,
  from: number,
  last: { readonly place: Place; readonly to: number } | undefined,
): Crossing | null => {
  if (crossesAt(reading, from))
    return last?.place.slot === 'road' && last.to === from - 1 ? bareAt(reading, from) : null
  if (!before(reading, from, AT_CROSSING)) return null
  const first = bareAt(reading, from)
  return first !== null && crossesAt(reading, first.to + 1) ? first : null
}
