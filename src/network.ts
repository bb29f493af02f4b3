// Networks as operators write them.
import { isIP } from 'node:net'

/** `10.0.0.0/8` or one address; null when it is neither. */
export const networkOf = (text: string): readonly [address: string, bits: number, family: 'ipv4' | 'ipv6'] | null => {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  const most = version === 4 ? 32 : 128
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
  if (version === 0 || more.length > 0 || length < 0 || length > most) return null
  return [address, length, version === 4 ? 'ipv4' : 'ipv6']
}

export const isNetwork = (text: string): boolean => networkOf(text) !== null
