// The borders of Kuwait, fetched once from our own origin, and their outlines on a plane of a given size.
import { type GeoPermissibleObjects, geoMercator, geoPath } from 'd3-geo'

type Shape = { readonly id: string; readonly type: 'MultiPolygon'; readonly coordinates: number[][][][] }
type Governorate = Shape & { readonly ar: string; readonly en: string }
export type Borders = { readonly governorates: readonly Governorate[]; readonly areas: readonly Shape[] }

export const fetchBorders = async (): Promise<Borders> => (await (await fetch('/kuwait.geo.json')).json()) as Borders

export type Extent = 'city' | 'country'
export type Outline = { readonly id: string; readonly path: string; readonly at: readonly [x: number, y: number] }
type Point = { readonly id: string; readonly lat: number; readonly lon: number }

export const plane = { width: 720, height: 560 } as const

/** From Jahra to Fahaheel, where nearly everybody lives. */
const city: GeoPermissibleObjects = {
  type: 'MultiPoint',
  coordinates: [
    [47.63, 29.4],
    [48.2, 29.03],
  ],
}

export const draw = ({ governorates, areas }: Borders, points: readonly Point[], extent: Extent) => {
  const whole = { type: 'GeometryCollection', geometries: [...governorates] } as GeoPermissibleObjects
  const frame: [[number, number], [number, number]] = [
    [8, 8],
    [plane.width - 8, plane.height - 8],
  ]
  const projection = geoMercator().fitExtent(frame, extent === 'city' ? city : whole)
  const pathOf = geoPath(projection).digits(1)
  const outline = (shape: Shape): Outline => ({
    id: shape.id,
    path: pathOf(shape) ?? '',
    at: pathOf.centroid(shape) as [number, number],
  })
  const drawn = areas.map(outline)
  const known = new Set(drawn.map(({ id }) => id))
  const dots = points
    .filter(({ id }) => !known.has(id))
    .map(({ id, lat, lon }): Outline => ({ id, path: '', at: projection([lon, lat]) ?? [0, 0] }))
  const place = (at: readonly [lon: number, lat: number]) => projection([at[0], at[1]]) ?? ([0, 0] as [number, number])
  return { governorates: governorates.map(outline), areas: [...drawn, ...dots], place }
}

/** Five shades by how much is open: empty, then by quarters of the most, so that one storm does not bleach the rest. */
export const shadeOf = (open: number, most: number): number =>
  open === 0 ? 0 : Math.min(4, 1 + Math.floor((3.999 * Math.sqrt(open)) / Math.sqrt(Math.max(1, most))))
