// Block keys: what a report must share with a case to be compared with it. Content keys say what and where, context
// keys say who and in answer to what.
import { feed, finish, hashStart } from '../comparisons/hash.ts'
import { forEach, forLatest } from '../comparisons/once.ts'
import type { BlockKey, PlaceMention, Report } from '../types.ts'
import { type KeyKind, worthOf } from './worth.ts'

const rareWords = 5

/** Takes a key in parts, which a colon divides: a string for those who read it, a fingerprint for the index. */
type Put = (kind: KeyKind, x?: string, y?: string, z?: string) => void

const addOnce = (values: string[], value: string, limit: number): void => {
  if (values.length < limit && !values.includes(value)) values.push(value)
}

const incident = (report: Report, one: PlaceMention['slot'], other: PlaceMention['slot'] = one): string[] => {
  const values: string[] = []
  for (const { slot, role, value } of report.places)
    if ((slot === one || slot === other) && role === 'incident') addOnce(values, value, Number.POSITIVE_INFINITY)
  return values
}

/** Areas named, and those a road or landmark implies: a key is only a hint, so the unsure ones count too. */
const areasOf = (report: Report): string[] => {
  const areas: string[] = []
  for (const { slot, role, value, area } of report.places) {
    const where = slot === 'area' ? value : area
    if (role === 'incident' && where !== null) addOnce(areas, where, 4)
  }
  return areas
}

const contextKeys = (report: Report, put: Put): void => {
  put('thread', report.id)
  if (report.replyTo !== null) put('thread', report.replyTo)
  if (report.author !== null) put('author', report.channel, report.author)
}

/** Four slices of a picture's hash in a row and four across: a few flipped bits leave some slice whole. */
const pictureKeys = (hash: string, put: Put): void => {
  if (!/^[0-9a-f]{16}$/i.test(hash)) return
  const steps = [0, 4, 8, 12]
  steps.forEach((i, n) => {
    put('ph', `${n}`, hash.slice(i, i + 4))
  })
  for (let i = 0; i < 4; i++) put('pa', `${i}`, steps.map((step) => hash[i + step]).join(''))
}

const pairs = (kind: KeyKind, a: readonly string[], b: readonly string[], put: Put): void => {
  for (const x of a) for (const y of b) put(kind, x, y)
}

const placeKeys = (report: Report, areas: readonly string[], problems: readonly string[], put: Put): void => {
  const blocks = incident(report, 'block')
  const streets = incident(report, 'street', 'avenue')
  const spots = incident(report, 'landmark', 'road')
  for (const area of areas) for (const block of blocks) for (const street of streets) put('s', area, block, street)
  pairs('lp', spots, problems, put)
  pairs('ap', areas, problems, put)
  pairs('ab', areas, blocks, put)
  pairs('as', areas, streets, put)
  for (const spot of spots) put('l', spot)
  if (areas.length === 0) pairs('bp', blocks, problems, put)
}

const rarer = (a: string, b: string): boolean => a.length > b.length || (a.length === b.length && a < b)

/** Words likely to be rare: long ones. Frequent words overflow their rings and drop out by themselves. */
const wordsOf = (report: Report): string[] => {
  const rare: string[] = []
  for (const { script, key } of report.tokens) {
    if (script === 'digit' || key.length < 4) continue
    let at = rare.length
    while (at > 0 && rarer(key, rare[at - 1]!)) at--
    if (at === rareWords || (at > 0 && rare[at - 1] === key)) continue
    for (let i = Math.min(rare.length, rareWords - 1); i > at; i--) rare[i] = rare[i - 1]!
    rare[at] = key
  }
  return rare
}

const numbersOf = (report: Report): string[] => {
  const numbers: string[] = []
  for (const { script, key } of report.tokens) if (script === 'digit' && key.length >= 4) addOnce(numbers, key, 2)
  return numbers
}

const concepts = (report: Report, role: 'problem' | 'thing'): string[] => {
  const ids: string[] = []
  for (const c of report.concepts) if (c.role === role) addOnce(ids, c.id, 4)
  return ids
}

const putKeys = (report: Report, put: Put): void => {
  const areas = areasOf(report)
  const problems = concepts(report, 'problem')
  const things = concepts(report, 'thing')
  const names: string[] = []
  for (const name of report.names) addOnce(names, name.value, 3)
  const topics = report.topics.slice(0, 3)
  const words = wordsOf(report)
  contextKeys(report, put)
  if (report.tokens.length >= 3) put('copy', report.copy)
  for (const hash of report.phashes.slice(0, 4)) pictureKeys(hash, put)
  for (const url of report.urls.slice(0, 2)) put('url', url)
  placeKeys(report, areas, problems, put)
  for (const name of names) put('n', name)
  for (const n of numbersOf(report)) put('#', n)
  if (topics[0]) for (const area of areas) put('at', area, topics[0].id)
  for (const problem of problems) put('p', problem)
  for (const area of areas) put('a', area)
  for (const word of words) put('w', word)
  for (const thing of things.slice(0, 2)) put('th', thing)
  for (const topic of topics) put('t', topic.id)
  if (report.agency !== null) put('g', report.agency)
  put('recent')
}

export const keysOf = (report: Report): readonly BlockKey[] => {
  const keys = new Set<BlockKey>()
  putKeys(report, (...parts) => keys.add(parts.join(':')))
  return [...keys]
}

let prints = new Int32Array(256)
let worths = new Float64Array(256)
let count = 0

/** The state after the beginning that the key before had too, as keys of one area have. */
let begunKind = ''
let begunX: string | undefined
let begun = 0
const beginning = (kind: string, x: string | undefined): number => {
  if (kind === begunKind && x === begunX) return begun
  begunKind = kind
  begunX = x
  begun = feed(hashStart, kind)
  if (x !== undefined) begun = feed(feed(begun, ':'), x)
  return begun
}

const enlarge = (): void => {
  const [morePrints, moreWorths] = [new Int32Array(2 * count), new Float64Array(2 * count)]
  morePrints.set(prints)
  moreWorths.set(worths)
  ;[prints, worths] = [morePrints, moreWorths]
}

const gather: Put = (kind, x, y, z) => {
  let state = beginning(kind, x)
  if (y !== undefined) state = feed(feed(state, ':'), y)
  if (z !== undefined) state = feed(feed(state, ':'), z)
  const print = finish(state)
  for (let i = 0; i < count; i++) if (prints[i] === print) return
  if (count === prints.length) enlarge()
  prints[count] = print
  worths[count++] = worthOf[kind]
}

/** What the index holds of keys, and what each says for a case that carries it too. */
export type WeighedKeys = {
  /** `hash32` of each key, without building the keys. */
  readonly prints: Int32Array
  /** Log odds, one a key. */
  readonly worths: Float64Array
}

export const weighedKeysOf = (report: Report): WeighedKeys => {
  count = 0
  putKeys(report, gather)
  return { prints: prints.slice(0, count), worths: worths.slice(0, count) }
}

export const weighedKeysOfLatest = forLatest(weighedKeysOf)
export const weighedKeysOfEach = forEach(weighedKeysOf)
