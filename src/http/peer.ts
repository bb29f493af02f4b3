// Where a request comes from. A forwarded address is believed only when a proxy we trust says it.
import { BlockList, isIP } from 'node:net'
import type { Context } from 'hono'
import { networkOf } from '../network.ts'
import type { Env } from './context.ts'

/** `::ffff:10.0.0.1` is 10.0.0.1, and a scope id or a port is no part of an address. */
export const plainAddress = (text: string): string | null => {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
  const address = isIP(mapped) === 0 ? mapped.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1') : mapped
  return isIP(address) === 0 ? null : address.toLowerCase()
}

const familyOf = (address: string) => (isIP(address) === 4 ? ('ipv4' as const) : ('ipv6' as const))

/**
 * The nearest address that is not one of our proxies: read from the right, where the proxies write. What stands left of it
 * was written by the sender himself.
 */
export const clientAddress = (
  peer: string | null,
  forwarded: string | undefined,
  proxies: BlockList,
): string | null => {
  let address = peer
  for (const hop of (forwarded ?? '').split(',').toReversed()) {
    if (address === null || !proxies.check(address, familyOf(address))) return address
    const next = plainAddress(hop)
    if (next === null) return address
    address = next
  }
  return address
}

export const trustedProxies = (networks: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const text of networks) {
    const network = networkOf(text)
    if (network !== null) list.addSubnet(...network)
  }
  return list
}

/** Half of an IPv6 address is one customer's; of IPv4, the neighbours in a /24 are counted together. */
export const prefixOf = (address: string): string => {
  if (isIP(address) === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter((part) => part !== '')
  const rest = tail === undefined ? [] : tail.split(':').filter((part) => part !== '')
  const whole = [...groups, ...Array(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest]
  return `${whole
    .slice(0, 4)
    .map((part: string) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`
}

/** Null where there is no network between (a request made inside the process). */
export const addressOf = (c: Context<Env>, proxies: BlockList): string | null => {
  const peer = c.env?.incoming?.socket?.remoteAddress
  return clientAddress(peer === undefined ? null : plainAddress(peer), c.req.header('x-forwarded-for'), proxies)
}
