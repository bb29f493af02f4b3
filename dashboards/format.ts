// Numbers and times as people here read them: the chosen digits, Kuwait's clock.
const timeZone = 'Asia/Kuwait'
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export type Format = {
  readonly number: (value: number) => string
  /** The digits of a text in the chosen kind: a block number as it came from a citizen. */
  readonly digits: (text: string) => string
  /** What is not certain is never written as 0 % or 100 %. */
  readonly percent: (share: number) => string
  readonly decimal: (value: number) => string
  /** A weight with its sign: +2.1, −0.4. */
  readonly signed: (value: number) => string
  readonly time: (iso: string) => string
  readonly dateTime: (iso: string) => string
  readonly day: (iso: string) => string
  /** A tick of a time axis: "Sat 14:00". */
  readonly weekHour: (iso: string) => string
  /** An hour of Kuwait's day: "7:00 AM". */
  readonly clockHour: (hour: number) => string
  /** Time from now to the instant, in its largest fitting unit: "3 min ago", "in 2 h". */
  readonly relative: (iso: string, now: number) => string
  /** A language by its code: "ar", "en_GB". */
  readonly language: (code: string) => string
  /** The length of a recording: "1:05". */
  readonly clock: (millis: number) => string
  /** A span without direction: "2 h 10 min". */
  readonly span: (millis: number) => string
}

export const createFormat = (locale: string): Format => {
  const number = new Intl.NumberFormat(locale)
  const twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 1 })
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' })
  const dateTime = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
  })
  const longAgo = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long', timeStyle: 'short' })
  const isThisYear = (at: Date) => at.getFullYear() === new Date().getFullYear()
  const days = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', day: 'numeric', month: 'long' })
  const weekHours = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short', hour: 'numeric' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' })
  const unit = (value: number, name: string, unitDisplay: 'narrow' | 'long' = 'narrow') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay }).format(value)
  const languages = new Intl.DisplayNames(locale, { type: 'language' })
  const date = (iso: string) => new Date(iso)
  return {
    number: (value) => number.format(value),
    digits: (text) =>
      text.replace(/[0-9٠-٩۰-۹]/g, (digit) => number.format('٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹0123456789'.indexOf(digit) % 10)),
    percent: (share) => percent.format(share <= 0 || share >= 1 ? share : Math.min(0.99, Math.max(0.01, share))),
    decimal: (value) => decimal.format(value),
    signed: (value) => signed.format(value),
    time: (iso) => time.format(date(iso)),
    dateTime: (iso) => (isThisYear(date(iso)) ? dateTime : longAgo).format(date(iso)),
    day: (iso) => days.format(date(iso)),
    weekHour: (iso) => weekHours.format(date(iso)),
    clockHour: (hour) => time.format(Date.UTC(2026, 0, 1, hour - 3)),
    relative: (iso, now) => {
      const away = date(iso).getTime() - now
      const size = Math.abs(away)
      if (size < hour) return relative.format(Math.trunc(away / minute), 'minute')
      if (size < day) return relative.format(Math.trunc(away / hour), 'hour')
      return relative.format(Math.trunc(away / day), 'day')
    },
    language: (code) => {
      try {
        return languages.of(code.replaceAll('_', '-')) ?? code
      } catch {
        return code
      }
    },
    clock: (millis) => {
      const seconds = Math.round(millis / 1000)
      return `${number.format(Math.floor(seconds / 60))}:${twoDigits.format(seconds % 60)}`
    },
    span: (millis) => {
      const minutes = Math.max(0, Math.round(millis / minute))
      if (minutes < 60) return unit(minutes, 'minute')
      if (minutes < 24 * 60) return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`
      return unit(Math.floor(minutes / (24 * 60)), 'day', 'long')
    },
  }
}
