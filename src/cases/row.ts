// A case row and the record counted into it.
import type { CaseId, CaseKind, Millis } from '../model.ts'
import type { CaseRow } from '../store/index.ts'
import type { TopicAgencies } from '../store/topic-agencies.ts'
import { emptyTally, goldenOf, kindOf, type Tally } from './golden-record.ts'
import { agencyOfCase } from './topic-agency.ts'
import { firstStatus, isClosed } from './transitions.ts'
import { urgencyOf } from './urgency.ts'

export const tallyOf = (row: CaseRow): Tally => JSON.parse(row.tally) as Tally

export const withTally = (row: CaseRow, tally: Tally, authors: number, now: Millis): CaseRow => {
  const golden = goldenOf(tally, authors)
  const kind = kindOf(tally)
  return {
    ...row,
    kind,
    agency: tally.assigned ? row.agency : agencyOfCase(tally, golden),
    title: golden.title,
    area: golden.area,
    block: golden.block,
    place: golden.place,
    topic: golden.topic,
    problem: golden.problem,
    first_at: golden.posts === 0 ? row.first_at : golden.firstAt,
    last_at: golden.posts === 0 ? row.last_at : golden.lastAt,
    posts: golden.posts,
    authors,
    by_channel: JSON.stringify(golden.byChannel),
    tally: JSON.stringify(tally),
    urgency: urgencyOf(kind, row.status, authors),
    updated_at: now,
  }
}

export const withStatus = (row: CaseRow, status: CaseRow['status'], now: Millis): CaseRow => ({
  ...row,
  status,
  closed_at: isClosed(status) ? (row.closed_at ?? now) : null,
  urgency: urgencyOf(row.kind, status, row.authors),
  updated_at: now,
})

/** A case without posts yet. */
export const newRow = (
  id: CaseId,
  reference: string,
  kind: CaseKind,
  now: Millis,
  given: TopicAgencies,
  recurrenceOf: CaseId | null = null,
): CaseRow => ({
  id,
  reference,
  kind,
  status: firstStatus(kind),
  version: 1,
  agency: null,
  owner: null,
  title: '',
  area: null,
  block: null,
  place: null,
  topic: null,
  problem: null,
  first_at: now,
  last_at: now,
  posts: 0,
  authors: 0,
  by_channel: '{}',
  tally: JSON.stringify(emptyTally(kind, Object.keys(given).length === 0 ? {} : { given })),
  urgency: 0,
  merged_into: null,
  recurrence_of: recurrenceOf,
  opened_at: now,
  closed_at: null,
  updated_at: now,
})
