// Where the matter is: names, addresses and pins of one post, each with its role.
import { places as gazetteer, type Place } from '../profiles/kuwait/index.ts'
import type { Reading } from '../text/read.ts'
import type { PlaceMention, Post } from '../types.ts'
import { blockBehind, type Unit, unitsIn } from './address.ts'
import { areaAt, pointIn } from './borders.ts'
import { type Named, placeNamesIn } from './place-names.ts'
import { namesExit, roleOf } from './roles.ts'
import { wholesOf } from './wholes.ts'
import { foldedSet } from './words.ts'

const spanOf = ({ words, source }: Reading, from: number, to: number) => {
  const start = words[from]!.start
  return { start, end: start + source.slice(start, words[to - 1]!.end).trimEnd().length }
}

/** Offices of the state are named in complaints about the whole country: they say who, not where. */
const SAYS_NO_AREA = new Set(['expressway', 'ring', 'government'])

/** The first area of a landmark is where its gate is; a road is in one area only if it never leaves it. */
const areaOf = (place: Place): string | null => {
  const { slot, id, type, areas } = place
  if (slot === 'area') return id
  if (SAYS_NO_AREA.has(type)) return null
  if (areas.length === 1 || (slot === 'landmark' && areas.length > 1)) return areas[0]!
  return areas.find((area) => id.includes(area)) ?? null
}

const GOVERNORATE = foldedSet('محافظة لمحافظة بمحافظة governorate mo7afathat mu7afathat')
const governed = new Set(['hawalli', 'farwaniya', 'ahmadi', 'jahra', 'mubarak-al-kabeer', 'kuwait-city'])

/** "محافظة الأحمدي" is the governorate, not the town it is named for. */
const isGovernorate = ({ words }: Reading, place: Place, from: number): boolean =>
  governed.has(place.id) && words[from - 1] !== undefined && GOVERNORATE.has(words[from - 1]!.key)

const nameMentions = (reading: Reading, named: readonly Named[]): (PlaceMention & { from: number; to: number })[] => {
  const surely = named.filter(({ sure }) => sure).length
  const onRoad = named.some(({ place, sure }) => sure && place.slot === 'road')
  return named.map(({ place, from, to, sure }) => {
    const exit = onRoad && place.slot === 'area' && namesExit(reading, from)
    // A ministry that is only asked or blamed stands nowhere.
    const asked = place.type === 'government' && !sure
    const role = asked ? 'other' : roleOf(reading, from, to, surely > Number(sure))
    return {
      ...spanOf(reading, from, to),
      from,
      to,
      ...(isGovernorate(reading, place, from)
        ? { slot: 'governorate', area: null }
        : exit
          ? { slot: 'landmark', area: null }
          : { slot: place.slot, area: areaOf(place) }),
      value: place.id,
      role: exit && role !== 'negated' ? 'incident' : role,
      sure,
      source: 'text',
    }
  })
}

/** The area an address belongs to: the one named just before it, else the next, else none. */
const ownerOf = (unit: Unit, areas: readonly (PlaceMention & { from: number; to: number })[]) =>
  areas.filter((area) => area.to <= unit.from).at(-1) ?? areas.find((area) => area.from >= unit.to) ?? null

const CORRECTION = 'general.cue.correction'

/** After "I meant", what was said before in the same slot no longer holds. */
const corrected = (reading: Reading, mentions: readonly PlaceMention[]): PlaceMention[] => {
  const cue = reading.hits.find((hit) => hit.values.some(({ concept }) => concept.id === CORRECTION))
  if (cue === undefined) return [...mentions]
  const at = reading.words[cue.from]!.start
  return mentions.map((mention) => {
    const replaced =
      mention.start < at &&
      mentions.some((other) => other.start > at && other.slot === mention.slot && other.role === 'incident')
    return replaced && mention.role === 'incident' ? { ...mention, role: 'negated' } : mention
  })
}

const pinMentions = (post: Pick<Post, 'location'>, reading: Reading): PlaceMention[] => {
  const linked = reading.urls.map(pointIn).find((point) => point !== null) ?? pointIn(reading.source)
  const point = post.location ?? linked
  const area = point === null || point === undefined ? null : areaAt(point.lat, point.lon)
  if (area === null) return []
  return [{ start: 0, end: 0, slot: 'area', value: area, area, role: 'incident', sure: true, source: 'pin' }]
}

const byId = new Map(gazetteer.map((place) => [place.id, place]))
const NAMED_FOR_AREA = /-(?:hospital|roundabout|bridge|tunnel|beach|souq)$/
/** A street through more than these says no area. */
const FEW = 3

