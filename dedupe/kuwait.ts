// Reference data of the profile, for names on screens and for reverse geocoding.
import { agencies, concepts, places, topics } from './profiles/kuwait/index.ts'

export { areaAt, governorateAt } from './slots/borders.ts'

type Entry = { readonly id: string; readonly ar: string; readonly en: string }
const entry = ({ id, ar, en }: Entry): Entry => ({ id, ar, en })

const governorates: readonly Entry[] = [
  { id: 'capital', ar: 'العاصمة', en: 'Capital' },
  { id: 'hawalli', ar: 'حولي', en: 'Hawalli' },
  { id: 'farwaniya', ar: 'الفروانية', en: 'Farwaniya' },
  { id: 'ahmadi', ar: 'الأحمدي', en: 'Ahmadi' },
  { id: 'jahra', ar: 'الجهراء', en: 'Jahra' },
  { id: 'mubarak-al-kabeer', ar: 'مبارك الكبير', en: 'Mubarak Al-Kabeer' },
]

export const kuwait = {
  governorates,
  areas: places
    .filter((place) => place.slot === 'area')
    .map((place) => ({ ...entry(place), governorate: place.governorate!, lat: place.lat!, lon: place.lon! })),
  places: places.filter((place) => place.slot !== 'area').map((place) => ({ ...entry(place), type: place.type })),
  topics: topics.map((topic) => ({ ...entry(topic), agency: topic.authority })),
  agencies: agencies.map(entry),
  problems: concepts.map((concept) => ({ ...entry(concept), topic: concept.topic, kind: concept.kind })),
}
