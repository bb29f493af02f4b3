// Open cases by area, now and hour by hour. Pure.
import type { MapWire } from '../contract.ts'
import { iso } from './time.ts'

type Row = {
  readonly area: string | null
  readonly kind: string
  readonly posts: number
  readonly opened_at: number
  readonly closed_at: number | null
}

const hour = 3_600_000
const nowhere = ''

export const areasOf = (rows: readonly Row[]): MapWire['areas'] => {
  const found = new Map<string, { open: number; emergencies: number; posts: number }>()
  for (const { area, kind, posts, closed_at } of rows) {
    if (area === null || closed_at !== null) continue
    const at = found.get(area) ?? { open: 0, emergencies: 0, posts: 0 }
    found.set(area, {
      open: at.open + 1,
      emergencies: at.emergencies + Number(kind === 'emergency'),
      posts: at.posts + posts,
    })
  }
  return [...found]
    .map(([id, counts]) => ({ id, ...counts }))
    .sort((a, b) => b.open - a.open || a.id.localeCompare(b.id))
}

/** A case counts in every hour at whose end it was open: one change where it opens, one where it closes. */
export const hoursOf = (rows: readonly Row[], hours: number, now: number): MapWire['hours'] => {
  const last = Math.floor(now / hour)
  const first = last - hours + 1
  const changes = Array.from({ length: hours }, () => new Map<string, number>())
  const note = (slot: number, area: string, by: number) => {
    const at = changes[Math.max(0, slot - first)]
    if (slot <= last) at?.set(area, (at.get(area) ?? 0) + by)
  }
  for (const { area, opened_at, closed_at } of rows) {
    note(Math.floor(opened_at / hour), area ?? nowhere, 1)
    if (closed_at !== null) note(Math.floor(closed_at / hour), area ?? nowhere, -1)
  }
  const open = new Map<string, number>()
  return changes.map((change, index) => {
    for (const [area, by] of change) open.set(area, (open.get(area) ?? 0) + by)
    const seen = [...open].filter(([area, count]) => area !== nowhere && count > 0)
    return { at: iso((first + index) * hour), open: Object.fromEntries(seen) }
  })
}

export const unplacedOf = (rows: readonly Row[]): number =>
  rows.filter(({ area, closed_at }) => area === null && closed_at === null).length
