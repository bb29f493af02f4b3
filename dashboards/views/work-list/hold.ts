// Keeps the list still under the hand: rows change in place, but nothing moves or appears until the reader lets it.
import type { CaseWire } from '../../../src/http/contract.ts'

export type Held = {
  readonly rows: readonly CaseWire[]
  /** Cases that would come in if the list were let go. */
  readonly fresh: number
  /** True when letting go would change what is shown or where. */
  readonly stale: boolean
}

/** The very list that is shown when nothing in it changed, so that a list at rest does not render. */
const sameAs = (shown: readonly CaseWire[], next: readonly CaseWire[]) =>
  shown.length === next.length && shown.every((one, index) => one === next[index]) ? shown : next

/** `shown` are the rows on screen, `found` what the server says now in its order. */
export const hold = (shown: readonly CaseWire[], found: readonly CaseWire[]): Held => {
  const now = new Map(found.map((one) => [one.id, one]))
  const kept = new Set(shown.map((one) => one.id))
  const rows = shown.map((one) => now.get(one.id) ?? one)
  const lastKept = found.findLastIndex((one) => kept.has(one.id))
  // What comes after everything shown is the next page, asked for by scrolling: it moves nothing.
  const tail = lastKept < 0 ? [] : found.slice(lastKept + 1)
  const next = sameAs(shown, [...rows, ...tail])
  const fresh = found.length - tail.length - found.filter((one) => kept.has(one.id)).length
  const stale = next.length !== found.length || next.some((one, index) => one.id !== found[index]?.id)
  return { rows: next, fresh: lastKept < 0 ? found.length : fresh, stale }
}
