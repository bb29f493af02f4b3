// How long a matter lasts. An outage is over in hours and the next one is another incident; a pothole stays for weeks. How
// fast each scope fades is learned from labelled worlds; here stands only which topics pass.
import type { Report } from '../types.ts'

/** Topics whose incidents are usually over within a day. */
const passing = new Set([
  'power-outage',
  'water-outage',
  'telecom-internet',
  'e-services',
  'traffic-jam',
  'road-accident',
  'traffic-signals',
  'reckless-driving',
  'rain-flooding',
  'dust-weather',
  'fire-hazard',
  'air-pollution',
  'airport',
  'bus-transport',
])

/** 0 stays … 1 passes: by what the post is likely about; between them where nothing is known. */
export const passes = ({ topics }: Report): number => {
  let known = 0
  let fleeting = 0
  for (const { id, p } of topics.slice(0, 3)) {
    known += p
    if (passing.has(id)) fleeting += p
  }
  return known < 0.1 ? 0.5 : fleeting / known
}
