// Order repair. A post is decided on what came before it; afterwards it is looked at once more with all that came since,
// one post at a time against its bounded candidates, by weights fitted for hindsight. Nothing larger is moved by machine.
import { far } from '../blocking/tally.ts'
import { compare, type NamedCase } from '../decide/index.ts'
import { accepted, type Ruled, type Ruling } from '../decide/zones.ts'
import type { Mode, Report } from '../types.ts'
import { evidenceOf } from '../weights/evidence.ts'
import type { Weights, Zones } from '../weights/index.ts'
import type { Shelf } from './shelf.ts'
import { caseIdOf } from './stream.ts'

/** What a post's candidates look like once it is taken out of its own case; it is put back by the caller. */
export const lookAgain = (
  shelf: Shelf,
  report: Report,
  weights: Weights,
  rulingOf: (of: NamedCase) => Ruling = () => 'free',
): Ruled<NamedCase>[] => {
  const others = shelf.posts(shelf.caseOf(report.id) ?? '').filter((id) => id !== report.id)
  shelf.remove(report.id)
  return compare(report, shelf.candidates(report, others.slice(0, 1), far), rulingOf, weights)
}

const aloneId = (shelf: Shelf, report: Report): string => {
  let id = caseIdOf(report)
  for (let n = 2; shelf.posts(id).length > 0; n++) id = `${caseIdOf(report)}.${n}`
  return id
}

/** Nobody is moved late into a case that something said speaks against: the one post there that agrees may itself be a stray. */
const moves = (best: Ruled<NamedCase>, zones: Zones): boolean =>
  best.p >= zones.rejoin && accepted(best, zones) && evidenceOf(best.features) !== 'contrary'

const sweeps = 2
/** A case of more posts is left standing: what speaks for another is asked of a person. */
const largest = 50

/** Where each report ends: with the best case at or over the line, where it was if still likely, else alone. */
export const repair = (shelf: Shelf, reports: readonly Report[], weights: Weights, mode: Mode): void => {
  const zones = weights.zones[mode]
  const hindsight = { ...weights, ...weights.hindsight }
  for (let sweep = 0; sweep < sweeps; sweep++)
    for (const report of reports) {
      const current = shelf.caseOf(report.id)
      if (current === null || shelf.posts(current).length > largest) continue
      const ranked = lookAgain(shelf, report, hindsight).filter(({ ruling }) => ruling === 'free')
      const [best] = ranked
      const here = ranked.find(({ of }) => of.id === current)
      if (best && moves(best, zones) && (!here || best.p > here.p)) shelf.place(report, best.of.id)
      else if (here && here.p >= zones.stay) shelf.place(report, current)
      else shelf.place(report, aloneId(shelf, report))
    }
}
