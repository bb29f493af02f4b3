// What of a report's content is compared, as lists of hashed ids.
import type { PlaceMention, Report } from '../types.ts'
import { hash32 } from './hash.ts'
import { add, addHash, addNumber, endOfList, holds, isEmptyList, openList } from './lists.ts'
import { formOf } from './skeleton.ts'

/** Where each list stands in a signature. Set-like lists are sorted; `phash` holds pairs in order. */
export const list = {
  area: 0,
  maybeArea: 1,
  otherArea: 2,
  governorate: 3,
  block: 4,
  street: 5,
  house: 6,
  road: 7,
  landmark: 8,
  problem: 9,
  maybeProblem: 10,
  thing: 11,
  name: 12,
  number: 13,
  topic: 14,
  phash: 15,
  url: 16,
  word: 17,
  skeleton: 18,
  meaning: 19,
} as const
export const listCount = Object.keys(list).length

const usual = 16
const maxWords = 40

type Slot = PlaceMention['slot']

/** Takes the place of a list as it is closed. */
type Close = (list: number) => void

/** Areas the text names outright, and those a landmark or road implies. */
const addAreas = ({ places }: Report, close: Close): void => {
  const from = endOfList()
  openList(usual)
  for (const { slot, role, value, sure } of places) if (slot === 'area' && role === 'incident' && sure) add(value)
  for (const { slot, role, area, sure } of places)
    if (isEmptyList() && slot !== 'area' && role === 'incident' && area && sure) add(area)
  close(list.area)
  const to = endOfList()
  openList(usual)
  const addUnlessSure = (area: string) => {
    const hash = hash32(area)
    if (!holds(from, to, hash)) addHash(hash)
  }
  for (const { slot, role, value, sure } of places)
    if (slot === 'area' && role === 'incident' && !sure) addUnlessSure(value)
  for (const { slot, role, area } of places) if (slot !== 'area' && role === 'incident' && area) addUnlessSure(area)
  close(list.maybeArea)
  openList(usual)
  for (const { slot, role, value } of places) if (slot === 'area' && role !== 'incident') add(value)
  close(list.otherArea)
}

const addPlaces = ({ places }: Report, one: Slot, other: Slot = one): void => {
  openList(usual)
  for (const { slot, role, value } of places) if ((slot === one || slot === other) && role === 'incident') add(value)
}

const addConcepts = ({ concepts }: Report, close: Close): void => {
  const from = endOfList()
  openList(usual)
  for (const { role, id, sure } of concepts) if (role === 'problem' && sure) add(id)
  close(list.problem)
  const to = endOfList()
  openList(usual)
  for (const { role, id, sure } of concepts) {
    if (role !== 'problem' || sure) continue
    const hash = hash32(id)
    if (!holds(from, to, hash)) addHash(hash)
  }
  close(list.maybeProblem)
  openList(usual)
  for (const { role, id } of concepts) if (role === 'thing') add(id)
  close(list.thing)
}

/** A topic's hash above, its coordinate below: the probabilities as a vector of length one. */
export const coordinateBits = 10
export const coordinates = (1 << coordinateBits) - 1
const mostTopics = 3

const addTopics = ({ topics }: Report): void => {
  const p = (i: number) => Math.max(0, topics[i]?.p ?? 0)
  const length = Math.hypot(p(0), p(1), p(2))
  for (let i = 0; i < topics.length && i < mostTopics; i++)
    if (p(i) > 0) addNumber((hash32(topics[i]!.id) & ~coordinates) | Math.round((p(i) / length) * coordinates))
}

const mostPictures = 4

const addPictures = ({ phashes }: Report): void => {
  const clear = phashes.filter((hash) => /^[0-9a-f]{16}$/i.test(hash))
  for (const hash of clear.slice(0, mostPictures)) {
    addNumber(Number.parseInt(hash.slice(0, 8), 16) | 0)
    addNumber(Number.parseInt(hash.slice(8), 16) | 0)
  }
}

const skeletons = new Int32Array(maxWords)

/** Words, and then their consonants; numbers have a list of their own. */
const addWords = ({ tokens }: Report, close: Close): void => {
  openList(maxWords)
  let count = 0
  for (const { script, key } of tokens) {
    if (script === 'digit' || key.length <= 1) continue
    const { hash, bones, bonesHash } = formOf(key)
    addHash(hash)
    if (bones !== '' && count < maxWords) skeletons[count++] = bonesHash
  }
  close(list.word)
  openList(maxWords)
  for (let i = 0; i < count; i++) addHash(skeletons[i]!)
  close(list.skeleton)
}

/** Four small numbers to one. */
const addMeaning = (vector: readonly number[]): void => {
  const part = (i: number) => (vector[i] ?? 0) & 255
  for (let i = 0; i < vector.length; i += 4)
    addNumber(part(i) | (part(i + 1) << 8) | (part(i + 2) << 16) | (part(i + 3) << 24))
}

/** All lists, in their order; `close` is told where each ends. */
export const addContent = (report: Report, close: Close): void => {
  addAreas(report, close)
  addPlaces(report, 'governorate')
  close(list.governorate)
  addPlaces(report, 'block')
  close(list.block)
  addPlaces(report, 'street', 'avenue')
  close(list.street)
  addPlaces(report, 'house')
  close(list.house)
  addPlaces(report, 'road')
  close(list.road)
  addPlaces(report, 'landmark')
  close(list.landmark)
  addConcepts(report, close)
  openList(usual)
  for (const { value } of report.names) add(value)
  close(list.name)
  openList(usual)
  for (const { script, key } of report.tokens) if (script === 'digit' && key.length >= 3) add(key)
  close(list.number)
  addTopics(report)
  close(list.topic)
  addPictures(report)
  close(list.phash)
  openList(usual)
  for (const url of report.urls) add(url)
  close(list.url)
  addWords(report, close)
  addMeaning(report.meaning ?? [])
  close(list.meaning)
}
