// What those who have not said who they are may ask, by where they ask from. Platforms prove themselves by a signature and are
// not counted here; guesses are counted apart, in the store.
import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { Config } from '../config.ts'
import type { Env } from './context.ts'
import { addressOf, prefixOf, trustedProxies } from './peer.ts'
import { ProblemError } from './problems.ts'

export type Pace = { readonly atOnce: number; readonly perSecond: number }

/** A mobile network shows thousands of people as one address, and a known issue's page is opened by all of them. */
export const anonymousPace: Pace = { atOnce: 600, perSecond: 60 }
/** Addresses remembered; the memory of a flood from everywhere stays small. */
const mostAddresses = 20_000

/** Milliseconds to wait; 0 = go on, and it is counted. */
export const createPaces = ({ atOnce, perSecond }: Pace, now = () => performance.now()) => {
  const each = 1000 / perSecond
  /** The moment at which all of an address's requests would have been due, one after the other. */
  const due = new Map<string, number>()
  /** Half of them at once, so that a flood does not pay for it with each request. */
  const forget = (at: number) => {
    for (const [address, until] of due) if (until <= at) due.delete(address)
    for (const address of [...due.keys()].slice(0, Math.max(0, due.size - mostAddresses / 2))) due.delete(address)
  }
  return {
    take: (address: string): number => {
      const at = now()
      const until = Math.max(at, due.get(address) ?? 0)
      const wait = until - at - (atOnce - 1) * each
      if (wait > 0) return wait
      if (due.size >= mostAddresses) forget(at)
      due.set(address, until + each)
      return 0
    },
    size: () => due.size,
  }
}

/** One customer's: half of an IPv6 address, all of an IPv4 one. */
const ofOne = (address: string) => (isIP(address) === 6 ? prefixOf(address) : address)

export const anonymousLimit = (config: Config) => {
  const paces = createPaces(anonymousPace)
  const proxies = trustedProxies(config.trustedProxies)
  return (c: Context<Env>): void => {
    const address = addressOf(c, proxies)
    const wait = address === null ? 0 : paces.take(ofOne(address))
    if (wait > 0) throw new ProblemError('too-many', { retryAfterSeconds: Math.ceil(wait / 1000) })
  }
}
