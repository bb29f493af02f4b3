// Names of places, topics and authorities for screens, by their ids; topics and agencies as the house calls them.
import { kuwait, landmarkNamed } from '../../../dedupe/index.ts'
import type { HouseNames, Renamable } from '../../store/house-names.ts'

type Name = { readonly id: string; readonly ar: string; readonly en: string }
const byId = <T extends Name>(entries: readonly T[]): ReadonlyMap<string, T> =>
  new Map(entries.map((entry) => [entry.id, entry]))

const areas = byId(kuwait.areas)
const topics = byId(kuwait.topics)
const problemsById = byId(kuwait.problems)
const agencies = byId(kuwait.agencies)
const places = byId(kuwait.places)

let own: HouseNames = {}
/** Told anew before anything is shown (called.ts), so that every process says the same. */
export const callThem = (names: HouseNames): void => {
  own = names
}
const asCalled = <T extends Name>(kind: Renamable, one: T): T => ({ ...one, ...own[kind]?.[one.id] })
const called = (kind: Renamable, name: Name | null) => name && asCalled(kind, name)

/** An id the profile does not know (any more) is shown as itself. */
const named = (names: ReadonlyMap<string, Name>, id: string | null): Name | null => {
  if (id === null) return null
  const found = names.get(id)
  return found === undefined ? { id, ar: id, en: id } : { id, ar: found.ar, en: found.en }
}

export const topicName = (id: string | null) => called('topics', named(topics, id))
export const problemName = (id: string | null) => named(problemsById, id)
export const agencyName = (id: string | null) => called('agencies', named(agencies, id))
export const placeName = (id: string | null) => {
  if (id === null) return null
  const found = places.get(id)
  // A landmark that people added has the one name they gave it.
  const added = landmarkNamed(id)
  return found !== undefined ? { ar: found.ar, en: found.en } : added === null ? null : { ar: added, en: added }
}
export const areaName = (id: string | null) => {
  const found = id === null ? undefined : areas.get(id)
  return found === undefined ? null : { id: found.id, ar: found.ar, en: found.en, lat: found.lat, lon: found.lon }
}

export const isArea = (id: string) => areas.has(id)
export const isTopic = (id: string) => topics.has(id)
export const isAgency = (id: string) => agencies.has(id)

/** Problems of a topic, for choosing one. */
export const problems = kuwait.problems.flatMap(({ id, ar, en, topic, kind }) =>
  kind === 'problem' && topic !== null ? [{ id, ar, en, topic }] : [],
)

const areasOnMap = kuwait.areas.map(({ id, ar, en, governorate, lat, lon }) => ({ id, ar, en, governorate, lat, lon }))

export const reference = () => ({
  agencies: kuwait.agencies.map((one) => asCalled('agencies', one)),
  topics: kuwait.topics.map(({ id, ar, en, agency }) => asCalled('topics', { id, ar, en, usual: agency ?? null })),
  areas: areasOnMap,
})
