// Compiles dedupe/profiles/kuwait/sources into the files the matcher loads. Run it after editing a source:
//   node scripts/compile-profile.ts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const profile = join(import.meta.dirname, '../dedupe/profiles/kuwait')
const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(profile, 'sources', ...path), 'utf8')) as T

type Forms = Record<string, string[]>
type Concept = {
  id: string
  kind: string
  en: string
  ar: string
  topic: string | null
  broader: string[]
  contrary: string[]
  unlike: string[]
  forms: Forms
  [field: string]: unknown
}
type Amendments = {
  alias: Record<string, string>
  drop: Record<string, string[]>
  doubt: Record<string, string[]>
  add: Record<string, Forms>
  concepts: Concept[]
  ambiguous: Record<'any' | 'common' | 'word' | 'rare' | 'person', string[]>
  names: Record<string, string[]>
  weak: Record<string, string[]>
  drop_names: Record<string, string[]>
}
type Named = { id: string; ar: string; en: string; aliases_ar: string[]; aliases_en: string[] }
type Area = Named & { governorate: string; lat: number; lon: number; type: string; ambiguous?: boolean }
type Road = Named & { kind: string; near_areas: string[] }
type Landmark = Named & { kind: string; area: string; lat: number | null; lon: number | null }
type More = Named & {
  aliases_arabizi: string[]
  type: string
  area_ids: string[]
  lat: number | null
  lon: number | null
  weak_aliases?: string[]
  ambiguous?: boolean
  same_as_landmark?: string
  same_as_road?: string
  same_as_area?: string
}
type Place = {
  id: string
  slot: 'area' | 'road' | 'landmark'
  type: string
  ar: string
  en: string
  governorate?: string
  areas: string[]
  lat: number | null
  lon: number | null
  ambiguous: 'any' | 'common' | 'word' | 'rare' | 'person' | null
  names: string[]
  weak: string[]
}

const lines = (rows: readonly unknown[]) => `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`
const write = (name: string, text: string) => writeFileSync(join(profile, name), text)
const unique = <T>(values: readonly T[]) => [...new Set(values)]

const amendments = read<Amendments>('amendments.json')
const canonical = (id: string) => amendments.alias[id] ?? id

const mergeForms = (into: Forms, more: Forms) => {
  for (const [language, forms] of Object.entries(more)) into[language] = unique([...(into[language] ?? []), ...forms])
}

const amend = (concept: Concept) => {
  const drop = new Set(amendments.drop[concept.id] ?? [])
  const doubt = new Set(amendments.doubt[concept.id] ?? [])
  mergeForms(concept.forms, amendments.add[concept.id] ?? {})
  for (const [language, forms] of Object.entries(concept.forms)) {
    const kept = forms.filter((form) => !drop.has(form) && !drop.has(form.slice(1)))
    concept.forms[language] = unique(kept.map((form) => (doubt.has(form) ? `~${form}` : form)))
  }
}

const concepts = (): Concept[] => {
  const files = readdirSync(join(profile, 'sources/concepts')).filter((name) => !/stopwords|overlaps/.test(name))
  const all = [
    ...files.flatMap((name) => read<{ concepts: Concept[] }>('concepts', name).concepts),
    ...amendments.concepts,
  ]
  const byId = new Map<string, Concept>()
  for (const { id, ...rest } of all) {
    const name = canonical(id)
    const known = byId.get(name)
    if (known === undefined) byId.set(name, { id: name, ...rest } as Concept)
    else {
      mergeForms(known.forms, rest.forms)
      for (const link of ['broader', 'contrary', 'unlike'] as const) known[link] = [...known[link], ...rest[link]]
      known.topic ??= rest.topic
    }
  }
  for (const concept of byId.values()) {
    for (const link of ['broader', 'contrary', 'unlike'] as const)
      concept[link] = unique(concept[link].map(canonical)).filter((id) => id !== concept.id && byId.has(id))
    amend(concept)
  }
  for (const concept of byId.values())
    for (const link of ['contrary', 'unlike'] as const)
      for (const id of concept[link]) byId.get(id)![link] = unique([...byId.get(id)![link], concept.id])
  return [...byId.values()]
}

