// A report packed into 32-bit numbers: all that comparing needs, about 290 bytes a post, so that a million fit in memory
// and the in-memory matcher and the pure `decide` compare the very same thing.
import type { Report } from '../types.ts'
import { passes } from './duration.ts'
import { feed, finish, hash32, hashStart } from './hash.ts'
import { endOfList, openLists } from './lists.ts'
import { addContent, list, listCount } from './traits.ts'

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
const body = headers + listCount / 2

/** `and`: it begins with "and"; `official`: an institution speaks; `another`: the author turns to another matter. */
export const flag = {
  said: 1,
  recurring: 2,
  forwarded: 4,
  media: 8,
  bare: 16,
  and: 1 << 28,
  official: 1 << 29,
  another: 1 << 30,
} as const
/** Said of how the author speaks; above the bits of the lists. */
const cues = {
  'general.cue.and': flag.and,
  'general.cue.official': flag.official,
  'general.cue.another-matter': flag.another,
}
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

/** Whose earlier posts this one may go on with, 0 nobody's: an account that answers for an institution goes on with nothing. */
export const authorOf = (r: Signature): number => (has(r, flag.official) ? 0 : read(r, field.author))
/** Whether that author wrote it, and for himself. */
export const writes = (m: Signature, author: number): boolean => author !== 0 && authorOf(m) === author

/** The bit of a list among those that a signature says something in. */
export const said = (list: number): number => 1 << (spoken + list)
export const saidBy = ({ data, at }: Signature): number => data[at + field.flags]!
export const says = (signature: Signature, list: number): boolean => (saidBy(signature) & said(list)) !== 0

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
  report.concepts.reduce((flags, { id }) => flags | (cues[id as keyof typeof cues] ?? 0), 0) |
  (Math.round(passes(report) * passingSteps) << passingAt)

/** `hash32` of the two with a colon between them. */
const hashOf = (channel: string, name: string): number => finish(feed(feed(feed(hashStart, channel), ':'), name))

const writeHeader = (report: Report, bare: boolean, data: Int32Array): void => {
  data[field.id] = hash32(report.id)
  data[field.author] = report.author === null ? 0 : hashOf(report.channel, report.author)
  data[field.time] = seconds(report.at)
  data[field.happened] = seconds(report.happened.from)
  data[field.flags]! |= flagsOf(report, bare)
  data[field.kind] = kinds.indexOf(report.kind)
  data[field.state] = states.indexOf(report.state)
  data[field.language] = hash32(report.language)
  data[field.reports] = Math.round(report.reports * 1000)
  data[field.replyTo] = report.replyTo === null ? 0 : hash32(report.replyTo)
  data[field.copy] = hash32(report.copy)
  data[field.agency] = report.agency === null ? 0 : hash32(report.agency)
  data[field.surface] = hashOf(report.channel, report.surface)
}

/** What makes a report more than bare. */
const telling = said(list.area) | said(list.problem) | said(list.maybeProblem) | said(list.block)

/** Where the report that is being packed is gathered, and where the list before ended. */
let packing = openLists(body, 0)
let closed = body
const close = (list: number): void => {
  const end = endOfList()
  packing[listEnds + (list >> 1)]! |= end << ((list & 1) << 4)
  if (end > closed) packing[field.flags]! |= said(list)
  closed = end
}

export const pack = (report: Report): Signature => {
  packing = openLists(body, report.meaning?.length ?? 0)
  packing.fill(0, 0, body)
  closed = body
  addContent(report, close)
  writeHeader(report, (packing[field.flags]! & telling) === 0, packing)
  packing[field.length] = closed
  return { data: packing.slice(0, closed), at: 0 }
}
