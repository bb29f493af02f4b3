// Named things: a shop, school, clinic, company, app. A word for the kind of thing and a name beside it, a brand the lexicon
// knows, an account. One name written in two scripts gets one value: what is compared is how it sounds.
import { arabicBones } from '../text/arabizi.ts'
import { functionWords, isArticle, isOrdinary } from '../text/lexicon.ts'
import type { Reading } from '../text/read.ts'
import { soundOf } from '../text/sound.ts'
import type { NameMention, PlaceMention } from '../types.ts'
import { busLinesIn } from './bus-lines.ts'
import { isBareThing, kindOfThing, namedForArea, nameFirst } from './name-kinds.ts'
import type { Said } from './said.ts'
import { foldedSet } from './words.ts'

type Stretch = { readonly from: number; readonly to: number }

/** Letters and sounds of a name of several words; a short one is compared as it is spelt. */
const comparedAs = ({ words, keys }: Reading, { from, to }: Stretch): string => {
  let bones = ''
  const spelt: string[] = []
  for (let i = from; i < to; i++) {
    const { key, script } = words[i]!
    if (isArticle(key)) continue
    spelt.push(keys[i]!)
    bones += script === 'arabic' ? arabicBones(keys[i]!) : soundOf(key).bones
  }
  return bones.length >= 4 ? bones : spelt.join(' ')
}

