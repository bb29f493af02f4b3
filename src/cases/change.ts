// The frame of every verb: one transaction, and the index follows what it changed.
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts'
import type { CaseId, Millis } from '../model.ts'
import { caseOf, findCase, lockCases, saveCases } from '../store/cases.ts'
import { type CaseRow, type Tx, write } from '../store/index.ts'
import type { Desk } from './desk.ts'
import type { Change } from './follow.ts'

export type Changing = {
  readonly tx: Tx
  readonly now: Millis
  /** What the index must follow. */
  readonly changes: Change[]
}

export const change = async <T>(desk: Desk, work: (changing: Changing) => Promise<T>): Promise<T> => {
  const { result } = await write(
    desk.store,
    async (tx) => {
      const changes: Change[] = []
      const result = await work({ tx, now: desk.clock(), changes })
      await desk.index.record(tx, changes)
      return { result, changes }
    },
    ({ changes }) => desk.index.follow(changes),
  )
  return result
}

/** Locked rows by id; every id must exist. */
export const load = async (tx: Tx, ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, CaseRow>> => {
  const rows = new Map((await lockCases(tx, ids)).map((row) => [row.id, row]))
  for (const id of ids) if (!rows.has(id)) throw new NotFoundError(`case ${id}`)
  return rows
}

/** A case that was folded into another cannot be worked on: the error holds the one that stands for it. */
export const refuseMerged = async (tx: Tx, row: CaseRow): Promise<void> => {
  if (row.status !== 'merged') return
  const standing = row.merged_into === null ? undefined : await findCase(tx, row.merged_into)
  throw new ConflictError('merged', `case ${row.reference} was merged`, standing ? caseOf(standing) : null)
}

export const refuseStale = (row: CaseRow, version: number): void => {
  if (row.version !== version)
    throw new ConflictError('stale', `case ${row.reference} has changed since version ${version}`, caseOf(row))
}

export const loadOne = async (tx: Tx, id: CaseId, version: number): Promise<CaseRow> => {
  const row = (await load(tx, [id])).get(id)!
  await refuseMerged(tx, row)
  refuseStale(row, version)
  return row
}

export const bumped = (row: CaseRow): CaseRow => ({ ...row, version: row.version + 1 })

/** Tells the index which of these cases are closed now; moving posts may have made it forget. */
export const standings = (rows: readonly CaseRow[]): readonly Change[] =>
  rows
    .filter(({ status }) => status !== 'merged')
    .map((row) =>
      row.closed_at === null ? { kind: 'reopened', case: row.id } : { kind: 'closed', case: row.id, at: row.closed_at },
    )

export const save = async ({ tx, changes }: Changing, rows: readonly CaseRow[]): Promise<void> => {
  await saveCases(tx, rows)
  changes.push(...standings(rows))
}

export const refuseUnless = (ok: boolean, field: string, problem: string, fix: string): void => {
  if (!ok) throw new InvalidInputError(field, problem, fix)
}
