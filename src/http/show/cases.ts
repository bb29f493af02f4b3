// Rows of cases as the wire shows them.
import { maskPersonalData } from '../../../dedupe/index.ts'
import { allowedStatuses } from '../../cases/index.ts'
import type { CaseRow, Store } from '../../store/index.ts'
import { openReviewsOf, ownersOf, type Window, type WindowRule, windowsOf } from '../../store/views/case-facts.ts'
import type { CaseWire } from '../contract.ts'
import { agencyName, areaName, placeName, problemName, topicName } from './names.ts'
import { iso, isoOrNull } from './time.ts'

export type CaseContext = {
  readonly store: Store
  readonly windows: readonly WindowRule[]
  readonly now: number
}

type Facts = {
  readonly owners: ReadonlyMap<string, string>
  readonly reviews: ReadonlyMap<string, number>
  readonly windows: ReadonlyMap<string, Window>
}

const goldenOf = (row: CaseRow): CaseWire['golden'] => ({
  title: maskPersonalData(row.title),
  area: areaName(row.area),
  block: row.block,
  place: row.place === null ? null : maskPersonalData(placeName(row.place)?.ar ?? row.place),
  placeName: placeName(row.place),
  topic: topicName(row.topic),
  problem: problemName(row.problem),
  agency: agencyName(row.agency),
  firstAt: iso(row.first_at),
  lastAt: iso(row.last_at),
  posts: row.posts,
  authors: row.authors,
  byChannel: JSON.parse(row.by_channel) as Record<string, number>,
})

const caseView = (row: CaseRow, { owners, reviews, windows }: Facts): CaseWire => {
  const window = windows.get(row.id)
  return {
    id: row.id,
    reference: row.reference,
    kind: row.kind,
    status: row.status,
    version: row.version,
    agency: row.agency,
    owner: row.owner === null ? null : { id: row.owner, name: owners.get(row.owner) ?? row.owner },
    golden: goldenOf(row),
    mergedInto: row.merged_into,
    recurrenceOf: row.recurrence_of,
    openedAt: iso(row.opened_at),
    closedAt: isoOrNull(row.closed_at),
    pendingReviews: reviews.get(row.id) ?? 0,
    window: window === undefined ? null : { closesAt: iso(window.closesAt), authors: window.authors },
    allowedStatuses: [...allowedStatuses(row.kind, row.status)],
  }
}

/** A window matters while people wait for a word. */
const waits = ({ status }: CaseRow) =>
  status === 'open' || status === 'in-progress' || status === 'received' || status === 'under-study'

export const showCases = async (
  { store, windows, now }: CaseContext,
  rows: readonly CaseRow[],
): Promise<CaseWire[]> => {
  const facts: Facts = {
    owners: await ownersOf(
      store,
      rows.flatMap(({ owner }) => (owner === null ? [] : [owner])),
    ),
    reviews: await openReviewsOf(
      store,
      rows.map(({ id }) => id),
    ),
    windows: await windowsOf(
      store,
      rows.filter(waits).map(({ id }) => id),
      windows,
      now,
    ),
  }
  return rows.map((row) => caseView(row, facts))
}
