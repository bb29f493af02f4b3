// Public pages of cases, and the systems that are told what happens.
import type { CaseId, Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { CaseRow, HookRow, PageRow } from './schema.ts'
import type { Tx } from './tx.ts'

export const pageOf = (db: Reader, id: CaseId): Promise<PageRow | undefined> =>
  db.selectFrom('pages').selectAll().where('case_id', '=', id).executeTakeFirst()

export const pageBySlug = (db: Reader, slug: string): Promise<PageRow | undefined> =>
  db.selectFrom('pages').selectAll().where('slug', '=', slug).executeTakeFirst()

export const putPage = (tx: Tx, row: PageRow): Promise<PageRow> => {
  const { case_id: _, slug: __, ...changed } = row
  return tx
    .insertInto('pages')
    .values(row)
    .onConflict((conflict) => conflict.column('case_id').doUpdateSet(changed))
    .returningAll()
    .executeTakeFirstOrThrow()
}

export type Published = PageRow & { readonly row: CaseRow }

/** Known issues everybody may read of, the newest first; what was folded into another case is told there. */
export const knownIssues = async (db: Reader, limit: number): Promise<readonly Published[]> => {
  const pages = await db
    .selectFrom('pages')
    .selectAll()
    .where('known_issue', '=', 1)
    .where('published_at', 'is not', null)
    .orderBy('published_at', 'desc')
    .limit(limit)
    .execute()
  const rows = new Map<CaseId, CaseRow>()
  for (const chunk of inChunks(
    pages.map(({ case_id }) => case_id),
    500,
  ))
    for (const row of await db.selectFrom('cases').selectAll().where('id', 'in', chunk).execute()) rows.set(row.id, row)
  return pages.flatMap((page) => {
    const row = rows.get(page.case_id)
    return row === undefined || row.status === 'merged' ? [] : [{ ...page, row }]
  })
}

export const listHooks = (db: Reader): Promise<HookRow[]> =>
  db.selectFrom('hooks').selectAll().orderBy('created_at').execute()

export const findHook = (db: Reader, id: string): Promise<HookRow | undefined> =>
  db.selectFrom('hooks').selectAll().where('id', '=', id).executeTakeFirst()

export const addHook = async (tx: Tx, row: HookRow): Promise<void> => {
  await tx.insertInto('hooks').values(row).execute()
}

export const dropHook = async (tx: Tx, id: string): Promise<boolean> =>
  Number((await tx.deleteFrom('hooks').where('id', '=', id).executeTakeFirstOrThrow()).numDeletedRows) === 1

export const hookAnswered = async (
  tx: Tx,
  id: string,
  told: { readonly status: number; readonly at: Millis; readonly stop?: boolean },
): Promise<void> => {
  await tx
    .updateTable('hooks')
    .set({ last_status: told.status, last_at: told.at, ...(told.stop ? { stopped_at: told.at } : {}) })
    .where('id', '=', id)
    .execute()
}
