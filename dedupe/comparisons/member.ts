// One report against one member of a case: every aspect as a number the model can weigh. Order: `memberAspects`.
import { bitsApart } from './hash.ts'
import { comparePlace } from './place.ts'
import { agreement, shared } from './sets.ts'
import { count, end, has, read, type Signature, start } from './signature.ts'

export const memberAspects = [
  'area',
  'block',
  'street',
  'house',
  'spot',
  'rung',
  'problem',
  'thing',
  'topic',
  'name',
  'number',
  'url',
  'words',
  'contained',
  'skeleton',
  'picture',
  'copy',
  'agency',
  'meaning',
  'joint',
] as const
export type MemberAspect = (typeof memberAspects)[number]
export const memberIndex = Object.fromEntries(memberAspects.map((name, i) => [name, i])) as Record<MemberAspect, number>

export const problemLevel = (a: Signature, b: Signature): number => {
  const sure = agreement(a, b, 'problem')
  if (sure > 0) return 1
  const maybe =
    shared(a, b, 'problem', 'maybeProblem') + shared(a, b, 'maybeProblem', 'problem') + shared(a, b, 'maybeProblem')
  if (maybe > 0) return 0.5
  return sure
}

/** Cosine of the topic probabilities; -1 where a side has none. */
export const topicLevel = (a: Signature, b: Signature): number => {
  if (count(a, 'topic') === 0 || count(b, 'topic') === 0) return -1
  let dot = 0
  let normA = 0
  let normB = 0
  const [startB, endB] = [start(b, 'topic'), end(b, 'topic')]
  for (let j = startB; j < endB; j += 2) normB += b.data[j + 1]! ** 2
  for (let i = start(a, 'topic'); i < end(a, 'topic'); i += 2) {
    normA += a.data[i + 1]! ** 2
    for (let j = startB; j < endB; j += 2) if (a.data[i] === b.data[j]) dot += a.data[i + 1]! * b.data[j + 1]!
  }
  return normA === 0 || normB === 0 ? -1 : dot / Math.sqrt(normA * normB)
}

/** Bits apart of the nearest two pictures; 64 without. */
export const pictureDistance = (a: Signature, b: Signature): number => {
  let best = 64
  for (let i = start(a, 'phash'); i < end(a, 'phash'); i += 2)
    for (let j = start(b, 'phash'); j < end(b, 'phash'); j += 2)
      best = Math.min(best, bitsApart(a.data[i]!, b.data[j]!) + bitsApart(a.data[i + 1]!, b.data[j + 1]!))
  return best
}

/** Cosine of the two meaning vectors; 0 where one is unknown. */
export const meaningLevel = (a: Signature, b: Signature): number => {
  const size = Math.min(count(a, 'meaning'), count(b, 'meaning'))
  const [i, j] = [start(a, 'meaning'), start(b, 'meaning')]
  let dot = 0
  for (let k = 0; k < size; k++) {
    const [x, y] = [a.data[i + k]!, b.data[j + k]!]
    dot +=
      ((x << 24) >> 24) * ((y << 24) >> 24) +
      ((x << 16) >> 24) * ((y << 16) >> 24) +
      ((x << 8) >> 24) * ((y << 8) >> 24) +
      (x >> 24) * (y >> 24)
  }
  return dot / (127 * 127)
}

const same = (a: Signature, b: Signature, name: 'copy' | 'agency'): number => {
  const [x, y] = [read(a, name), read(b, name)]
  return x === 0 || y === 0 ? 0 : x === y ? 1 : -1
}

const compareWords = (a: Signature, b: Signature, out: Float64Array): void => {
  const [na, nb] = [count(a, 'word'), count(b, 'word')]
  const both = shared(a, b, 'word')
  out[memberIndex.words] = both / Math.max(1, na + nb - both)
  out[memberIndex.contained] = Math.min(na, nb) < 2 ? 0 : both / Math.min(na, nb)
  const smaller = Math.min(count(a, 'skeleton'), count(b, 'skeleton'))
  out[memberIndex.skeleton] = shared(a, b, 'skeleton') / Math.max(3, smaller)
  out[memberIndex.copy] = Math.min(na, nb) >= 2 && same(a, b, 'copy') > 0 ? 1 : 0
}

export const compareMember = (a: Signature, b: Signature, out: Float64Array): void => {
  const place = comparePlace(a, b)
  const problem = problemLevel(a, b)
  const topic = topicLevel(a, b)
  out[memberIndex.area] = place.area
  out[memberIndex.block] = place.block
  out[memberIndex.street] = place.street
  out[memberIndex.house] = place.house
  out[memberIndex.spot] = place.spot
  out[memberIndex.rung] = place.rung
  out[memberIndex.problem] = problem
  out[memberIndex.thing] = shared(a, b, 'thing')
  out[memberIndex.topic] = topic
  out[memberIndex.name] = agreement(a, b, 'name')
  out[memberIndex.number] = shared(a, b, 'number')
  out[memberIndex.url] = shared(a, b, 'url')
  out[memberIndex.picture] = pictureDistance(a, b)
  out[memberIndex.agency] = same(a, b, 'agency')
  out[memberIndex.meaning] = meaningLevel(a, b)
  compareWords(a, b, out)
  out[memberIndex.joint] =
    place.rung +
    problem * 2 +
    Math.max(topic, 0) +
    out[memberIndex.words]! * 4 +
    out[memberIndex.meaning]! * 2 +
    (has(b, 'bare') ? -0.5 : 0)
}
