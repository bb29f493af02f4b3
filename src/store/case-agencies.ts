// Agencies that work on a case beside the one that owns it, each with its own clock.
import type { CaseId, Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

export const agenciesOf = (db: Reader, id: CaseId) =>
  db.selectFrom('case_agencies').selectAll().where('case_id', '=', id).orderBy('asked_at').orderBy('agency').execute()

type Ask = {
  readonly case: CaseId
  readonly agency: string
  readonly at: Millis
  readonly due: Millis
  readonly by: string
}

/** Asked again: its clock starts over. */
export const askAgency = async (tx: Tx, { case: id, agency, at, due, by }: Ask): Promise<void> => {
  await tx
    .insertInto('case_agencies')
    .values({ case_id: id, agency, asked_at: at, asked_by: by, due_at: due, done_at: null })
    .onConflict((c) =>
      c.columns(['case_id', 'agency']).doUpdateSet({ asked_at: at, asked_by: by, due_at: due, done_at: null }),
    )
    .execute()
}

export const agencyIsDone = async (tx: Tx, id: CaseId, agency: string, at: Millis | null): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('case_agencies')
    .set({ done_at: at })
    .where('case_id', '=', id)
    .where('agency', '=', agency)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}

export const dropAgency = async (tx: Tx, id: CaseId, agency: string): Promise<void> => {
  await tx.deleteFrom('case_agencies').where('case_id', '=', id).where('agency', '=', agency).execute()
}
