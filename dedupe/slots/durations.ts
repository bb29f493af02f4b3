// How long it has lasted: a number, a unit of time and a word for "since" or "ago" around them, in any of the languages.
import { concepts } from '../profiles/kuwait/index.ts'
import { foldWord } from '../text/fold.ts'
import type { Reading } from '../text/read.ts'
import { foldedSet } from './words.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const lengths: Readonly<Record<string, number>> = {
  PT1M: HOUR / 60,
  PT1H: HOUR,
  P1D: DAY,
  P1W: 7 * DAY,
  P1M: 30 * DAY,
  P1Y: 365 * DAY,
}

/** A word of time and how many of its unit the word itself says: يومين is two days. */
type Unit = { readonly ms: number; readonly count: number | null }
const units = new Map<string, Unit>()
const add = (ms: number, count: number | null, words: string) => {
  for (const word of foldedSet(words)) units.set(word, { ms, count })
}
for (const { unit, forms } of concepts) {
  const ms = lengths[unit ?? '']
  if (ms === undefined) continue
  add(
    ms,
    null,
    Object.values(forms)
      .flat()
      .map((form) => form.replace(/^~/, ''))
      .join(' '),
  )
}
add(HOUR / 60, null, 'دقيقة دقائق dagayeg dagayig')
add(HOUR, null, 'ساعه ساعات sa3a sa3at ghante ghanta ghanton oras ঘন্টা മണിക്കൂറായി گھنٹوں')
add(DAY, null, 'يوم يوما ايام yoom youm yom ayyam ayam araw din দিন দিনের ദിവസമായി دن')
add(7 * DAY, null, 'isbou3 esbou3 ആഴ്ചയായി ہفتوں سپتاہ')
add(30 * DAY, null, 'shhoor shohoor shuhur shahar sh7oor maheene mahine maheenon മാസമായി মাস ماہ مہینوں buwan')
add(365 * DAY, null, 'sinin snin saalon വർഷമായി')
add(HOUR / 60, 2, 'دقيقتين')
add(HOUR, 2, 'ساعتين ساعتان sa3tain sa3teen sa3ten')
add(DAY, 2, 'يومين يومان yomain yomeen yoomain')
add(7 * DAY, 2, 'اسبوعين اسبوعان esboo3ain isboo3en esboo3een')
add(30 * DAY, 2, 'شهرين شهران shahrain shahreen shaharain')
add(365 * DAY, 2, 'سنتين سنتان عامين sentain santain')
const numbers = new Map<string, number>()
for (const { number, forms } of concepts)
  if (number !== undefined && number > 0 && number <= 100)
    for (const form of Object.values(forms).flat()) {
      for (const word of foldedSet(form.replace(/^~/, '').replaceAll(' ', '_')))
        if (!/_|^\d|^ال/.test(word) && !numbers.has(word)) numbers.set(word, number)
    }
for (const [word, value] of Object.entries({
  ثلاث: 3,
  ثلث: 3,
  اربع: 4,
  خمس: 5,
  ست: 6,
  سبع: 7,
  ثمان: 8,
  تسع: 9,
  عشر: 10,
}))
  numbers.set(foldWord(word), value)
for (const [word, value] of Object.entries({ نص: 0.5, nos: 0.5, half: 0.5, ek: 1, isang: 1, ایک: 1, एक: 1, এক: 1 }))
  numbers.set(foldWord(word), value)
for (const [word, value] of Object.entries({
  thalath: 3,
  arba3: 4,
  '5ams': 5,
  sitt: 6,
  set: 6,
  saba3: 7,
  thaman: 8,
  '3ashr': 10,
}))
  numbers.set(word, value)

const SINCE = foldedSet(
  'من منذ صار صارله صارلها صارلي صارلنا صارلهم لنا لي له لها لهم مضى كملنا كمل طول على since for past last min mn men 9ar 9arla 9arlha 9arlee 9arlna sar sarla sarlee lna lee la',
  'se say dhore dhori theke mula nang na simula buong ago قبل gabel gabl 8abl pehle now से سے ধরে থেকে হলো മുമ്പ് ആയി ആയിട്ടും മുതൽ हो गए گیا ہوگیا ہوئے hua hue ho gaya straight already running nang',
)
const AGO = foldedSet('ago قبل gabel gabl 8abl pehle पहले پہلے আগে മുമ്പ് nakaraan')
/** "Within a week", "after ten days", "every two days", "in 2 days": not how long it has lasted. */
const OTHERWISE = foldedSet(
  'خلال بعد عقب كل لمدة غضون مهلة in within after every next by kel ba3ad ba3d har loob pagkatapos',
)

export type Lasted = { readonly ms: number; readonly ago: boolean }

const countBefore = ({ words, keys }: Reading, at: number): { count: number; from: number } | null => {
  const before = words[at - 1]
  if (before === undefined || words[at]!.gap !== 'none') return null
  const count = /^\d{1,3}$/.test(before.key)
    ? Number(before.key)
    : (numbers.get(before.key) ?? numbers.get(keys[at - 1]!))
  return count === undefined || count <= 0 || count >= 400 ? null : { count, from: at - 1 }
}

const near = ({ words }: Reading, from: number, to: number, list: ReadonlySet<string>, back: number): boolean => {
  for (let i = from - 1; i >= 0 && i >= from - back; i--) {
    if (words[i + 1]!.gap === 'sentence') break
    if (list.has(words[i]!.key)) return true
  }
  for (let i = to; i < words.length && i < to + 2; i++) {
    if (words[i]!.gap !== 'none') break
    if (list.has(words[i]!.key)) return true
  }
  return false
}

export const lastedIn = (reading: Reading): Lasted[] => {
  const { words, keys } = reading
  const found: Lasted[] = []
  for (let i = 0; i < words.length; i++) {
    const unit = units.get(words[i]!.key) ?? units.get(keys[i]!)
    if (unit === undefined || /^هال/.test(words[i]!.key)) continue
    const told = unit.count === null ? countBefore(reading, i) : { count: unit.count, from: i }
    const from = told?.from ?? i
    if (from > 0 && OTHERWISE.has(words[from - 1]!.key)) continue
    // ساعة is also "o'clock" and يوم "the day of": without a number they need their marker just before them.
    if (!near(reading, from, i + 1, SINCE, told === null ? 1 : 3)) continue
    found.push({ ms: (told?.count ?? 1) * unit.ms, ago: near(reading, from, i + 1, AGO, 1) })
  }
  return found
}
