// Block keys: what a report must share with a case to be compared with it. Content keys say what and where, context
// keys say who and in answer to what. Most precise first, because rings and candidate lists are bounded.
import { skeleton } from '../comparisons/skeleton.ts'
import type { BlockKey, Report } from '../types.ts'

const rareWords = 5

const incident = (report: Report, ...slots: readonly string[]): string[] => [
  ...new Set(report.places.filter((p) => slots.includes(p.slot) && p.role === 'incident').map((p) => p.value)),
]

/** Areas named, and those a road or landmark implies: a key is only a hint, so the unsure ones count too. */
const areasOf = (report: Report): string[] => [
  ...new Set(
    report.places
      .filter((p) => p.role === 'incident')
      .flatMap((p) => (p.slot === 'area' ? [p.value] : p.area === null ? [] : [p.area])),
  ),
]

const contextKeys = (report: Report): string[] => [
  `thread:${report.id}`,
  ...(report.replyTo === null ? [] : [`thread:${report.replyTo}`]),
  ...(report.author === null ? [] : [`author:${report.channel}:${report.author}`]),
]

/** Four slices of a picture's hash in a row and four across: a few flipped bits leave some slice whole. */
const pictureKeys = (report: Report): string[] =>
  report.phashes.slice(0, 4).flatMap((hash) => {
    if (!/^[0-9a-f]{16}$/i.test(hash)) return []
    const across = [0, 1, 2, 3].map((i) => [0, 4, 8, 12].map((step) => hash[i + step]).join(''))
    return [0, 4, 8, 12].map((i, n) => `ph${n}:${hash.slice(i, i + 4)}`).concat(across.map((s, n) => `pa${n}:${s}`))
  })

const pairs = (a: readonly string[], b: readonly string[], prefix: string): string[] =>
  a.flatMap((x) => b.map((y) => `${prefix}:${x}:${y}`))

const placeKeys = (report: Report, areas: readonly string[], problems: readonly string[]): string[] => {
  const blocks = incident(report, 'block')
  const streets = incident(report, 'street', 'avenue')
  const spots = incident(report, 'landmark', 'road')
  const addresses = pairs(areas, blocks, 'ab')
  return [
    ...pairs(addresses, streets, 's'),
    ...pairs(spots, problems, 'lp'),
    ...pairs(areas, problems, 'ap'),
    ...addresses,
    ...pairs(areas, streets, 'as'),
    ...spots.map((spot) => `l:${spot}`),
    ...(areas.length === 0 ? pairs(blocks, problems, 'bp') : []),
  ]
}

/** Words likely to be rare: long ones. Frequent words overflow their rings and drop out by themselves. */
const wordsOf = (report: Report): string[] =>
  [...new Set(report.tokens.filter((t) => t.script !== 'digit' && t.key.length >= 4).map((t) => t.key))]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .slice(0, rareWords)

/** Consonants in one alphabet: a name written in Latin letters meets the same name in Arabic ones. */
const skeletonsOf = (words: readonly string[]): string[] =>
  words
    .map(skeleton)
    .filter((s) => s.length >= 4)
    .slice(0, 4)

export const keysOf = (report: Report): readonly BlockKey[] => {
  const areas = areasOf(report).slice(0, 4)
  const problems = [...new Set(report.concepts.filter((c) => c.role === 'problem').map((c) => c.id))].slice(0, 4)
  const things = [...new Set(report.concepts.filter((c) => c.role === 'thing').map((c) => c.id))].slice(0, 4)
  const names = [...new Set(report.names.map((n) => n.value))].slice(0, 3)
  const topics = report.topics.slice(0, 3).map((t) => t.id)
  const words = wordsOf(report)
  const numbers = [...new Set(report.tokens.filter((t) => t.script === 'digit' && t.key.length >= 4).map((t) => t.key))]
  const found = [
    ...contextKeys(report),
    ...(report.tokens.length >= 3 ? [`copy:${report.copy}`] : []),
    ...pictureKeys(report),
    ...report.urls.slice(0, 2).map((url) => `url:${url}`),
    ...placeKeys(report, areas, problems),
    ...pairs(names, problems, 'np'),
    ...names.map((name) => `n:${name}`),
    ...numbers.slice(0, 2).map((n) => `#:${n}`),
    ...pairs(areas, topics.slice(0, 1), 'at'),
    ...pairs(areas, words, 'aw'),
    ...pairs(problems, things, 'pt'),
    ...problems.map((problem) => `p:${problem}`),
    ...areas.map((area) => `a:${area}`),
    ...words.map((word) => `w:${word}`),
    ...things.slice(0, 2).map((thing) => `th:${thing}`),
    ...topics.map((topic) => `t:${topic}`),
    ...skeletonsOf(words).map((s) => `k:${s}`),
    ...(report.agency === null ? [] : [`g:${report.agency}`]),
    `recent:${report.channel}`,
    'recent',
  ]
  return [...new Set(found)]
}
