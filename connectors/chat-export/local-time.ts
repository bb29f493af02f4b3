// Wall clock of a zone to UTC. Offsets are remembered by the hour: an export has a million times in a few thousand hours.

export type Local = { readonly year: number; readonly month: number; readonly day: number }

const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (tz: string): Intl.DateTimeFormat => {
  const known = formats.get(tz)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-u-hc-h23-ca-gregory-nu-latn', {
    timeZone: tz,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(tz, made)
  return made
}

export const isTimeZone = (tz: string): boolean => {
  try {
    formatOf(tz)
    return true
  } catch {
    return false
  }
}

const wallClock = (tz: string, at: number): number => {
  const part = new Map(
    formatOf(tz)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const [year, month, day, hour, minute] = (['year', 'month', 'day', 'hour', 'minute'] as const).map(
    (type) => part.get(type)!,
  )
  return Date.UTC(year!, month! - 1, day, hour, minute, part.get('second'))
}

const hours = new Map<string, number>()

const offsetAt = (tz: string, wall: number): number => {
  const key = `${tz} ${Math.floor(wall / 3_600_000)}`
  const known = hours.get(key)
  if (known !== undefined) return known
  // The second look settles the hours around a clock change.
  const guess = wallClock(tz, wall) - wall
  const offset = wallClock(tz, wall - guess) - (wall - guess)
  if (hours.size > 50_000) hours.clear()
  hours.set(key, offset)
  return offset
}

export type Clock = { readonly hour: number; readonly minute: number; readonly second: number }

export const toUtc = (local: Local, { hour, minute, second }: Clock, tz: string): number => {
  const wall = Date.UTC(local.year, local.month - 1, local.day, hour, minute, second)
  return wall - offsetAt(tz, wall)
}
