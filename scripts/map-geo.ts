// Makes the dashboard's map from the borders the matcher ships: `node scripts/map-geo.ts`. Rings turn the way d3-geo reads them
// (clockwise), and numbers keep four decimals, about ten metres.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kuwait } from '../dedupe/index.ts'

type Point = readonly [lon: number, lat: number]
type Shape = { readonly id: string; readonly rings: readonly (readonly Point[])[] }

const profile = join(import.meta.dirname, '../dedupe/profiles/kuwait')
const read = (name: string): readonly Shape[] => JSON.parse(readFileSync(join(profile, `${name}.geo.json`), 'utf8'))

const doubleArea = (ring: readonly Point[]) =>
  ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!
    return sum + x * nextY - nextX * y
  }, 0)
const short = ([lon, lat]: Point): Point => [Math.round(lon * 1e4) / 1e4, Math.round(lat * 1e4) / 1e4]
const clockwise = (ring: readonly Point[]) => (doubleArea(ring) > 0 ? ring.toReversed() : ring).map(short)

const shapes = (found: readonly Shape[]) =>
  found.map(({ id, rings }) => ({
    id,
    type: 'MultiPolygon',
    coordinates: rings.filter((ring) => ring.length > 3).map((ring) => [clockwise(ring)]),
  }))

const map = {
  source: 'Who’s On First (CC0 1.0), simplified',
  governorates: shapes(read('governorates')).map((shape) => ({
    ...shape,
    ...kuwait.governorates.find(({ id }) => id === shape.id),
  })),
  areas: shapes(read('areas')),
}
writeFileSync(join(import.meta.dirname, '../dashboards/public/kuwait.geo.json'), JSON.stringify(map))
