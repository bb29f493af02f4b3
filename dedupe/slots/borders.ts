// Which area a shared pin lies in.
import { type Border, borders, places } from '../profiles/kuwait/index.ts'

type Ring = readonly (readonly number[])[]

/** Even-odd rule: how often a line eastwards from the point crosses the ring. */
const crosses = (ring: Ring, lat: number, lon: number): boolean => {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i]! as [number, number]
    const [x2, y2] = ring[j]! as [number, number]
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

/** A border and the box around it: what lies outside the box need not be looked at. */
type Boxed = Border & { readonly south: number; readonly north: number; readonly west: number; readonly east: number }

const boxed = (border: Border): Boxed => {
  const points = border.rings.flat()
  const [lons, lats] = [points.map(([lon]) => lon!), points.map(([, lat]) => lat!)]
  return {
    ...border,
    south: Math.min(...lats),
    north: Math.max(...lats),
    west: Math.min(...lons),
    east: Math.max(...lons),
  }
}
const areas = borders.areas.map(boxed)
const governorates = borders.governorates.map(boxed)

const within = (rows: readonly Boxed[], lat: number, lon: number): string | null =>
  rows.find(
    ({ rings, south, north, west, east }) =>
      lat >= south &&
      lat <= north &&
      lon >= west &&
      lon <= east &&
      rings.filter((ring) => crosses(ring, lat, lon)).length % 2 === 1,
  )?.id ?? null

/** Areas whose border is not known (Salmiya, Mutlaa, Wafra): their middle stands for them. */
const bordered = new Set(borders.areas.map(({ id }) => id))
const middles = places.flatMap(({ slot, id, lat, lon }) =>
  slot === 'area' && lat !== null && lon !== null && !bordered.has(id) ? [{ id, lat, lon }] : [],
)
/** Kilometres from its middle that such an area is taken to reach. */
const reach = 3
const kilometresADegree = 111.2

const nearestMiddle = (lat: number, lon: number): string | null => {
  const narrowing = Math.cos((lat * Math.PI) / 180)
  const near = middles
    .map((one) => ({ id: one.id, far: kilometresADegree * Math.hypot(one.lat - lat, (one.lon - lon) * narrowing) }))
    .filter(({ far }) => far <= reach)
  return near.length === 0 ? null : near.reduce((best, one) => (one.far < best.far ? one : best)).id
}

export const areaAt = (lat: number, lon: number): string | null => within(areas, lat, lon) ?? nearestMiddle(lat, lon)
export const governorateAt = (lat: number, lon: number): string | null => within(governorates, lat, lon)

const POINT = /(-?\d{1,2}\.\d{3,8})(?:,|%2C|%2c|, )(-?\d{1,3}\.\d{3,8})/

/** Coordinates inside a map link, or written out. */
export const pointIn = (text: string): { lat: number; lon: number } | null => {
  const found = POINT.exec(text)
  if (found === null) return null
  const [lat, lon] = [Number(found[1]), Number(found[2])]
  return lat > 28 && lat < 31 && lon > 46 && lon < 49 ? { lat, lon } : null
}
