/** A 32-bit hash of a string (FNV-1a with a final mix): what ids and words are compared by. Never 0, which means "none". */
export const hash32 = (text: string, seed = 0): number => finish(feed(0x811c9dc5 ^ seed, text))

/** The hash of a text in parts: begin with `hashStart`, feed each, finish. */
export const hashStart = 0x811c9dc5
export const feed = (state: number, text: string): number => {
  let h = state
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}
export const finish = (state: number): number => {
  let h = state ^ (state >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  h ^= h >>> 16
  return h === 0 ? 1 : h | 0
}

/** Bits in which two 32-bit words differ. */
export const bitsApart = (a: number, b: number): number => {
  let x = (a ^ b) >>> 0
  x -= (x >>> 1) & 0x55555555
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  x = (x + (x >>> 4)) & 0x0f0f0f0f
  return Math.imul(x, 0x01010101) >>> 24
}
