// Of many candidate cases, those whose block keys speak loudest for the report: the others are not worth a comparison.
import { createBlockIndex } from '../blocking/index.ts'
import { weighedKeysOfEach, weighedKeysOfLatest } from '../blocking/keys.ts'
import { addLoudest, createTally, near } from '../blocking/tally.ts'
import type { CaseView, Report } from '../types.ts'

const tally = createTally()
const newest = ({ members }: CaseView): number =>
  members.reduce((at, m) => Math.max(at, m.at), Number.NEGATIVE_INFINITY)

/** What the index in memory would put first; cases that people ruled upon are always kept. */
export const nearest = (
  report: Report,
  cases: readonly CaseView[],
  ruledUpon: (of: CaseView) => boolean,
): readonly CaseView[] => {
  if (cases.length <= near.always) return cases
  const inOrder = cases.toSorted((a, b) => newest(a) - newest(b) || (a.id < b.id ? -1 : 1))
  const index = createBlockIndex(1 << 15)
  inOrder.forEach(({ members }, number) => {
    for (const member of members) index.add(weighedKeysOfEach(member).prints, number)
  })
  const kept = new Set(inOrder.filter(ruledUpon))
  tally.count(weighedKeysOfLatest(report), index)
  addLoudest(tally, near, kept, (number) => kept.add(inOrder[number]!))
  return [...kept]
}