/** Every area a hospital or a street is looked for in: those it stands in, and the one it is named for. An exit is on its road. */
const areasAround = ({ value, area }: PlaceMention): readonly string[] => {
  const place = byId.get(value)
  if (place?.slot === 'area') return []
  if (place === undefined || SAYS_NO_AREA.has(place.type)) return area === null ? [] : [area]
  const namesake = byId.get(value.replace(NAMED_FOR_AREA, ''))
  const own = area !== null || place.areas.length <= FEW ? place.areas : []
  return namesake?.slot === 'area' ? [...new Set([...own, namesake.id])] : own
}

/** A hospital or a street says its areas too, as far as all that is named agrees on them. */
const impliedAreas = (mentions: readonly PlaceMention[]): PlaceMention[] => {
  if (mentions.some((mention) => mention.slot === 'area' && mention.role === 'incident' && mention.sure)) return []
  const telling = mentions.filter(({ slot, role, sure }) => slot !== 'area' && role === 'incident' && sure)
  const around = telling.map(areasAround).filter((areas) => areas.length > 0)
  const areas = (around[0] ?? []).filter((area) => around.every((others) => others.includes(area)))
  return areas.map((area) => {
    const { start, end } = telling[0]!
    return { start, end, slot: 'area', value: area, area, role: 'incident', sure: true, source: 'implied' }
  })
}

/** The larger place an area is part of; never a conflict, so never sure. */
const wholes = (mentions: readonly PlaceMention[]): PlaceMention[] =>
  mentions.flatMap((mention) =>
    mention.slot === 'area'
      ? wholesOf(mention.value).map((area) => ({
          ...mention,
          value: area,
          area,
          sure: false,
          source: 'implied' as const,
        }))
      : [],
  )

const areaOfHandle = (handle: string): string | null => {
  const text = handle.replace(/[_.\d]+/g, ' ')
  return (
    areaNames.get(text.trim()) ??
    text
      .split(' ')
      .map((part) => areaNames.get(part))
      .find((id) => id !== undefined) ??
    null
  )
}
const areaNames = new Map(
  gazetteer
    .filter((place) => place.slot === 'area' && place.ambiguous === null)
    .flatMap((place) =>
      place.names
        .filter((name) => /^[A-Za-z -]{5,}$/.test(name))
        .map((name) => [name.toLowerCase().replace(/[ -]/g, ''), place.id] as const),
    ),
)

const handleMentions = ({ handles }: Reading): PlaceMention[] =>
  handles.flatMap((handle) => {
    const area = areaOfHandle(handle)
    return area === null
      ? []
      : [
          {
            start: 0,
            end: 0,
            slot: 'area' as const,
            value: area,
            area,
            role: 'other' as const,
            sure: false,
            source: 'handle' as const,
          },
        ]
  })

const types = new Map(gazetteer.map(({ id, type }) => [id, type]))
export const typeOfPlace = (id: string): string | undefined => types.get(id)

/** Words that belong to a place name or an address: not read again as concepts. */
export type PlacesRead = { readonly mentions: readonly PlaceMention[]; readonly taken: ReadonlySet<number> }

const bareBlocks = (reading: Reading, named: readonly Named[], units: readonly Unit[]): Unit[] =>
  named.flatMap(({ place, sure, to }) => {
    const block = place.slot === 'area' && sure ? blockBehind(reading, to) : null
    return block === null || units.some((unit) => unit.from <= to && unit.to > to) ? [] : [block]
  })

export const placesIn = (post: Pick<Post, 'location'>, reading: Reading): PlacesRead => {
  const written = unitsIn(reading)
  const named = placeNamesIn(reading, written)
  const units = [...written, ...bareBlocks(reading, named, written)]
  const names = nameMentions(reading, named)
  const areas = names.filter((mention) => mention.slot === 'area' && mention.role !== 'direction')
  const addresses = units.map((unit): PlaceMention => {
    const owner = ownerOf(unit, areas)
    const own = roleOf(reading, unit.from, unit.to, false)
    const role = own === 'incident' && owner !== null && owner.role === 'home' ? 'home' : own
    return {
      ...spanOf(reading, unit.from, unit.to),
      slot: unit.slot,
      value: unit.value,
      area: owner?.value ?? null,
      role,
      sure: true,
      source: 'text',
    }
  })
  const ordered: PlaceMention[] = [...names.map(({ from: _, to: __, ...mention }) => mention), ...addresses].sort(
    (a, b) => a.start - b.start,
  )
  const mentions = corrected(reading, ordered)
  const taken = new Set<number>()
  for (const { from, to, sure } of [...named, ...units.map((unit) => ({ ...unit, sure: true }))])
    if (sure) for (let i = from; i < to; i++) taken.add(i)
  const pins = pinMentions(post, reading)
  return {
    mentions: [
      ...mentions,
      ...pins,
      ...impliedAreas([...mentions, ...pins]),
      ...wholes(mentions),
      ...handleMentions(reading),
    ],
    taken,
  }
}
