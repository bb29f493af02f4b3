// PostgreSQL: who stands for each case. Reports are kept here once read, and each look asks the store whether they are still
// what they were.
import { sql } from 'kysely'
import type { Report } from '../../dedupe/index.ts'
import type { CaseId, Millis, PostId } from '../model.ts'
import { type ReportColumns, reportColumns, unpackReport } from './packed.ts'
import type { Tx } from './tx.ts'

export type Seen = {
  readonly id: CaseId
  readonly size: number
  readonly closedAt: Millis | null
  readonly members: readonly Report[]
}

/** As far as the comparison looks from either end of a case. */
const fromEachEnd = 49

/** A post's report and the version of the row it was read from. */
type Kept = { readonly version: string; readonly report: Report }
export type Memory = Map<PostId, Kept>
const mostKept = 20_000

type Standing = {
  readonly case: CaseId
  readonly size: number
  readonly closed: Millis | null
  readonly post: PostId
  readonly version: string
}

/** The first and the newest of each case, and posts that people ruled upon. `xmin` changes with every change of a row. */
const standing = async (tx: Tx, cases: readonly CaseId[], ruled: readonly PostId[]): Promise<readonly Standing[]> => {
  const { rows } = await sql<Standing>`
    select c.id as "case", c.posts as size, c.closed_at as closed, p.id as post, p.xmin::text as version
    from unnest(${cases}::text[]) as wanted (id)
    join cases c on c.id = wanted.id
    cross join lateral (
      (select post_id from members m where m.case_id = c.id and m.main = 1 order by post_id limit ${fromEachEnd})
      union
      (select post_id from members m where m.case_id = c.id and m.main = 1 order by post_id desc limit ${fromEachEnd})
      union
      (select post_id from members m where m.case_id = c.id and m.main = 1 and post_id = any(${ruled}::text[]))
    ) as speaker
    join posts p on p.id = speaker.post_id
    where p.report is not null
    order by p.seq`.execute(tx)
  return rows
}

const fetched = async (tx: Tx, memory: Memory, posts: readonly PostId[]): Promise<void> => {
  if (posts.length === 0) return
  const columns = sql.join(reportColumns.map((name) => sql.ref(name)))
  const { rows } = await sql<ReportColumns & { version: string }>`
    select ${columns}, xmin::text as version from posts
    where id = any(${posts}::text[]) and report is not null`.execute(tx)
  for (const row of rows) memory.set(row.id, { version: row.version, report: unpackReport(row) })
}

const forgetOldest = (memory: Memory): void => {
  for (const id of memory.keys()) {
    if (memory.size <= mostKept) return
    memory.delete(id)
  }
}

export const casesWithSpeakers = async (
  tx: Tx,
  memory: Memory,
  cases: readonly CaseId[],
  ruled: readonly PostId[] = [],
): Promise<readonly Seen[]> => {
  if (cases.length === 0) return []
  const rows = await standing(tx, cases, ruled)
  await fetched(
    tx,
    memory,
    rows.flatMap(({ post, version }) => (memory.get(post)?.version === version ? [] : [post])),
  )
  const seen = [...Map.groupBy(rows, (row) => row.case).values()].map((group): Seen => {
    const { case: id, size, closed } = group[0]!
    return { id, size, closedAt: closed, members: group.flatMap(({ post }) => memory.get(post)?.report ?? []) }
  })
  forgetOldest(memory)
  return seen
}

/** Where posts count now. */
export const casesOfPosts = async (tx: Tx, posts: readonly PostId[]): Promise<ReadonlyMap<PostId, CaseId>> => {
  if (posts.length === 0) return new Map()
  const rows = await tx
    .selectFrom('posts')
    .select(['id', 'case_id'])
    .where('id', 'in', [...posts])
    .where('case_id', 'is not', null)
    .execute()
  return new Map(rows.map(({ id, case_id }) => [id, case_id!]))
}
