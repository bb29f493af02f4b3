// "Adan hospital", "jahra road", "share3 tunis": a name and the word for what it is, in any language and order.
import { type Place, places } from '../profiles/kuwait/index.ts'
import type { Reading } from '../text/read.ts'
import { distance, soundOf, soundsOf } from '../text/sound.ts'
import { foldedSet } from './words.ts'

const types: Readonly<Record<string, ReadonlySet<string>>> = {
  hospital: foldedSet(
    'مستشفى hospital mustashfa mostashfa mosta84fa mostashfa mesta84fa ospital ہسپتال अस्पताल हॉस्पिटल হাসপাতাল ഹോസ്പിറ്റൽ ആശുപത്രി',
  ),
  road: foldedSet(
    'طريق خط شارع road rd highway expressway street st share3 shari3 shaare3 6areeg tareeg 5a6 روڈ سڑک سٹریٹ रोड सड़क स्ट्रीट রোড সড়ক স্ট্রিট റോഡ് റോഡിൽ സ്ട്രീറ്റ് sadak kalye',
  ),
  bridge: foldedSet('جسر كوبري bridge jeser jisr پل पुल পুল ব্রিজ പാലം pul tulay'),
  tunnel: foldedSet('نفق tunnel underpass nafag nafaq'),
  roundabout: foldedSet('دوار roundabout dowar duwar dawar چوک चौक'),
  market: foldedSet('سوق market souq souk soug بازار بازارمیں मार्केट মার্কেট'),
  beach: foldedSet('شاطئ beach sha6i2 shatti ساحل'),
  university: foldedSet('جامعة university jam3at jam3a campus'),
}
const CATEGORY: Readonly<Record<string, string>> = {
  hospital: 'hospital',
  street: 'road',
  expressway: 'road',
  ring: 'road',
  bridge: 'bridge',
  tunnel: 'tunnel',
  roundabout: 'roundabout',
  market: 'market',
  beach: 'beach',
  university: 'university',
}

type Typed = { readonly place: Place; readonly plain: string }
/** category + consonants of the name without its type word → places */
const index = new Map<string, Typed[]>()
/** category + area id → the place named for the area */
const forArea = new Map<string, Place>()

const TYPE_WORD =
  /\b(?:hospital|road|street|st|expressway|highway|bridge|causeway|tunnel|roundabout|market|souq|beach|university|al|el|the|intl|international)\b/g

for (const place of places) {
  const category = CATEGORY[place.type] ?? (place.slot === 'road' ? 'road' : undefined)
  if (place.slot === 'area' || category === undefined) continue
  const area = /^(?:(.+)-(?:hospital|road|bridge|tunnel|roundabout|beach|souq|expressway)|(?:fish-market)-(.+))$/.exec(
    place.id,
  )
  if (area !== null) forArea.set(`${category}/${area[1] ?? area[2]}`, place)
  for (const name of place.names) {
    if (!/^[A-Za-z0-9' .-]+$/.test(name)) continue
    const core = name
      .toLowerCase()
      .replace(/[-.]/g, ' ')
      .replace(TYPE_WORD, ' ')
      .split(' ')
      .filter((word) => word !== '')
      .map(soundOf)
    const bones = core.map((sound) => sound.bones).join('')
    if (bones.length < 2) continue
    const key = `${category}/${bones}`
    index.set(key, [...(index.get(key) ?? []), { place, plain: core.map((sound) => sound.plain).join('') }])
  }
}

const categories = new Map(
  Object.entries(types).flatMap(([category, words]) => [...words].map((word) => [word, category] as const)),
)

const categoryOf = ({ words, keys }: Reading, i: number): string | null => {
  const word = words[i]
  return word === undefined ? null : (categories.get(word.key) ?? categories.get(keys[i]!) ?? null)
}

/** The landmark or road that an area's name and a type word beside it mean together. */
export const typedByArea = (
  reading: Reading,
  place: Place,
  from: number,
  to: number,
): { place: Place; from: number; to: number } | null => {
  const first = reading.language === 'ar' || reading.language === 'arabizi'
  const before = first && reading.words[from]!.gap === 'none' ? categoryOf(reading, from - 1) : null
  // Arabic says what a place is before its name, never behind it.
  const behind = reading.language !== 'ar' && reading.words[to]?.gap === 'none'
  const after = behind ? categoryOf(reading, to) : null
  const found = before === null ? undefined : forArea.get(`${before}/${place.id}`)
  if (found !== undefined) return { place: found, from: from - 1, to }
  const next = after === null ? undefined : forArea.get(`${after}/${place.id}`)
  return next === undefined ? null : { place: next, from, to: to + 1 }
}

const articles = /^(?:al|el|il|ال)$/

/** A name by its sound, where a type word stands beside it: "mostashfa mbarak", "तूनिस स्ट्रीट". */
export const typedBySound = (reading: Reading, at: number): { place: Place; from: number; to: number } | null => {
  const category = categoryOf(reading, at)
  if (category === null || reading.language === 'ar') return null
  const { words } = reading
  const named = (from: number, to: number) => {
    const core = words.slice(from, to).filter((word) => !articles.test(word.key))
    if (core.length === 0 || core.some((word) => word.script !== 'latin' && word.script !== 'indic')) return null
    const spellings = core.map((word) => soundsOf(word.key)[0]!)
    const plain = spellings.map((sound) => sound.plain).join('')
    const rows = index.get(`${category}/${spellings.map((sound) => sound.bones).join('')}`) ?? []
    return rows.find((row) => distance(row.plain, plain, 3) <= Math.max(1, Math.floor(plain.length / 3)))?.place ?? null
  }
  for (const span of [3, 2, 1]) {
    const after = at + 1 + span <= words.length && words[at + 1]!.gap === 'none' ? named(at + 1, at + 1 + span) : null
    if (after !== null) return { place: after, from: at, to: at + 1 + span }
    const before = at - span >= 0 && words[at]!.gap === 'none' ? named(at - span, at) : null
    if (before !== null) return { place: before, from: at - span, to: at + 1 }
  }
  return null
}
