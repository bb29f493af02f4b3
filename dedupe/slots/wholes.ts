// The larger place a district is part of, as others name it: "Shuwaikh" for its industrial quarter, "the city" for Mirqab.
import { places } from '../profiles/kuwait/index.ts'

const areas = new Set(places.filter(({ slot }) => slot === 'area').map(({ id }) => id))

const WHOLES: readonly (readonly [whole: string, parts: string])[] = [
  ['kuwait-city', 'mirqab qibla sharq salhiya sawaber wattiya mubarakiya-market dasman sea-front'],
  ['south-surra', 'salam zahra siddiq hitteen shuhada ministries-area'],
  ['hawalli', 'maidan-hawalli nugra'],
  ['shaab', 'shaab-bahri'],
  ['khaitan', 'south-khaitan'],
  ['jleeb-al-shuyoukh', 'abbasiya'],
  ['salmiya', 'ras-al-salmiya'],
  ['ahmadi', 'north-ahmadi south-ahmadi east-ahmadi middle-ahmadi'],
  ['khiran-city', 'khiran-chalets'],
]
const listed = new Map(WHOLES.flatMap(([whole, parts]) => parts.split(' ').map((part) => [part, whole] as const)))

/** Parts that carry the name of the whole: sectors of a new city, its industry, farms, chalets. */
const carried = (id: string): string | null => {
  if (/^south-mutlaa-/.test(id)) return 'mutlaa'
  if (/^sabah-al-ahmad-(?:\d+|services|investment)$/.test(id)) return 'sabah-al-ahmad-city'
  const base =
    /^(.+?)-(?:\d+|industrial|craft-industrial|agricultural|farms|chalets|stables|camps|port|educational)$/.exec(
      id,
    )?.[1]
  return base !== undefined && areas.has(base) ? base : null
}

/** Nearest first: an industrial block is of its quarter, and the quarter of its town. */
export const wholesOf = (area: string): readonly string[] => {
  const whole = listed.get(area) ?? carried(area)
  return whole === null ? [] : [whole, ...wholesOf(whole)]
}
