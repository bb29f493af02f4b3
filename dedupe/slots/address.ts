// Blocks, streets, avenues, houses: a word of address with a number beside it, in any of the languages.
import { concepts } from '../profiles/kuwait/index.ts'
import { foldWord } from '../text/fold.ts'
import { stem } from '../text/lexicon.ts'
import type { Reading } from '../text/read.ts'
import { foldedSet } from './words.ts'

export type UnitSlot = 'block' | 'street' | 'avenue' | 'house'
/** Words [from, to) name a unit; `strong` where its word means nothing else. */
export type Unit = {
  readonly slot: UnitSlot
  readonly value: string
  readonly from: number
  readonly to: number
  readonly strong: boolean
}

const slots: Readonly<Record<string, UnitSlot>> = {
  block: 'block',
  street: 'street',
  avenue: 'avenue',
  house: 'house',
  plot: 'house',
  building: 'house',
}

type Cue = { readonly slot: UnitSlot; readonly strong: boolean }
const cues = new Map<string, Cue>()
const numbers = new Map<string, string>()
for (const concept of concepts) {
  const slot = slots[concept.notation ?? '']
  if (slot === undefined && concept.number === undefined) continue
  for (const form of Object.values(concept.forms).flat()) {
    const strong = !form.startsWith('~')
    const word = foldWord(strong ? form : form.slice(1))
    if (/\s/.test(word)) continue
    for (const key of [word, stem(word)]) {
      if (slot !== undefined && (strong || !cues.has(key))) cues.set(key, { slot, strong })
      if (concept.number !== undefined && !/^\d/.test(word)) numbers.set(key, String(concept.number))
    }
  }
}
for (const key of ['q', 'g', 'ق', 'बी', 'বি', 'ബി']) cues.set(key, { slot: 'block', strong: false })

const GLUED = /^(b|bl|bk|blk|block|q|st|str|street|sh|s|ave|av|j|h|hs|hse|house|villa)(\d{1,3})[a-z]?$/
const NUMBER = /^0*(\d{1,4}[a-f]?)(?:st|nd|rd|th)?$/
const FILLERS = new Set(
  ['رقم', 'no', 'number', 'num', 'nr', 'نمبر', 'नंबर', 'নম্বর', 'নং', 'നമ്പർ', 'ragam', 'rqm', 'rgm'].map((word) =>
    foldWord(word),
  ),
)

const numberOf = (key: string | undefined, written: string): string | null => {
  const digits = NUMBER.exec(written)
  if (digits !== null) return digits[1]!
  return (key === undefined ? undefined : numbers.get(key)) ?? null
}

/** The number that belongs to the cue at word `i`: after it, past "number"; before it only in languages that say so. */
const numberAt = (
  { words, keys, language }: Reading,
  i: number,
): { value: string; from: number; to: number } | null => {
  let at = i + 1
  if (words[at] !== undefined && FILLERS.has(words[at]!.key)) at++
  const next = words[at]
  if (next !== undefined && next.gap !== 'sentence') {
    const value = numberOf(keys[at], next.key)
    if (value !== null) return { value, from: i, to: at + 1 }
  }
  const before = words[i - 1]
  const ordinal =
    before !== undefined &&
    /^\d{1,2}$/.test(before.key) &&
    words[i]!.gap === 'none' &&
    language !== 'ar' &&
    language !== 'en'
  return ordinal ? { value: before.key, from: i - 1, to: i + 1 } : null
}

/** Further numbers of a list: "قطعة ٣ و ٤", "blocks 3, 4 and 5". */
const listed = ({ words, keys }: Reading, unit: Unit): Unit[] => {
  const more: Unit[] = []
  let at = unit.to
  while (
    words[at] !== undefined &&
    /^(?:و|and|or|او|n|w|aur|at|&)$/.test(words[at]!.key) &&
    /^\d{1,2}$/.test(keys[at + 1] ?? '')
  ) {
    const after = keys[at + 2]
    if (after !== undefined && /^(?:ساعه|ساعات|يوم|ايام|hour|day|am|pm|دينار|kd)$/.test(after)) break
    more.push({ ...unit, value: String(Number(keys[at + 1])), from: at + 1, to: at + 2 })
    at += 2
  }
  return more
}

