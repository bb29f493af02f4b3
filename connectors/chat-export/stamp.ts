// The head of a message: a date and a time as some phone wrote them, in brackets (iOS) or before a dash (Android).
import { isMark, latinDigits, plain } from './characters.ts'

export type Dialect = 'bracket' | 'dash'

export type Stamp = {
  /** The date's numbers in the order they were written; which is the day is decided over the whole file. */
  readonly date: readonly [number, number, number]
  readonly yearFirst: boolean
  /** Written as only day-first countries write it: Arabic script, or dots. */
  readonly dayFirstScript: boolean
  readonly hour: number
  readonly minute: number
  readonly second: number
}

export type Head = { readonly dialect: Dialect; readonly stamp: Stamp; readonly rest: string; readonly written: string }

const bracket = /^[^\d[]{0,4}\[([^\]]{8,60})\]\s?([\s\S]*)$/
const dash = /^(.{8,60}?)\s[-–—]\s([\s\S]*)$/s
const dateShape =
  /(?<!\d)(\d{1,4})(?:\s?([./-])\s?|\s?年\s?)(\d{1,2})(?:\s?[./-]\s?|\s?月\s?)(\d{1,4})(?!\d)\s?(?:日|г\.|\.|be\b|ad\b|ap\b)?/i
const timeShape = /(?<!\d)(\d{1,2})[:.٫](\d{2})(?:[:.٫](\d{2}))?(?!\d)/

const before =
  'am|a m|ص|صباحا|ق ظ|قبل الظهر|पूर्वाह्न|পূর্বাহ্ণ|上午|凌晨|早上|清晨|오전|午前|öö|vorm|fm|sa|pg|π μ|de|πμ|tn|dop|дп|r n'
const after =
  'pm|p m|م|مساء|ب ظ|بعد الظهر|अपराह्न|অপরাহ্ণ|下午|晚上|中午|오후|午後|ös|nachm|em|ch|ptg|ptg|μ μ|du|μμ|in|odp|пп|i n'
const halves = new Map<string, 'am' | 'pm'>([
  ...before.split('|').map((word) => [word, 'am'] as const),
  ...after.split('|').map((word) => [word, 'pm'] as const),
])
/** Words some languages put between date and time. */
const joints = new Set(['', 't', 'klo', 'kl', 'um', 'at', 'à', 'às', 'в', 'о', 'alle', 'en', 'la', 'ob', 'u'])

const diacritics = /[\u064b-\u0652\u0640]/g
const words = (text: string): string =>
  text
    .replace(diacritics, '')
    .replace(/[.,،;()\s]+/g, ' ')
    .trim()

type Reading = Stamp | 'not-a-stamp' | { readonly strange: string }

const half = (left: string): 'am' | 'pm' | 'none' | 'strange' => {
  const found = halves.get(left) ?? halves.get(left.replace(/\s/g, ''))
  if (found !== undefined) return found
  if (joints.has(left)) return 'none'
  const [joint = '', ...others] = left.split(' ')
  return joints.has(joint) ? (halves.get(others.join(' ')) ?? 'strange') : 'strange'
}

const hourOf = (hour: number, part: 'am' | 'pm' | 'none'): number =>
  part === 'none' ? hour : part === 'am' ? (hour === 12 ? 0 : hour) : hour < 12 ? hour + 12 : hour

let last: { readonly written: string; readonly reading: Reading } = { written: '', reading: 'not-a-stamp' }

/** Neighbouring messages share their minute: the last answer is kept. */
export const readStamp = (written: string): Reading => {
  if (last.written !== written) last = { written, reading: readFresh(written) }
  return last.reading
}

const readFresh = (written: string): Reading => {
  const text = latinDigits(plain(written)).toLowerCase()
  const date = dateShape.exec(text)
  if (date === null) return 'not-a-stamp'
  const rest = `${text.slice(0, date.index)} ${text.slice(date.index + date[0].length)}`
  const time = timeShape.exec(rest)
  if (time === null) return 'not-a-stamp'
  const part = half(words(`${rest.slice(0, time.index)} ${rest.slice(time.index + time[0].length)}`))
  if (part === 'strange') return { strange: `words around the time are not known` }
  const hour = hourOf(Number(time[1]), part)
  if (hour > 23 || Number(time[2]) > 59) return { strange: `no such time` }
  return {
    date: [Number(date[1]), Number(date[3]), Number(date[4])],
    yearFirst: date[1]!.length >= 3,
    dayFirstScript: date[2] === '.' || /[\u0600-\u06ff]/.test(written),
    hour,
    minute: Number(time[2]),
    second: Number(time[3] ?? 0),
  }
}

/** Most lines of a file are heads or start with a letter: one look at the first character spares the patterns. */
const mayBeHead = (line: string): boolean => {
  let at = 0
  while (at < 4 && isMark(line.charCodeAt(at))) at++
  const code = line.charCodeAt(at)
  return code === 0x5b || (code >= 0x30 && code <= 0x39) || (code >= 0x660 && code <= 0xd6f)
}

export type HeadReading = Head | { readonly strange: string; readonly dialect: Dialect } | null

export const readHead = (line: string): HeadReading => {
  if (!mayBeHead(line)) return null
  const inBrackets = bracket.exec(line)
  const [, written, rest] = inBrackets ?? dash.exec(line) ?? []
  if (written === undefined || rest === undefined) return null
  const dialect = inBrackets === null ? 'dash' : 'bracket'
  const reading = readStamp(written)
  if (reading === 'not-a-stamp') return null
  return 'strange' in reading ? { ...reading, dialect } : { dialect, stamp: reading, rest, written: plain(written) }
}
