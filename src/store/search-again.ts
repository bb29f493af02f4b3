// Posts whose words the search does not hold yet, in order of arrival (PostgreSQL, after a move).
import { type ReportColumns, reportColumns } from './packed.ts'
import type { Reader } from './reader.ts'

export const searchedTo = async (db: Reader): Promise<number> =>
  (await db.selectFrom('posts_search').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq ?? 0

export const readAfter = async (
  db: Reader,
  after: number,
  limit: number,
): Promise<readonly (ReportColumns & { readonly seq: number })[]> =>
  db
    .selectFrom('posts')
    .select(['seq', ...reportColumns])
    .where('seq', '>', after)
    .where('report', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('seq')
    .limit(limit)
    .execute()
