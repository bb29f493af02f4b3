// A report packed into 32-bit numbers: all that comparing needs, about 290 bytes a post, so that a million fit in memory
// and the in-memory matcher and the pure `decide` compare the very same thing.
import type { Report } from '../types.ts'
import { passes } from './duration.ts'
import { hash32 } from './hash.ts'
import { contentOf, listNames } from './traits.ts'

/** Where a signature lies: `data[at …]`. */
export type Signature = { readonly data: Int32Array; readonly at: number }

export const field = {
  length: 0,
  id: 1,
  author: 2,
  /** Seconds since 2020-01-01. */
  time: 3,
  happened: 4,
  flags: 5,
  kind: 6,
  state: 7,
  language: 8,
  reports: 9,
  replyTo: 10,
  copy: 11,
  agency: 12,
  surface: 13,
} as const
const headers = 14
const listEnds = headers
/** Two ends a number. */
const body = headers + listNames.length / 2

export const flag = { said: 1, recurring: 2, forwarded: 4, media: 8, bare: 16 } as const
/** Between the flags and what follows: how surely the matter is one that passes, in sevenths. */
const passingAt = 5
const passingSteps = 7
export const passingOf = (signature: Signature): number =>
  ((read(signature, field.flags) >> passingAt) & passingSteps) / passingSteps
/** Above the flags: a bit for each list that holds something, so that silence costs one look. */
const spoken = 8

export const kinds = [
  'complaint',
  'suggestion',
  'inquiry',
  'emergency',
  'thanks',
  'follow-up',
  'correction',
  'withdrawal',
  'greeting',
  'advert',
  'chain',
  'general-question',
  'other',
] as const
export const states = ['open', 'solved', 'again', 'unknown'] as const
const epoch = Date.UTC(2020, 0, 1)
export const seconds = (at: number): number => Math.round((at - epoch) / 1000)

/** Fields and lists are named by number, because the names are read hundreds of times a post. */
export const read = ({ data, at }: Signature, field: number): number => data[at + field]!
export const has = ({ data, at }: Signature, flag: number): boolean => (data[at + field.flags]! & flag) !== 0

export const says = ({ data, at }: Signature, list: number): boolean =>
  (data[at + field.flags]! & (1 << (spoken + list))) !== 0

/** The bounds of one list inside `data`. */
export const end = ({ data, at }: Signature, list: number): number =>
  at + ((data[at + listEnds + (list >> 1)]! >>> ((list & 1) << 4)) & 0xffff)
export const start = (signature: Signature, list: number): number =>
  list === 0 ? signature.at + body : end(signature, list - 1)
export const count = (signature: Signature, list: number): number => end(signature, list) - start(signature, list)

const flagsOf = (report: Report, bare: boolean): number =>
  (report.happened.said ? flag.said : 0) |
  (report.happened.recurring ? flag.recurring : 0) |
  (report.forwarded ? flag.forwarded : 0) |
  (report.phashes.length > 0 ? flag.media : 0) |
  (bare ? flag.bare : 0) |
  (Math.round(passes(report) * passingSteps) << passingAt)

const headerOf = (report: Report, bare: boolean): number[] => [
  0,
  hash32(report.id),
  report.author === null ? 0 : hash32(`${report.channel}:${report.author}`),
  seconds(report.at),
  seconds(report.happened.from),
  flagsOf(report, bare),
  kinds.indexOf(report.kind),
  states.indexOf(report.state),
  hash32(report.language),
  Math.round(report.reports * 1000),
  report.replyTo === null ? 0 : hash32(report.replyTo),
  hash32(report.copy),
  report.agency === null ? 0 : hash32(report.agency),
  hash32(`${report.channel}:${report.surface}`),
]

export const pack = (report: Report): Signature => {
  const lists = contentOf(report)
  const bare = lists.area.length + lists.problem.length + lists.maybeProblem.length + lists.block.length === 0
  let length = body
  for (const name of listNames) length += lists[name].length
  const data = new Int32Array(length)
  data.set(headerOf(report, bare))
  data[field.length] = length
  let at = body
  for (let i = 0; i < listNames.length; i++) {
    const values = lists[listNames[i]!]
    for (let k = 0; k < values.length; k++) data[at++] = values[k]!
    data[listEnds + (i >> 1)]! |= at << ((i & 1) << 4)
    if (values.length > 0) data[field.flags]! |= 1 << (spoken + i)
  }
  return { data, at: 0 }
}
