// The stream as reports. Reading a million texts would take longer than matching them, so the first 20,000 tellings are
// read, and later ones are these retold: other people, later, about other areas and blocks.
import { kuwait, prepare, type Report } from '../../dedupe/index.ts'
import { tellings } from './posts.ts'

export type Told = { readonly report: Report; readonly case: string }
export type Pool = { readonly told: readonly Told[]; readonly readingMicroseconds: number }

const size = 20_000
const lasts = size * 12_000
const cpu = () => process.cpuUsage().user

export const readPool = (seed: number): Pool => {
  const told: Told[] = []
  let from = 0
  for (const { post, incident } of tellings(seed)) {
    if (told.length === size) break
    if (told.length === size / 2) from = cpu()
    told.push({ report: prepare(post), case: `${incident}` })
  }
  return { told, readingMicroseconds: (cpu() - from) / (size / 2) }
}

const areas = kuwait.areas.map(({ id }) => id)
const areaNumber = new Map(areas.map((id, i) => [id, i]))
const movedArea = (id: string, round: number): string => {
  const n = areaNumber.get(id)
  return n === undefined ? id : areas[(n + round * 29) % areas.length]!
}

const retold = ({ report, case: incident }: Told, round: number): Told => {
  const later = round * lasts
  const { happened } = report
  return {
    case: `${round}.${incident}`,
    report: {
      ...report,
      id: `${report.id}.${round}`,
      author: `${report.author}.${round % 20}`,
      at: report.at + later,
      copy: `${report.copy}.${round}`,
      happened: { ...happened, from: happened.from + later, to: happened.to + later },
      places: report.places.map((place) => ({
        ...place,
        area: place.area === null ? null : movedArea(place.area, round),
        value:
          place.slot === 'area'
            ? movedArea(place.value, round)
            : place.slot === 'block'
              ? `${1 + ((Number(place.value) + round * 5) % 12)}`
              : place.value,
      })),
    },
  }
}

export const toldAt = ({ told }: Pool, n: number): Told => {
  const round = Math.floor(n / size)
  const one = told[n % size]!
  return round === 0 ? one : retold(one, round)
}