const SECTOR = foldedSet('قطاع القطاع قطاعات sector')
const LETTERED = /^[a-f]\d{0,2}$/
/** "قطاع D", "قطعة A5": parts of new cities have letters, written large, because "a" is a word too. */
const letteredAt = ({ words, keys, source }: Reading, i: number, cue: Cue | undefined): Unit | null => {
  if (cue?.slot !== 'block' && !SECTOR.has(words[i]!.key) && !SECTOR.has(keys[i]!)) return null
  const name = words[i + 1]
  if (name === undefined || name.gap !== 'none' || !LETTERED.test(name.key)) return null
  if (!/\p{Lu}/u.test(source[name.start]!)) return null
  return { slot: 'block', value: name.key, from: i, to: i + 2, strong: true }
}

const plainNumber = (value: string) => value.replace(/^0+(?=\d)/, '')

const gluedUnit = (key: string, at: number): Unit | null => {
  const glued = GLUED.exec(key)
  if (glued === null) return null
  const cue = cues.get(glued[1]!) ?? {
    slot: glued[1]!.startsWith('b') ? 'block' : glued[1]!.startsWith('h') ? 'house' : 'street',
    strong: true,
  }
  return {
    slot: cue.slot,
    value: String(Number(glued[2])),
    from: at,
    to: at + 1,
    strong: glued[1]!.length > 1 || glued[1] === 'q' || glued[1] === 'b',
  }
}

const endsInDigit = (key: string) => key.length < 10 && /\d[a-z]?$/.test(key)

export const unitsIn = (reading: Reading): Unit[] => {
  const { words, keys } = reading
  const units: Unit[] = []
  for (let i = 0; i < words.length; i++) {
    const glued = words[i]!.script === 'latin' && endsInDigit(words[i]!.key) ? gluedUnit(words[i]!.key, i) : null
    if (glued !== null) {
      units.push(glued)
      continue
    }
    const cue = cues.get(words[i]!.key) ?? cues.get(keys[i]!)
    const lettered = letteredAt(reading, i, cue)
    if (lettered !== null) {
      units.push(lettered)
      i++
      continue
    }
    if (cue === undefined) continue
    const number = numberAt(reading, i)
    if (number === null) continue
    if (cue.slot === 'block' && Number.parseInt(number.value, 10) > 40) continue
    const unit: Unit = {
      slot: cue.slot,
      value: plainNumber(number.value),
      from: number.from,
      to: number.to,
      strong: cue.strong,
    }
    units.push(unit, ...listed(reading, unit))
    i = Math.max(i, number.to - 1)
  }
  const anchored = units.some((unit) => unit.strong || unit.slot === 'block')
  return anchored ? units : units.filter((unit) => unit.strong)
}

const AMOUNT = foldedSet(
  'ساعة ساعات دقيقة دقايق دقائق يوم ايام شهر شهور سنة سنين دينار دنانير الف مرات مرة اشهر',
  'am pm kd hours days min minutes years months times din ghante saal mahine dinar sa3a ayam',
)

/** "جابر العلي ٧": a bare number right behind an area is its block, unless it counts something. */
export const blockBehind = ({ words }: Reading, to: number): Unit | null => {
  const number = words[to]
  if (number === undefined || number.gap !== 'none' || !/^\d{1,2}[a-c]?$/.test(number.key) || number.key === '0')
    return null
  const after = words[to + 1]
  if (after !== undefined && (AMOUNT.has(after.key) || after.script === 'digit')) return null
  return { slot: 'block', value: plainNumber(number.key), from: to, to: to + 1, strong: false }
}
