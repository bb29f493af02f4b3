// The place ladder. Sure areas agree or conflict; a block counts only where the areas do not conflict, and a street only
// where the blocks do not. Silence is unknown, never a mismatch.
import { agreement, shared } from './sets.ts'
import { count, type Signature, said, saidBy, says } from './signature.ts'
import { list } from './traits.ts'

const loose = (a: Signature, b: Signature): boolean => says(a, list.area) && says(b, list.maybeArea)

export const areaLevel = (a: Signature, b: Signature): number => {
  const sure = agreement(a, b, list.area)
  if (sure > 0) return 1
  if (((saidBy(a) | saidBy(b)) & said(list.maybeArea)) === 0) return sure
  const maybe =
    shared(a, b, list.area, list.maybeArea) +
    shared(a, b, list.maybeArea, list.area) +
    shared(a, b, list.maybeArea, list.maybeArea)
  if (maybe > 0) return 0.5
  if (sure < 0) return -1
  return loose(a, b) || loose(b, a) ? -0.3 : 0
}

export const blockLevel = (a: Signature, b: Signature, area: number): number =>
  area <= -1 ? 0 : agreement(a, b, list.block)

export const streetLevel = (a: Signature, b: Signature, area: number, block: number): number =>
  area <= -1 || block < 0 ? 0 : agreement(a, b, list.street)

export const houseLevel = (a: Signature, b: Signature, street: number): number =>
  street > 0 ? agreement(a, b, list.house) : 0

const spots = said(list.road) | said(list.landmark)

/** Each names a crossing of the common road with another one. */
const crossesElsewhere = (a: Signature, b: Signature): boolean => {
  const least = Math.min(count(a, list.road), count(b, list.road))
  return least > 1 && shared(a, b, list.road) < least
}

export const spotLevel = (a: Signature, b: Signature): number => {
  if ((saidBy(a) & saidBy(b) & spots) === 0) return 0
  const road = agreement(a, b, list.road)
  const landmark = agreement(a, b, list.landmark)
  if (landmark > 0) return 1
  // Roads are long: two exits of one, or two crossings, are two spots, though not far apart.
  if (road > 0) return landmark < 0 || crossesElsewhere(a, b) ? -0.5 : 1
  return Math.min(road, landmark)
}

/** The rungs added up: -2 another area … 4 the same door. */
export const rungOf = (area: number, block: number, street: number, house: number, spot: number): number =>
  area <= -1
    ? -2 + Math.max(spot, 0)
    : Math.max(area, 0) + block * 1.2 + street * 0.8 + house * 0.5 + (spot > 0 ? 1 : spot * 0.3)
