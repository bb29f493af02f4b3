// What has been kept as long as it may be.
import type { CaseId, CaseKind, Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import type { CaseRow, PostRow } from './schema.ts'
import type { Tx } from './tx.ts'

const untouched = 'gone:%'

/** Closed cases of a kind whose posts are still as they came. */
export const expiredCases = (db: Reader, kind: CaseKind, closedBefore: Millis, limit: number): Promise<CaseRow[]> =>
  db
    .selectFrom('cases')
    .selectAll()
    .where('kind', '=', kind)
    .where('closed_at', '<', closedBefore)
    .where('merged_into', 'is', null)
    .where((e) =>
      e.exists(
        e
          .selectFrom('members')
          .innerJoin('posts', 'posts.id', 'members.post_id')
          .select('posts.id')
          .whereRef('members.case_id', '=', 'cases.id')
          .where('members.main', '=', 1)
          .where('posts.remote_id', 'not like', untouched),
      ),
    )
    .orderBy('closed_at')
    .limit(limit)
    .execute()

export const untouchedPosts = (db: Reader, id: CaseId): Promise<PostRow[]> =>
  db
    .selectFrom('members')
    .innerJoin('posts', 'posts.id', 'members.post_id')
    .selectAll('posts')
    .where('members.case_id', '=', id)
    .where('members.main', '=', 1)
    .where('posts.remote_id', 'not like', untouched)
    .orderBy('posts.seq')
    .execute()

/** Posts that became no case. */
export const expiredLane = (db: Reader, receivedBefore: Millis, limit: number): Promise<PostRow[]> =>
  db
    .selectFrom('posts')
    .selectAll()
    .where('case_id', 'is', null)
    .where('received_at', '<', receivedBefore)
    .where('remote_id', 'not like', untouched)
    .orderBy('seq')
    .limit(limit)
    .execute()

const bodies = { read: 'is', unread: 'is not' } as const

export const countBodies = async (db: Reader, which: keyof typeof bodies, before: Millis): Promise<number> => {
  const { n } = await db
    .selectFrom('receipts')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('fault', bodies[which], null)
    .where('body', 'is not', null)
    .where('received_at', '<', before)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export const dropBodies = async (tx: Tx, which: keyof typeof bodies, before: Millis): Promise<number> => {
  const { numUpdatedRows } = await tx
    .updateTable('receipts')
    .set({ body: null })
    .where('fault', bodies[which], null)
    .where('body', 'is not', null)
    .where('received_at', '<', before)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** The post as it stays for counting: no report to compare, a place without a house, words without whom they name. */
export const saveAnonymous = async (
  tx: Tx,
  { id }: PostRow,
  kept: { readonly text: string; readonly location: string | null },
): Promise<void> => {
  await tx
    .updateTable('posts')
    .set({ ...kept, report: null })
    .where('id', '=', id)
    .execute()
  await tx.updateTable('edits').set({ text: '' }).where('post_id', '=', id).execute()
}
