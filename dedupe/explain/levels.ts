// The rung of each aspect's ladder that a comparison stands on, as a stable key that screens can translate.
import { featureNames } from '../comparisons/case.ts'
import type { Term } from '../types.ts'

type Aspect = Term['aspect']

const ofPrefix: readonly (readonly [RegExp, Aspect])[] = [
  [/^(area|block|street|house|spot|rung|has-area|has-block|case-has-area|case-has-block)/, 'place'],
  [/^(problem|thing|has-problem|has-maybe-problem|case-has-problem)/, 'problem'],
  [/^(topic|agency)/, 'topic'],
  [/^(name|number|url|case-has-name)/, 'names'],
  [/^(words|contained|skeleton|copy|bare|forwarded|same-language)/, 'words'],
  [/^(picture|has-picture)/, 'media'],
  [/^(hours|happened|said|recurring|size|passing)/, 'time'],
  [/^(author|own-|and$|official)/, 'author'],
  [/^(reply|replied|thread|same-surface)/, 'thread'],
  [/^(state|case-solved|closed)/, 'state'],
  [/^(kind|same-kind|reports|case-reports|founder-reports)/, 'kind'],
  [/^(meaning|joint)/, 'meaning'],
]

export const aspectOf = (feature: string): Aspect => {
  const found = ofPrefix.find(([pattern]) => pattern.test(feature))
  if (!found) throw new Error(`comparison feature ${feature} belongs to no aspect`)
  return found[1]
}

const at = new Map(featureNames.map((name, i) => [name, i]))
type Read = (name: string) => number

const placeLevel = (f: Read): string => {
  if (f('area:best') <= -1) return 'other-area'
  if (f('house:best') > 0) return 'same-house'
  if (f('street:best') > 0) return 'same-street'
  if (f('spot:best') > 0) return 'same-spot'
  if (f('block:best') > 0) return 'same-block'
  if (f('block:best') < 0) return 'other-block'
  if (f('area:best') >= 1) return 'same-area'
  if (f('area:best') > 0) return 'maybe-same-area'
  return 'unknown'
}

const graded = (x: number): string =>
  x >= 1 ? 'same' : x > 0 ? 'maybe-same' : x <= -1 ? 'other' : x < 0 ? 'maybe-other' : 'unknown'

const timeLevel = (f: Read): string => {
  const hours = Math.expm1(f('hours-newest'))
  return hours < 1 ? 'within-hour' : hours < 24 ? 'within-day' : hours < 168 ? 'within-week' : 'older'
}

const wordLevel = (f: Read): string => {
  if (f('copy:best') > 0) return 'copy'
  const share = f('words:best')
  return share >= 0.5 ? 'mostly-same' : share >= 0.2 ? 'some' : share > 0 ? 'few' : 'none'
}

const pictureLevel = (f: Read): string => {
  const bits = f('picture:best')
  return bits <= 6 ? 'same-picture' : bits <= 12 ? 'near-picture' : bits < 64 ? 'other-picture' : 'none'
}

const threadLevel = (f: Read): string =>
  f('reply-parent') > 0
    ? 'reply'
    : f('thread-sibling') > 0
      ? 'same-thread'
      : f('reply-parent') < 0
        ? 'reply-elsewhere'
        : 'none'

const authorLevel = (f: Read): string => {
  if (f('author-in-case') === 0) return 'other-author'
  if (f('author-latest') < 1) return 'earlier-case'
  return Math.expm1(f('author-hours')) < 0.25 ? 'within-minutes' : 'latest-case'
}

const levels: Readonly<Record<Aspect, (f: Read) => string>> = {
  place: placeLevel,
  problem: (f) => graded(f('problem:best')),
  topic: (f) =>
    f('topic:best') < 0 ? 'unknown' : f('topic:best') > 0.5 ? 'same' : f('topic:best') > 0 ? 'maybe-same' : 'other',
  time: timeLevel,
  words: wordLevel,
  meaning: () => 'likeness',
  names: (f) => graded(f('name:best')),
  media: pictureLevel,
  thread: threadLevel,
  author: authorLevel,
  state: (f) =>
    f('closed') > 0 ? 'closed' : f('state-solved') > 0 ? 'solved' : f('state-again') > 0 ? 'again' : 'open',
  kind: (f) => (f('kind-follows') > 0 ? 'follows' : f('reports') >= 0.5 ? 'report' : 'no-report'),
  bias: () => 'start',
}

export const levelOf = (aspect: Aspect, features: Float64Array): string =>
  levels[aspect]((name) => features[at.get(name)!] ?? 0)
