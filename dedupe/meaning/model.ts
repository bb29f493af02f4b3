// The learned encoder as it is kept: one small integer vector per feature, and heads that read their sum.
import { CAPACITY, featuresOf } from './features.ts'

/** Vectors as int8 with one scale a row; everything in base64 inside JSON, so that no disk is read to load it. */
export type StoredTable = { readonly rows: string; readonly scales: string }

export type StoredHead = StoredTable & {
  readonly labels: readonly string[]
  readonly bias: readonly number[]
  /** Fitted apart, so that 0.9 is right nine times of ten. */
  readonly temperature: number
}

export type StoredModel = StoredTable & {
  readonly version: string
  /** A multiple of eight. */
  readonly dims: number
  readonly keys: string
  /** How rare each feature is in running text: eighths of a natural logarithm. */
  readonly rarity: string
  /** What every report's direction has in common; taken off before two are compared. */
  readonly centre: readonly number[]
  readonly heads: Readonly<Record<string, StoredHead>>
}

type Table = { readonly rows: Int8Array; readonly scales: Float32Array }
type Head = {
  readonly labels: readonly string[]
  readonly rows: Float32Array
  readonly bias: Float32Array
  readonly temperature: number
}

export type Model = Table & {
  readonly version: string
  readonly dims: number
  /** Open addressing: two numbers a slot, a feature's key and its row + 1 (0 where empty). */
  readonly slots: Uint32Array
  readonly rarity: Uint8Array
  readonly centre: readonly number[]
  readonly heads: Readonly<Record<string, Head>>
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const sextets = new Uint8Array(128)
for (const [value, char] of [...alphabet].entries()) sextets[char.charCodeAt(0)] = value

const decodeInto = (bytes: Uint8Array, base64: string): void => {
  for (let i = 0, at = 0; i < base64.length; i += 4) {
    const four =
      (sextets[base64.charCodeAt(i)]! << 18) |
      (sextets[base64.charCodeAt(i + 1)]! << 12) |
      (sextets[base64.charCodeAt(i + 2)]! << 6) |
      sextets[base64.charCodeAt(i + 3)]!
    bytes[at++] = four >> 16
    bytes[at++] = four >> 8
    bytes[at++] = four
  }
}

export const bytesOf = (base64: string): Uint8Array => {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0
  const size = Math.floor(((base64.length - padding) * 3) / 4)
  const bytes = new Uint8Array(size + 3)
  decodeInto(bytes, base64)
  return bytes.subarray(0, size)
}

/** A scale is kept as eighths of a power of two: within 4.5 % of the wanted one, which the integers then make up for. */
export const scaleOf = (code: number): number => 2 ** ((code - 240) / 8)

const tableOf = ({ rows, scales }: StoredTable): Table => {
  const bytes = bytesOf(rows)
  return {
    rows: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    scales: Float32Array.from(bytesOf(scales), scaleOf),
  }
}

const slotsOf = (keys: Uint32Array): Uint32Array => {
  const size = 2 ** Math.ceil(Math.log2(keys.length * 1.5 + 1))
  const slots = new Uint32Array(2 * size)
  for (let row = 0; row < keys.length; row++) {
    let slot = keys[row]! & (size - 1)
    while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & (size - 1)
    slots[2 * slot] = keys[row]!
    slots[2 * slot + 1] = row + 1
  }
  return slots
}

const headOf = (head: StoredHead, dims: number): Head => {
  const { rows, scales } = tableOf(head)
  const { labels, bias, temperature } = head
  return {
    labels,
    bias: Float32Array.from(bias),
    temperature,
    rows: Float32Array.from(rows, (value, i) => value * scales[Math.floor(i / dims)]!),
  }
}

export const loadModel = (stored: StoredModel): Model => {
  const bytes = bytesOf(stored.keys)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const keys = Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(i * 4, true))
  const { version, dims, centre } = stored
  const heads = Object.entries(stored.heads).map(([name, head]): [string, Head] => [name, headOf(head, dims)])
  return {
    ...tableOf(stored),
    version,
    dims,
    centre,
    slots: slotsOf(keys),
    rarity: bytesOf(stored.rarity),
    heads: Object.fromEntries(heads),
  }
}

/** Rarity of what one text in two thousand would hold. */
const UNMET = 61

const rowFor = ({ slots }: Model, key: number): number => {
  const mask = (slots.length >> 1) - 1
  for (let slot = key & mask; ; slot = (slot + 1) & mask) {
    const row = slots[2 * slot + 1]! - 1
    if (row < 0 || slots[2 * slot] === key) return row
  }
}

/** How rare a feature is, in natural log; one never met in training is as rare as any. */
export const rarityOf = (model: Model, key: number): number => {
  const row = rowFor(model, key)
  return (row < 0 ? UNMET : model.rarity[row]!) / 8
}

