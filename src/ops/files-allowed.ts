// How many files and connections the system lets a process hold at once.
import { readFileSync } from 'node:fs'

/** More than people, platforms and a proxy need together. */
export const wantedConnections = 4_000
/** The store, its threads, media in hand and backups have these to themselves. */
const ownFiles = 256

/** Of `/proc/self/limits`; Node raises itself to the hard one. */
export const allowedIn = (limits: string): number => {
  const hard = /^Max open files\s+\d+\s+(\d+|unlimited)/m.exec(limits)?.[1]
  return hard === undefined || hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard)
}

/** Infinity where the system does not tell. */
export const filesAllowed = (): number => {
  try {
    return allowedIn(readFileSync('/proc/self/limits', 'utf8'))
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

/** Connections must not take the descriptors that the store needs. */
export const mostConnections = (allowed = filesAllowed()): number =>
  Math.max(16, Math.min(wantedConnections, allowed - ownFiles))
