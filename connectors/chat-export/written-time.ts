// Local times as people and spreadsheets write them, for files other than chats: the same heads, the same doubts.
import { toUtc } from './local-time.ts'
import { type Order, type OrderFinding, readDate, watchOrder } from './order.ts'
import { readStamp } from './stamp.ts'

const fraction = /(:\d\d)[.,]\d{1,9}$/
const stampOf = (text: string) => {
  const reading = readStamp(text.trim().replace(fraction, '$1'))
  return reading === 'not-a-stamp' || 'strange' in reading ? null : reading
}

export const watchWrittenTimes = (): { see(text: string): void; finding(): OrderFinding } => {
  const order = watchOrder()
  return {
    see: (text) => {
      const stamp = stampOf(text)
      if (stamp !== null) order.see(stamp, text)
    },
    finding: order.finding,
  }
}

/** Milliseconds UTC; null where the text is no date and time in this order. */
export const readWrittenTime = (text: string, order: Order, tz: string): number | null => {
  const stamp = stampOf(text)
  const day = stamp === null ? null : readDate(stamp, order)
  return stamp === null || day === null ? null : toUtc(day, stamp, tz)
}