/** What a text says to the heads: the sum of its known features, how many they are, and what was already worked out. */
export type Reading = {
  readonly vector: Float32Array
  readonly known: number
  readonly scores: Map<string, Float32Array>
  readonly posteriors: Map<string, Float32Array>
}

/** Where the rows of the text being read begin, and their scales; overwritten by the next. */
const found = { begins: new Int32Array(CAPACITY), scales: new Float32Array(CAPACITY) }

const findRows = (model: Model, text: string): number => {
  const { hashes, count } = featuresOf(text)
  let known = 0
  for (let i = 0; i < count; i++) {
    const row = rowFor(model, hashes[i]!)
    if (row < 0) continue
    found.begins[known] = row * model.dims
    found.scales[known++] = model.scales[row]!
  }
  return known
}

const { fround } = Math

/** Sums the found rows, eight columns at a time: what is in registers need not be written back at every row. */
const sumRows = ({ dims, rows }: Model, known: number, sum: Float32Array): void => {
  const { begins, scales } = found
  for (let from = 0; from < dims; from += 8) {
    let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0]
    for (let i = 0; i < known; i++) {
      const scale = scales[i]!
      const at = begins[i]! + from
      a = fround(a + scale * rows[at]!)
      b = fround(b + scale * rows[at + 1]!)
      c = fround(c + scale * rows[at + 2]!)
      d = fround(d + scale * rows[at + 3]!)
      e = fround(e + scale * rows[at + 4]!)
      f = fround(f + scale * rows[at + 5]!)
      g = fround(g + scale * rows[at + 6]!)
      h = fround(h + scale * rows[at + 7]!)
    }
    sum.set([a, b, c, d, e, f, g, h], from)
  }
}

export const read = (model: Model, text: string): Reading => {
  const vector = new Float32Array(model.dims)
  const known = findRows(model, text)
  sumRows(model, known, vector)
  const norm = known === 0 ? 0 : 1 / Math.sqrt(known)
  for (let d = 0; d < vector.length; d++) vector[d]! *= norm
  return { vector, known, scores: new Map(), posteriors: new Map() }
}

// A loop of this size stands in a function of its own: the engine makes it fast and never has to give that up.
const addScores = (scores: Float32Array, vector: Float32Array, rows: Float32Array): void => {
  for (let c = 0, at = 0; c < scores.length; c++) {
    let score = 0
    for (let d = 0; d < vector.length; d++) score += vector[d]! * rows[at++]!
    scores[c]! += score
  }
}

const scoresOf = (model: Model, name: string, { vector, scores }: Reading): Float32Array => {
  const known = scores.get(name)
  if (known !== undefined) return known
  const { rows, bias } = model.heads[name]!
  const all = bias.slice()
  addScores(all, vector, rows)
  scores.set(name, all)
  return all
}

const NEGLIGIBLE = -18

/** Probabilities of a head's labels, sharper or flatter than they are. */
export const posteriorAt = (model: Model, name: string, reading: Reading, temperature: number): Float32Array => {
  const p = scoresOf(model, name, reading).slice()
  let top = Number.NEGATIVE_INFINITY
  for (let c = 0; c < p.length; c++) if (p[c]! > top) top = p[c]!
  let sum = 0
  for (let c = 0; c < p.length; c++) {
    const below = (p[c]! - top) / temperature
    // Most of a few hundred labels are as good as impossible.
    p[c] = below < NEGLIGIBLE ? 0 : Math.exp(below)
    sum += p[c]!
  }
  for (let c = 0; c < p.length; c++) p[c]! /= sum
  return p
}

/** How likely each of some of a head's labels is, were it one of them; only these are scored. */
export const chancesAmong = (
  model: Model,
  name: string,
  { vector }: Reading,
  among: readonly number[],
): Float64Array => {
  const { rows, bias, temperature } = model.heads[name]!
  const chances = Float64Array.from(among, (c) => {
    let score = bias[c]!
    for (let d = 0, at = c * vector.length; d < vector.length; d++) score += vector[d]! * rows[at++]!
    return score
  })
  const top = chances.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  let sum = 0
  for (let i = 0; i < chances.length; i++) sum += chances[i] = Math.exp((chances[i]! - top) / temperature)
  for (let i = 0; i < chances.length; i++) chances[i]! /= sum
  return chances
}

/** Probabilities of a head's labels: worked out once a reading, not to be written to. */
export const posterior = (model: Model, name: string, reading: Reading): Float32Array => {
  const known = reading.posteriors.get(name)
  if (known !== undefined) return known
  const p = posteriorAt(model, name, reading, model.heads[name]!.temperature)
  reading.posteriors.set(name, p)
  return p
}
