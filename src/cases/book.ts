// The cases touched by one transaction of the pipeline: read once under their lock, counted in memory, written once.
import type { AuthorId, CaseId, Millis } from '../model.ts'
import { lockCases, saveCases, takeReferences } from '../store/cases.ts'
import type { CaseRow, Tx } from '../store/index.ts'
import { alreadySpeaking, type Speaker } from '../store/members.ts'
import { together } from '../store/together.ts'
import { standingAgencies, type TopicAgencies } from '../store/topic-agencies.ts'
import { absorb, type Fact, type Tally } from './golden-record.ts'
import { newRow, tallyOf, withTally } from './row.ts'

type Page = { row: CaseRow; tally: Tally; authors: number }

export type Book = {
  /**
   * Reads cases that authors' posts will join, and gives those that will be opened at these times their references; returns
   * where each stands now, should it have been merged meanwhile.
   */
  read(joins: readonly Speaker[], openings: readonly Millis[]): Promise<ReadonlyMap<CaseId, CaseId>>
  open(id: CaseId, founder: Fact, kind: CaseRow['kind'], recurrenceOf: CaseId | null): void
  add(id: CaseId, fact: Fact, author: AuthorId | null): void
  /** Writes all; call before members and posts refer to them. */
  write(now: Millis): Promise<void>
}

export const openBook = (tx: Tx): Book => {
  const pages = new Map<CaseId, Page>()
  const speakers = new Set<string>()
  const references: string[] = []
  let given: TopicAgencies = {}

  const read = async (joins: readonly Speaker[], openings: readonly Millis[]) => {
    const ids = [...new Set(joins.map((join) => join.case))]
    const standing = new Map<CaseId, CaseId>()
    const [joined, speak, taken, agencies] = await together([
      lockCases(tx, ids),
      alreadySpeaking(tx, joins),
      takeReferences(tx, openings),
      standingAgencies(tx),
    ])
    references.push(...taken)
    given = agencies
    let rows = joined
    for (const row of rows) pages.set(row.id, { row, tally: tallyOf(row), authors: row.authors })
    while (rows.some(({ merged_into }) => merged_into !== null && !pages.has(merged_into))) {
      rows = await lockCases(
        tx,
        rows.flatMap(({ merged_into }) => merged_into ?? []),
      )
      for (const row of rows)
        if (!pages.has(row.id)) pages.set(row.id, { row, tally: tallyOf(row), authors: row.authors })
    }
    const lead = (id: CaseId): CaseId => {
      const into = pages.get(id)?.row.merged_into
      return into ? lead(into) : id
    }
    for (const id of ids) standing.set(id, lead(id))
    const followed = joins.flatMap((join) => {
      const to = standing.get(join.case)!
      return to === join.case ? [] : [{ ...join, case: to }]
    })
    for (const one of [...speak, ...(await alreadySpeaking(tx, followed))]) speakers.add(one)
    return standing
  }

  return {
    read,
    open(id, founder, kind, recurrenceOf) {
      const row = newRow(id, references.shift()!, kind, founder.at, given, recurrenceOf)
      pages.set(id, { row, tally: tallyOf(row), authors: 0 })
    },
    add(id, fact, author) {
      const page = pages.get(id)!
      page.tally = absorb(page.tally, fact)
      const speaker = `${id}|${author}`
      if (author === null || speakers.has(speaker)) return
      speakers.add(speaker)
      page.authors++
    },
    async write(now) {
      const touched = [...pages.values()].filter(({ row, tally }) => tally.posts !== row.posts)
      await saveCases(
        tx,
        touched.map(({ row, tally, authors }) => withTally(row, tally, authors, now)),
      )
    },
  }
}
