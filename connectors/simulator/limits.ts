// Allowances as the platforms count them, with the codes they answer when one is used up.
// X: https://docs.x.com/x-api/fundamentals/rate-limits · WhatsApp pair and throughput limits:
// https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput and …/support/error-codes ·
// Instagram: https://developers.facebook.com/docs/graph-api/overview/rate-limiting
import type { Context } from 'hono'
import type { World } from './world.ts'

const quarter = 15 * 60_000

/** Calls a window, by what is asked of X. */
const windows: Readonly<Record<string, number>> = {
  mentions: 450,
  search: 450,
  lookup: 450,
  users: 300,
  rules: 450,
  stream: 50,
  create: 100,
  dm: 15,
}
export type XDoor = 'mentions' | 'search' | 'lookup' | 'users' | 'rules' | 'stream' | 'create' | 'dm'

type Window = { from: number; used: number }
type Bucket = { level: number; at: number }

export type Limits = {
  /** Tells the headers; an answer when the window is used up. */
  x(c: Context, door: XDoor): Response | null
  /** 131056 for one citizen, 130429 for the number; null = it may be sent. */
  whatsapp(to: string): 131_056 | 130_429 | null
  /** How much of the hour's calls is used, in hundredths; true = no more. */
  graph(c: Context): boolean
  /** Others use the allowance too: it is as good as gone until then. */
  exhaust(what: XDoor | 'graph'): void
}

/** A burst is let through, then one at a time as the bucket fills again. */
const poured = (bucket: Bucket, now: number, most: number, everyMs: number): boolean => {
  bucket.level = Math.min(most, bucket.level + (now - bucket.at) / everyMs)
  bucket.at = now
  if (bucket.level < 1) return false
  bucket.level -= 1
  return true
}

const tooMany = { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 }
/** Calls an hour that this account is worth. */
const graphCalls = 4_800

export const unlimited: Limits = { x: () => null, whatsapp: () => null, graph: () => false, exhaust: () => {} }

export const createLimits = (world: World): Limits => {
  const doors = new Map<string, Window>()
  const pairs = new Map<string, Bucket>()
  const line: Bucket = { level: 80, at: world.now() }
  const hour: Window = { from: world.now(), used: 0 }

  const windowOf = (door: string): Window => {
    const known = doors.get(door)
    const open = known !== undefined && world.now() < known.from + quarter
    const window = open ? known : { from: world.now(), used: 0 }
    doors.set(door, window)
    return window
  }

  return {
    x: (c, door) => {
      const most = windows[door]!
      const window = windowOf(door)
      window.used += 1
      c.header('x-rate-limit-limit', String(most))
      c.header('x-rate-limit-remaining', String(Math.max(0, most - window.used)))
      c.header('x-rate-limit-reset', String(Math.ceil((window.from + quarter) / 1000)))
      return window.used > most ? c.json(tooMany, 429) : null
    },
    whatsapp: (to) => {
      const pair = pairs.get(to) ?? { level: 45, at: world.now() }
      pairs.set(to, pair)
      if (!poured(pair, world.now(), 45, 6_000)) return 131_056
      return poured(line, world.now(), 80, 1000 / 80) ? null : 130_429
    },
    graph: (c) => {
      if (world.now() > hour.from + 3_600_000) Object.assign(hour, { from: world.now(), used: 0 })
      hour.used += 1
      const share = Math.min(100, Math.ceil((hour.used / graphCalls) * 100))
      const wait = share >= 100 ? Math.ceil((hour.from + 3_600_000 - world.now()) / 60_000) : 0
      const use = {
        type: 'instagram',
        call_count: share,
        total_cputime: 1,
        total_time: 1,
        estimated_time_to_regain_access: wait,
      }
      c.header('x-business-use-case-usage', JSON.stringify({ [world.accounts.instagram]: [use] }))
      return share >= 100
    },
    exhaust: (what) => {
      if (what === 'graph') Object.assign(hour, { from: world.now(), used: graphCalls })
      else windowOf(what).used = windows[what]!
    },
  }
}
