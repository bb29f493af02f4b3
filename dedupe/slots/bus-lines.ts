// "Route 102", "باص رقم ١٠٢", "99 number bus": a bus goes by the number of its line.
import type { Reading } from '../text/read.ts'
import type { Word } from '../text/tokens.ts'
import type { NameMention, PlaceMention } from '../types.ts'
import { foldedSet } from './words.ts'

const BUS = foldedSet('باص الباص bus route ba9 bas9 बस বাস ബസ്')
/** A bus in Urdu, "only" in Arabic. */
const URDU_BUS = foldedSet('بس')
const NUMBERED = foldedSet('رقم خط no number num nr نمبر नंबर নম্বর নং നമ്പർ ragam line route')
const LINE = /^[1-9]\d{1,2}$/
const COUNTED = foldedSet(
  'دقيقة دقايق دقائق ساعة ساعات يوم ايام راكب طالب طالبة كرسي فلس دينار minutes mins min hours hrs days students seats passengers kids kd fils am pm',
)

/** The word at most one filler away, in one breath. */
const lineNear = ({ words }: Reading, bus: number, step: 1 | -1): number | null => {
  for (let i = bus + step, far = 0; far < 2; i += step, far++) {
    const word = words[i]
    if (word === undefined || words[Math.max(i, i - step)]!.gap !== 'none') return null
    if (LINE.test(word.key)) return COUNTED.has(words[i + 1]?.key ?? '') ? null : i
    if (!NUMBERED.has(word.key)) return null
  }
  return null
}

/** "Route 30" is a road where the gazetteer has one. */
const isRoad = ({ start }: Word, places: readonly PlaceMention[]): boolean =>
  places.some((place) => place.slot === 'road' && place.start <= start && start < place.end)

export const busLinesIn = (reading: Reading, places: readonly PlaceMention[]): NameMention[] => {
  const isBus = (key: string) => BUS.has(key) || (reading.language === 'ur' && URDU_BUS.has(key))
  return reading.words.flatMap(({ key }, i) => {
    const at = isBus(key) ? (lineNear(reading, i, 1) ?? lineNear(reading, i, -1)) : null
    if (at === null || isRoad(reading.words[at]!, places)) return []
    const line = reading.words[at]!
    return [{ kind: 'bus', value: `bus:${line.key}`, start: line.start, end: line.end, sure: true }]
  })
}
