// The place ladder. Sure areas agree or conflict; a block counts only where the areas do not conflict, and a street only
// where the blocks do not. Silence is unknown, never a mismatch.
import { agreement, shared } from './sets.ts'
import { count, type Signature } from './signature.ts'

export type PlaceLevels = {
  readonly area: number
  readonly block: number
  readonly street: number
  readonly house: number
  readonly spot: number
  /** The rungs added up: -2 another area … 4 the same door. */
  readonly rung: number
}

const areaLevel = (a: Signature, b: Signature): number => {
  const sure = agreement(a, b, 'area')
  if (sure > 0) return 1
  const maybe = shared(a, b, 'area', 'maybeArea') + shared(a, b, 'maybeArea', 'area') + shared(a, b, 'maybeArea')
  if (maybe > 0) return 0.5
  if (sure < 0) return -1
  const loose = (x: Signature, y: Signature) => count(x, 'area') > 0 && count(y, 'maybeArea') > 0
  return loose(a, b) || loose(b, a) ? -0.3 : 0
}

const spotLevel = (a: Signature, b: Signature): number => {
  const road = agreement(a, b, 'road')
  const landmark = agreement(a, b, 'landmark')
  if (road > 0 || landmark > 0) return 1
  return Math.min(road, landmark)
}

export const comparePlace = (a: Signature, b: Signature): PlaceLevels => {
  const area = areaLevel(a, b)
  const block = area <= -1 ? 0 : agreement(a, b, 'block')
  const street = area <= -1 || block < 0 ? 0 : agreement(a, b, 'street')
  const house = street > 0 ? agreement(a, b, 'house') : 0
  const spot = spotLevel(a, b)
  const rung =
    area <= -1
      ? -2 + Math.max(spot, 0)
      : Math.max(area, 0) + block * 1.2 + street * 0.8 + house * 0.5 + (spot > 0 ? 1 : spot * 0.3)
  return { area, block, street, house, spot, rung }
}
