// What a picture looks like in two times 64 bits: where it grows brighter from left to right (dHash), and its coarsest waves
// (pHash). One finds what may be the same picture, the other must agree.

export type Grey = {
  /** 9 × 8 and 32 × 32 levels of grey, row by row. */
  readonly small: Uint8Array
  readonly large: Uint8Array
}

const hex = (bits: readonly boolean[]): string => {
  let value = 0n
  for (const bit of bits) value = (value << 1n) | (bit ? 1n : 0n)
  return value.toString(16).padStart(16, '0')
}

const steps = ({ small }: Grey): number[] => {
  const found: number[] = []
  for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) found.push(small[y * 9 + x + 1]! - small[y * 9 + x]!)
  return found
}

const cosines = Array.from({ length: 9 }, (_, u) =>
  Array.from({ length: 32 }, (_, x) => Math.cos(((2 * x + 1) * u * Math.PI) / 64)),
)

/** The 64 lowest waves but the level itself. */
const waves = ({ large }: Grey): number[] => {
  const rows = Array.from({ length: 32 }, (_, y) =>
    cosines.map((cosine) => cosine.reduce((sum, c, x) => sum + c * large[y * 32 + x]!, 0)),
  )
  const found: number[] = []
  for (let v = 0; v < 8; v++)
    for (let u = 1; u <= 8; u++) found.push(cosines[v]!.reduce((sum, c, y) => sum + c * rows[y]![u]!, 0))
  return found
}

const spread = (values: Uint8Array): number => {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length)
}

/** A wall, a sky, a black screen: every one looks like every other. */
const isPlain = (grey: Grey): boolean =>
  spread(grey.large) < 8 || steps(grey).filter((step) => Math.abs(step) >= 4).length < 16

/** `dHash:pHash`; null for pictures that show too little to tell them apart. */
export const lookOf = (grey: Grey): string | null => {
  if (isPlain(grey)) return null
  const all = waves(grey)
  const median = all.toSorted((a, b) => a - b)[32]!
  return `${hex(steps(grey).map((step) => step > 2))}:${hex(all.map((wave) => wave > median))}`
}

const apart = (a: string, b: string): number => {
  let bits = 0
  for (let left = BigInt(`0x${a}`) ^ BigInt(`0x${b}`); left > 0n; left &= left - 1n) bits++
  return bits
}

export const phashOf = (look: string): string => look.slice(0, 16)

/** `same`: both hashes say so. `alike`: the first would say so and the second does not agree. */
export const resemblance = (a: string, b: string): 'same' | 'alike' | 'other' => {
  const first = apart(phashOf(a), phashOf(b))
  if (first > 12) return 'other'
  return first <= 10 && apart(a.slice(17), b.slice(17)) <= 14 ? 'same' : 'alike'
}

const slicesOf = (name: string, hash: string): readonly string[] => {
  const starts = [0, 4, 8, 12]
  return [
    ...starts.map((start, n) => `${name}r${n}:${hash.slice(start, start + 4)}`),
    ...starts.map((_, n) => `${name}c${n}:${starts.map((start) => hash[start + n]).join('')}`),
  ]
}

/** Slices of both hashes, in a row and across: a few flipped bits leave some slice of one of them whole. */
export const bandsOf = (look: string): readonly string[] => [
  ...slicesOf('d', phashOf(look)),
  ...slicesOf('p', look.slice(17)),
]