const capital = ({ words, source }: Reading, i: number): boolean => /\p{Lu}/u.test(source[words[i]!.start] ?? '')
const QUOTES = /["'«“‘”’»]/
/** The word is inside quotation marks opened just before it or before the word that leads to it. */
const quoted = ({ words, source }: Reading, i: number): boolean => QUOTES.test(source[words[i]!.start - 1] ?? '')
const closed = ({ words, source }: Reading, i: number): boolean => {
  const { start, end } = words[i]!
  return QUOTES.test(source.slice(start, end).trimEnd().at(-1) ?? '') || QUOTES.test(source[end] ?? '')
}

/** What follows a thing and says which, how or where, not what it is called. */
const NOT_NAMES = foldedSet(
  'اللي الي هذا هذي هني عندنا يم جنب قدام جدام ورا مقابل فرع فروع بنتي ولدي عيالنا الكبير الصغير الجديد اليديد القديم كبير صغير كلها كله واحد ثاني يديد جديد قديم حكومي حكومية خاص خاصة حق مال للبنات للبنين بنات بنين بالمنطقة العام العامة الوطنية الكويت كويتية كويتي',
  'the this that my our near new old big small branch which who is was are for and boys girls private public government kuwait',
)

const mayName = (reading: Reading, i: number): boolean => {
  const word = reading.words[i]
  if (word === undefined || word.script === 'digit' || word.key.length < 2) return false
  if (NOT_NAMES.has(word.key) || functionWords.has(word.key) || kindOfThing(reading, i) !== null) return false
  return true
}
/** A word that is no word of the lexicon, or is written as a name. */
const looksNamed = (reading: Reading, i: number): boolean => {
  if (!mayName(reading, i)) return false
  if (quoted(reading, i)) return true
  const { script } = reading.words[i]!
  if (script === 'indic' || reading.language === 'ur') return false
  if (script === 'latin' && reading.language !== 'arabizi') return capital(reading, i)
  return !isOrdinary(reading.keys[i]!) && !isOrdinary(reading.words[i]!.key)
}

const LONGEST = 3

/** Arabic calls "مطعم كذا" by name; "the restaurant" and "our mosque" are followed by what is said of them. */
const construct = ({ words }: Reading, at: number): boolean =>
  !(at > 0 && isArticle(words[at - 1]!.key) && words[at]!.gap === 'none') && isBareThing(words[at]!.key)

const NAMES_ANYHOW = foldedSet('مطعم مطاعم مخبز حلويات صالون كافيه كوفي مقهى اسواق بقالة شاورما مشاوي مطابخ')
/** "مطعم ديرة البحر": two ordinary words, one the other's, that a place to eat or buy is called by. */
const called = ({ words, keys }: Reading, at: number): boolean =>
  NAMES_ANYHOW.has(words[at]!.key) &&
  words[at + 2]?.gap === 'none' &&
  !/^[يتن]/.test(keys[at + 1]!) &&
  /^ال/.test(words[at + 2]!.key)

/** "ليالي سنتس": an ordinary word that a name goes on from. */
const leads = (reading: Reading, i: number): boolean =>
  mayName(reading, i) && reading.words[i + 1]?.gap === 'none' && looksNamed(reading, i + 1)

/** "مطعم ليالي الشام", "madrasat el Manar": the name behind the thing. */
const behind = (reading: Reading, at: number): Stretch | null => {
  const { words } = reading
  if (nameFirst(reading) ? words[at]!.script !== 'latin' : !construct(reading, at)) return null
  let from = at + 1
  while (words[from]?.gap === 'none' && isArticle(words[from]!.key)) from++
  if (words[from]?.gap === 'none' && mayName(reading, from) && called(reading, at) && mayName(reading, from + 1))
    return { from, to: from + 2 }
  if (words[from]?.gap !== 'none' || !(looksNamed(reading, from) || leads(reading, from))) return null
  let to = from + 1
  const inQuotes = quoted(reading, from)
  while (to < from + LONGEST && words[to]?.gap === 'none' && !(inQuotes && closed(reading, to - 1))) {
    const goes = inQuotes ? mayName(reading, to) : isArticle(words[to]!.key) || looksNamed(reading, to)
    if (!goes) break
    to++
  }
  return { from, to }
}

/** "Golden Oven Bakery": the name before the thing, where the language puts it there. */
const before = (reading: Reading, at: number): Stretch | null => {
  const { words } = reading
  let from = at
  while (from > at - LONGEST && from > 0 && (words[from]!.gap === 'none' || words[from]!.gap === 'clause')) {
    if (words[from]!.gap === 'clause' && from < at) break
    if (!looksNamed(reading, from - 1)) break
    from--
  }
  return from === at ? null : { from, to: at }
}

type Taken = { readonly place: PlaceMention; readonly from: number; readonly to: number }

/** "جمعية الرابية", "Salwa clinic": the thing of an area goes by the area's id in every script. */
const ofArea = (reading: Reading, at: number, placed: readonly Taken[]): Taken | null => {
  const { words } = reading
  const near = ({ from, to }: Taken): boolean => {
    if (from > at) {
      for (let i = at + 1; i <= from; i++) if (words[i]!.gap !== 'none') return false
      return from - at <= 2 && (from === at + 1 || isArticle(words[at + 1]!.key))
    }
    return to === at && words[at]!.gap === 'none' && nameFirst(reading)
  }
  return placed.find(near) ?? null
}

const spanOf = ({ words, source }: Reading, { from, to }: Stretch) => {
  const start = words[from]!.start
  return { start, end: start + source.slice(start, words[to - 1]!.end).trimEnd().length }
}

const areasIn = (reading: Reading, places: readonly PlaceMention[]): Taken[] =>
  places.flatMap((place) => {
    if (place.slot !== 'area' || place.source !== 'text') return []
    const from = reading.words.findIndex((word) => word.start >= place.start && word.start < place.end)
    if (from < 0) return []
    let to = from
    while (to < reading.words.length && reading.words[to]!.start < place.end) to++
    return [{ place, from, to }]
  })

const thingsNamed = (reading: Reading, places: readonly PlaceMention[]): NameMention[] => {
  const found: NameMention[] = []
  let areas: Taken[] | null = null
  for (let i = 0; i < reading.words.length; i++) {
    const kind = kindOfThing(reading, i)
    if (kind === null) continue
    areas ??= areasIn(reading, places)
    const area = namedForArea(kind) ? ofArea(reading, i, areas) : null
    if (area !== null) {
      const whole = { from: Math.min(i, area.from), to: Math.max(i + 1, area.to) }
      found.push({ kind, value: `${kind}:${area.place.value}`, ...spanOf(reading, whole), sure: true })
      continue
    }
    const name = behind(reading, i) ?? (nameFirst(reading) ? before(reading, i) : null)
    if (name === null) continue
    const whole = { from: Math.min(i, name.from), to: Math.max(i + 1, name.to) }
    found.push({ kind, value: comparedAs(reading, name), ...spanOf(reading, whole), sure: true })
    i = Math.max(i, name.to - 1)
  }
  return found
}

const CAMEL = /^[A-Z][a-z]+[A-Z][a-z]+/
const SHOUTED = /^\P{Ll}+$/u
const WITH_CAPITALS = new Set(['en', 'tl', 'roman-ur', 'roman-ml'])

/** "Noor Gadgets", "ZoomBite": words written as a name amid others that are not, and no place. */
const capitalised = (
  reading: Reading,
  places: readonly PlaceMention[],
  known: readonly NameMention[],
): NameMention[] => {
  if (!WITH_CAPITALS.has(reading.language)) return []
  const { words, source } = reading
  const placed = [...places, ...known]
  const named = (i: number): boolean => {
    const word = words[i]
    if (word === undefined || word.script !== 'latin' || !capital(reading, i) || !mayName(reading, i)) return false
    return (
      !SHOUTED.test(source.slice(word.start, word.end).trim()) &&
      !placed.some(({ start, end }) => word.start < end && start < word.end)
    )
  }
  const found: NameMention[] = []
  for (let from = 0; from < words.length; from++) {
    if (!named(from)) continue
    let to = from + 1
    while (to < from + LONGEST && words[to]?.gap === 'none' && named(to)) to++
    const whole = { from, to }
    const own = words.slice(from, to).some(({ key }, k) => !isOrdinary(key) && !isOrdinary(reading.keys[from + k]!))
    const camel = CAMEL.test(source.slice(words[from]!.start, words[from]!.end))
    if (own && (to - from > 1 || camel))
      found.push({ kind: 'thing', value: comparedAs(reading, whole), ...spanOf(reading, whole), sure: true })
    from = to - 1
  }
  return found
}

/** Apps, networks and payment services the lexicon knows by name. */
const BRAND = /^(?:app\.|telecom\.|pay\.knet)/
const brandsSaid = (reading: Reading, said: readonly Said[]): NameMention[] =>
  said
    .filter(({ concept, sure }) => sure && BRAND.test(concept.id) && concept.kind !== 'problem')
    .map((one) => ({ kind: 'app', value: one.concept.id, ...spanOf(reading, one), sure: true }))

/** Accounts of the state are written to, not about. */
const OFFICIAL = /kw|kuwait|gov|^mo[a-z]{1,4}$|mew|mpw|baladi|ministry/
const accountsIn = ({ handles, words, source }: Reading): NameMention[] => {
  const called = handles.map((handle) => handle.toLowerCase().replace(/(?<![._])[._]+$/, ''))
  const written = words.flatMap(({ script, start, end }) => {
    if (script !== 'latin' || (source[end] !== '.' && source[end] !== '_')) return []
    const account = /^[a-z][a-z\d]*(?:[._][a-z][a-z\d]*)+/i.exec(
      source.slice(start, end + 40).split(/\s/)[0] ?? '',
    )?.[0]
    return account === undefined || source[start - 1] === '@' ? [] : [account.toLowerCase()]
  })
  return [...new Set([...called, ...written])]
    .filter((account) => account.length > 3 && !OFFICIAL.test(account))
    .map((account) => ({ kind: 'account', value: account.replace(/[._\d]+/g, ''), start: 0, end: 0, sure: true }))
}

const SPOTS = new Set(['hospital', 'mall', 'school', 'clinic', 'club', 'hotel', 'university', 'college'])
export type PlaceType = (id: string) => string | undefined

export const namesIn = (
  reading: Reading,
  said: readonly Said[],
  places: readonly PlaceMention[],
  typeOf: PlaceType,
): NameMention[] => {
  const spots = places
    .filter(({ slot, value, sure }) => slot === 'landmark' && sure && SPOTS.has(typeOf(value) ?? ''))
    .map(({ value, start, end }) => ({ kind: typeOf(value)!, value, start, end, sure: true }))
  const things = thingsNamed(reading, places)
  const all = [
    ...things,
    ...capitalised(reading, places, things),
    ...spots,
    ...brandsSaid(reading, said),
    ...accountsIn(reading),
    ...busLinesIn(reading, places),
  ]
  return all.filter((one, i) => all.findIndex(({ value }) => value === one.value) === i)
}
