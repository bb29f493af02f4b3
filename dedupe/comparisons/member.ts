// One report against one member of a case: every aspect as a number the model can weigh, in the order of `memberIndex`.
import { bitsApart } from './hash.ts'
import { areaLevel, blockLevel, houseLevel, rungOf, spotLevel, streetLevel } from './place.ts'
import { agreement, shared } from './sets.ts'
import { count, end, field, flag, has, read, type Signature, said, saidBy, says, start } from './signature.ts'
import { coordinateBits, coordinates, list } from './traits.ts'

export const memberIndex = {
  area: 0,
  block: 1,
  street: 2,
  house: 3,
  spot: 4,
  rung: 5,
  problem: 6,
  thing: 7,
  topic: 8,
  name: 9,
  number: 10,
  url: 11,
  words: 12,
  contained: 13,
  skeleton: 14,
  picture: 15,
  copy: 16,
  agency: 17,
  meaning: 18,
  joint: 19,
} as const
export type MemberAspect = keyof typeof memberIndex
export const memberAspects = Object.keys(memberIndex) as readonly MemberAspect[]

const anyProblem = said(list.problem) | said(list.maybeProblem)

/** 1 one problem, 0.5 maybe one, 0 unknown, -0.3 maybe two, -1 surely two. */
export const problemLevel = (a: Signature, b: Signature): number => {
  const sure = agreement(a, b, list.problem)
  if (sure > 0) return 1
  const [inA, inB] = [saidBy(a), saidBy(b)]
  if (((inA | inB) & said(list.maybeProblem)) === 0) return sure
  const maybe =
    shared(a, b, list.problem, list.maybeProblem) +
    shared(a, b, list.maybeProblem, list.problem) +
    shared(a, b, list.maybeProblem)
  if (maybe > 0) return 0.5
  return sure < 0 || (inA & anyProblem) === 0 || (inB & anyProblem) === 0 ? sure : -0.3
}

/** Cosine of the topic probabilities (hash and length-1 coordinate in one number); -1 where a side has none. */
export const topicLevel = (a: Signature, b: Signature): number => {
  if (!says(a, list.topic) || !says(b, list.topic)) return -1
  const endA = end(a, list.topic)
  const endB = end(b, list.topic)
  const startB = start(b, list.topic)
  let dot = 0
  for (let i = start(a, list.topic); i < endA; i++) {
    const x = a.data[i]!
    for (let j = startB; j < endB; j++) {
      const y = b.data[j]!
      if ((x ^ y) >>> coordinateBits === 0) dot += (x & coordinates) * (y & coordinates)
    }
  }
  return dot / (coordinates * coordinates)
}

/** Bits apart of the nearest two pictures; 64 without. */
export const pictureDistance = (a: Signature, b: Signature): number => {
  let best = 64
  if (!says(a, list.phash) || !says(b, list.phash)) return best
  for (let i = start(a, list.phash); i < end(a, list.phash); i += 2)
    for (let j = start(b, list.phash); j < end(b, list.phash); j += 2)
      best = Math.min(best, bitsApart(a.data[i]!, b.data[j]!) + bitsApart(a.data[i + 1]!, b.data[j + 1]!))
  return best
}

/** Cosine of the two meaning vectors; 0 where one is unknown. */
export const meaningLevel = (a: Signature, b: Signature): number => {
  const size = Math.min(count(a, list.meaning), count(b, list.meaning))
  const i = start(a, list.meaning)
  const j = start(b, list.meaning)
  let dot = 0
  for (let k = 0; k < size; k++) {
    const x = a.data[i + k]!
    const y = b.data[j + k]!
    const low = Math.imul((x << 24) >> 24, (y << 24) >> 24) + Math.imul((x << 16) >> 24, (y << 16) >> 24)
    const high = Math.imul((x << 8) >> 24, (y << 8) >> 24) + Math.imul(x >> 24, y >> 24)
    dot = (dot + low + high) | 0
  }
  return dot / (127 * 127)
}

const comparePlaces = (a: Signature, b: Signature, out: Float64Array, row: number): void => {
  const area = areaLevel(a, b)
  const block = blockLevel(a, b, area)
  const street = streetLevel(a, b, area, block)
  const house = houseLevel(a, b, street)
  const spot = spotLevel(a, b)
  out[row + memberIndex.area] = area
  out[row + memberIndex.block] = block
  out[row + memberIndex.street] = street
  out[row + memberIndex.house] = house
  out[row + memberIndex.spot] = spot
  out[row + memberIndex.rung] = rungOf(area, block, street, house, spot)
}

const same = (a: Signature, b: Signature, name: number): number => {
  const x = read(a, name)
  const y = read(b, name)
  return x === 0 || y === 0 ? 0 : x === y ? 1 : -1
}

const compareWords = (a: Signature, b: Signature, out: Float64Array, row: number): void => {
  const na = count(a, list.word)
  const nb = count(b, list.word)
  const both = shared(a, b, list.word)
  const least = Math.min(na, nb)
  out[row + memberIndex.words] = both / Math.max(1, na + nb - both)
  out[row + memberIndex.contained] = least < 2 ? 0 : both / least
  const smaller = Math.min(count(a, list.skeleton), count(b, list.skeleton))
  out[row + memberIndex.skeleton] = shared(a, b, list.skeleton) / Math.max(3, smaller)
  out[row + memberIndex.copy] = least >= 2 && same(a, b, field.copy) > 0 ? 1 : 0
}

const [thing, name, number, url] = [list.thing, list.name, list.number, list.url].map(said) as [
  number,
  number,
  number,
  number,
]

/** Every level, into the row of `out` that starts at `row`. */
export const compareMember = (a: Signature, b: Signature, out: Float64Array, row: number): void => {
  const topic = topicLevel(a, b)
  /** Most lists are silent on one side: one look tells which are not. */
  const both = saidBy(a) & saidBy(b)
  comparePlaces(a, b, out, row)
  out[row + memberIndex.problem] = problemLevel(a, b)
  out[row + memberIndex.meaning] = meaningLevel(a, b)
  out[row + memberIndex.thing] = (both & thing) === 0 ? 0 : shared(a, b, list.thing)
  out[row + memberIndex.topic] = topic
  out[row + memberIndex.name] = (both & name) === 0 ? 0 : agreement(a, b, list.name)
  out[row + memberIndex.number] = (both & number) === 0 ? 0 : shared(a, b, list.number)
  out[row + memberIndex.url] = (both & url) === 0 ? 0 : shared(a, b, list.url)
  out[row + memberIndex.picture] = pictureDistance(a, b)
  out[row + memberIndex.agency] = same(a, b, field.agency)
  compareWords(a, b, out, row)
  out[row + memberIndex.joint] =
    out[row + memberIndex.rung]! +
    out[row + memberIndex.problem]! * 2 +
    Math.max(topic, 0) +
    out[row + memberIndex.words]! * 4 +
    out[row + memberIndex.meaning]! * 2 +
    (has(b, flag.bare) ? -0.5 : 0)
}
