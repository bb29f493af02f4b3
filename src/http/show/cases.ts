// Rows of cases as the wire shows them.
import { maskPersonalData } from '../../../dedupe/index.ts'
import { allowedStatuses, correctable, tallyOf } from '../../cases/index.ts'
import type { PostId } from '../../model.ts'
import type { Nearness } from '../../review/index.ts'
import type { CaseRow, Store } from '../../store/index.ts'
import { linkedIn } from '../../store/reach.ts'
import { openReviewsOf, ownersOf, type Window, type WindowRule, windowsOf } from '../../store/views/case-facts.ts'
import { isForeign, type Scope, withheldPosts } from '../../store/views/scope.ts'
import type { CaseWire } from '../contract.ts'
import { agencyName, areaName, placeName, problemName, topicName } from './names.ts'
import { serviceHours } from './service.ts'
import { iso, isoOrNull } from './time.ts'

export type CaseContext = {
  readonly store: Store
  readonly nearness: Nearness | null
  readonly windows: readonly WindowRule[]
  readonly now: number
  /** The agencies of whoever looks. */
  readonly scope: Scope
}

type Facts = {
  readonly owners: ReadonlyMap<string, string>
  readonly reviews: ReadonlyMap<string, number>
  readonly windows: ReadonlyMap<string, Window>
  readonly hours: Readonly<Record<CaseRow['kind'], number>>
  /** Cases of other agencies, and those of them whose title is a private post's words. */
  readonly foreign: ReadonlySet<string>
  readonly untitled: ReadonlySet<string>
  /** Accounts whose owner linked them to another of the case. */
  readonly linked: ReadonlyMap<string, number>
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

/** What it is about, from what the machine read, in place of the words that said it. */
const withheldTitle = (row: CaseRow): string =>
  [problemName(row.problem) ?? topicName(row.topic), areaName(row.area)].flatMap((name) => name?.ar ?? []).join(' · ')

const withheldGolden = (row: CaseRow, untitled: boolean): CaseWire['golden'] => ({
  ...goldenOf(row),
  ...(untitled ? { title: withheldTitle(row) } : {}),
  place: placeName(row.place)?.ar ?? null,
})

const titlePost = (row: CaseRow): readonly PostId[] => {
  const { title } = JSON.parse(row.tally) as { title?: { post?: PostId } | null }
  return title?.post === undefined ? [] : [title.post]
}

/** A title whose post is not known any more is withheld too. */
const untitledOf = async (store: Store, scope: Scope, foreign: readonly CaseRow[]): Promise<ReadonlySet<string>> => {
  const withheld = await withheldPosts(store, scope, foreign.flatMap(titlePost))
  const shown = ([post]: readonly PostId[]) => post !== undefined && !withheld.has(post)
  return new Set(foreign.filter((row) => !shown(titlePost(row))).map(({ id }) => id))
}

/** Windows and the promised hours matter while people wait for a word. */
const waits = ({ status }: CaseRow) =>
  status === 'open' || status === 'in-progress' || status === 'received' || status === 'under-study'

const correctedOf = (row: CaseRow): Pick<CaseWire, 'corrected'> => {
  const { fixed = {} } = tallyOf(row)
  const names = correctable.filter((name) => fixed[name] !== undefined)
  return names.length === 0 ? {} : { corrected: names }
}

const caseView = (row: CaseRow, facts: Facts): CaseWire => {
  const { owners, reviews, windows, hours, foreign, untitled, linked } = facts
  const fewer = linked.get(row.id)
  const window = windows.get(row.id)
  const isOthers = foreign.has(row.id)
  return {
    id: row.id,
    reference: row.reference,
    kind: row.kind,
    status: row.status,
    version: row.version,
    agency: row.agency,
    owner: row.owner === null ? null : { id: row.owner, name: owners.get(row.owner) ?? row.owner },
    golden: isOthers ? withheldGolden(row, untitled.has(row.id)) : goldenOf(row),
    mergedInto: row.merged_into,
    recurrenceOf: row.recurrence_of,
    openedAt: iso(row.opened_at),
    closedAt: isoOrNull(row.closed_at),
    pendingReviews: reviews.get(row.id) ?? 0,
    window: window === undefined ? null : { closesAt: iso(window.closesAt), authors: window.authors },
    dueAt: waits(row) ? iso(row.opened_at + hours[row.kind] * 3_600_000) : null,
    ...correctedOf(row),
    ...(fewer === undefined ? {} : { people: row.authors - fewer }),
    allowedStatuses: isOthers ? [] : [...allowedStatuses(row.kind, row.status)],
    ...(isOthers ? { foreign: true as const } : {}),
  }
}

export const showCases = async (
  { store, windows, now, scope }: CaseContext,
  rows: readonly CaseRow[],
): Promise<CaseWire[]> => {
  const others = rows.filter(({ agency }) => isForeign(scope, agency))
  const facts: Facts = {
    foreign: new Set(others.map(({ id }) => id)),
    untitled: await untitledOf(store, scope, others),
    owners: await ownersOf(
      store,
      rows.flatMap(({ owner }) => (owner === null ? [] : [owner])),
    ),
    hours: await serviceHours(store),
    // A list says accounts; who looks at one case is told how many people they are.
    linked: rows.length === 1 ? await linkedIn(store.read, [rows[0]!.id]) : new Map(),
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