/** "عبدالله" is written in one word or two. */
const split = (name: string) => (/عبدالله/.test(name) ? [name.replaceAll('عبدالله', 'عبد الله')] : [])
/** "أبو فطيرة" is written in one word or two, and said "بوفطيرة"; so are all names of two words in a hurry. */
const joined = (name: string): string[] => {
  if (!/^[\u0600-\u06ff ]+$/.test(name)) return []
  const father = /^أ?ا?بو ?(?=\S{3})/.exec(name)
  const rest = father === null ? '' : name.slice(father[0].length)
  const called = father === null ? [] : [`ابو ${rest}`, `ابو${rest}`, `بو ${rest}`, `بو${rest}`]
  const words = name.split(' ')
  const glued = words.slice(1).map((_, i) => [...words.slice(0, i), words[i]! + words[i + 1]!, ...words.slice(i + 2)])
  return [...called, ...(words.length > 3 ? [] : [...glued.map((one) => one.join(' ')), words.join('')])]
}
/** The sectors of a new city go by letter and number: "المطلاع N9". */
const sector = (name: string) => {
  const number = /^(?:جنوب المطلاع|South Mutlaa) (\d+)$/.exec(name)?.[1]
  const city = /^[A-Z]/.test(name) ? 'Mutlaa' : 'المطلاع'
  return number === undefined
    ? []
    : [
        `N${number}`,
        `ضاحية N${number}`,
        `${city} N${number}`,
        `N${number} ${city}`,
        `${city} N ${number}`,
        `${city} ن ${number}`,
      ]
}

const namesOf = (row: Named, extra: readonly string[] = []) => {
  const names = [row.ar, row.en, ...row.aliases_ar, ...row.aliases_en, ...extra]
  return unique([...names, ...names.flatMap(split), ...names.flatMap(sector)])
}

const ambiguity = (id: string): Place['ambiguous'] =>
  (['any', 'common', 'word', 'rare', 'person'] as const).find((kind) => amendments.ambiguous[kind].includes(id)) ?? null

const renamed = (place: Place): Place => {
  const never = amendments.drop_names[place.id] ?? []
  const weak = unique([...place.weak, ...(amendments.weak[place.id] ?? [])]).filter((name) => !never.includes(name))
  const dropped = [...weak, ...never]
  const names = unique([...place.names, ...(amendments.names[place.id] ?? [])]).filter(
    (name) => !dropped.includes(name),
  )
  return { ...place, names, weak }
}

const places = (): Place[] => {
  const common = (row: Named) => ({ id: row.id, ar: row.ar, en: row.en, names: namesOf(row), weak: [] as string[] })
  const all: Place[] = [
    ...read<Area[]>('gazetteer', 'kuwait-areas.json').map((row) => ({
      ...common(row),
      names: unique([...namesOf(row), ...namesOf(row).flatMap(joined)]),
      slot: 'area' as const,
      type: row.type,
      governorate: row.governorate,
      areas: [],
      lat: row.lat,
      lon: row.lon,
      ambiguous: ambiguity(row.id),
    })),
    ...read<Road[]>('gazetteer', 'kuwait-roads.json').map((row) => ({
      ...common(row),
      slot: 'road' as const,
      type: row.kind,
      areas: row.near_areas,
      lat: null,
      lon: null,
      ambiguous: null,
    })),
    ...read<Landmark[]>('gazetteer', 'kuwait-landmarks.json').map((row) => ({
      ...common(row),
      slot: 'landmark' as const,
      type: row.kind,
      areas: [row.area],
      lat: row.lat,
      lon: row.lon,
      ambiguous: null,
    })),
  ]
  const byId = new Map(all.map((place) => [place.id, place]))
  for (const row of read<More[]>('gazetteer', 'kuwait-landmarks-more.json')) {
    const same = byId.get(row.same_as_area ?? row.same_as_road ?? row.same_as_landmark ?? '')
    const weak = row.weak_aliases ?? []
    const names = namesOf(row, row.aliases_arabizi).filter((name) => !weak.includes(name))
    if (same !== undefined) {
      same.names = unique([...same.names, ...names])
      same.weak = unique([...same.weak, ...weak])
      continue
    }
    const slot = row.type === 'street' ? ('road' as const) : ('landmark' as const)
    const place = {
      id: row.id,
      slot,
      type: row.type,
      ar: row.ar,
      en: row.en,
      areas: row.area_ids,
      lat: row.lat,
      lon: row.lon,
      ambiguous: row.ambiguous === true ? ('word' as const) : null,
      names,
      weak,
    }
    byId.set(row.id, place)
    all.push(place)
  }
  return [...all, ...read<Place[]>('gazetteer', 'more-places.json')].map(renamed)
}

type Feature = { id: string; geometry: { type: string; coordinates: number[][][] | number[][][][] } }
const polygons = (name: string) =>
  read<{ features: Feature[] }>('gazetteer', name).features.map(({ id, geometry }) => ({
    id,
    rings: (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flatMap(
      (part) => part as number[][][],
    ),
  }))

type Topics = { authorities: Record<string, unknown>[]; topics: Record<string, unknown>[] }
const { authorities, topics } = read<Topics>('topics.json')

write('concepts.json', lines(concepts()))
write('places.json', lines(places()))
write('areas.geo.json', lines(polygons('kuwait-area-polygons.geojson')))
write('governorates.geo.json', lines(polygons('kuwait-governorates.geojson')))
write('topics.json', lines(topics))
write('agencies.json', lines(authorities))
write('stopwords.json', `${JSON.stringify(read('concepts', 'stopwords.json'))}\n`)
