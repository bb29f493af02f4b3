// PostgreSQL: who stands for each case. Cases are kept here once read, and each look asks the store whether their rows are
// still those that were read: only of one that changed is more read than its row.
import { sql } from 'kysely'
import type { Report } from '../../dedupe/index.ts'
import type { CaseId, Millis, PostId } from '../model.ts'
import { type ReportColumns, reportColumns, unpackReport } from './packed.ts'
import type { Tx } from './tx.ts'

export type Seen = {
  readonly id: CaseId
  readonly size: number
  readonly closedAt: Millis | null
  /** The case that it was merged into. */
  readonly into: CaseId | null
  readonly members: readonly Report[]
}

/** As far as the comparison looks from either end of a case. */
const fromEachEnd = 49

/** What was read, and the version of the row it was read from: `xmin` changes with every change of a row. */
type Kept<T> = { readonly version: string; readonly value: T }
export type Memory = { readonly cases: Map<CaseId, Kept<Seen>>; readonly reports: Map<PostId, Kept<Report>> }
export const newMemory = (): Memory => ({ cases: new Map(), reports: new Map() })
const mostKept = 20_000

type Standing = {
  readonly case: CaseId
  readonly version: string
  /** Changed by this very transaction, which may change it again under the same version. */
  readonly own: boolean
  readonly size: number
  readonly closed: Millis | null
  readonly into: CaseId | null
  readonly post: PostId | null
  readonly report: string
}

/** A row for each case that is as it was; of the others the first and the newest, and posts that people ruled upon. */
const standing = async (
  tx: Tx,
  { cases }: Memory,
  wanted: readonly CaseId[],
  ruled: readonly PostId[],
): Promise<readonly Standing[]> => {
  const known = wanted.map((id) => (ruled.length > 0 ? '' : (cases.get(id)?.version ?? '')))
  const { rows } = await sql<Standing>`
    select c.id as "case", c.xmin::text as version, c.xmin = pg_current_xact_id()::xid as own,
      c.posts as size, c.closed_at as closed, c.merged_into as "into", speaker.id as post, speaker.version as report
    from unnest(${wanted}::text[], ${known}::text[]) as wanted (id, version)
    join cases c on c.id = wanted.id
    left join lateral (
      select p.seq, p.id, p.xmin::text as version
      from (
        (select post_id from members m where case_id = c.id and main = 1 order by post_id limit ${fromEachEnd})
        union
        (select post_id from members m where case_id = c.id and main = 1 and c.posts > ${fromEachEnd}
         order by post_id desc limit ${fromEachEnd})
        union
        (select post_id from members m where case_id = c.id and main = 1 and post_id = any(${ruled}::text[])
         and cardinality(${ruled}::text[]) > 0)
      ) as one
      join posts p on p.id = one.post_id
      -- Kept apart by its offset, so that of a case that is as it was nothing more is read.
      where c.xmin::text <> wanted.version and p.report is not null offset 0
    ) as speaker on true
    order by speaker.seq`.execute(tx)
  return rows
}

const fetched = async (tx: Tx, { reports }: Memory, posts: readonly PostId[]): Promise<void> => {
  if (posts.length === 0) return
  const columns = sql.join(reportColumns.map((name) => sql.ref(name)))
  const { rows } = await sql<ReportColumns & { version: string }>`
    select ${columns}, xmin::text as version from posts
    where id = any(${posts}::text[]) and report is not null`.execute(tx)
  for (const row of rows) reports.set(row.id, { version: row.version, value: unpackReport(row) })
}

const forgetOldest = (memory: Memory): void => {
  for (const kept of [memory.cases, memory.reports] as readonly Map<string, unknown>[])
    for (const id of kept.keys()) {
      if (kept.size <= mostKept) break
      kept.delete(id)
    }
}

export const casesWithSpeakers = async (
  tx: Tx,
  memory: Memory,
  cases: readonly CaseId[],
  ruled: readonly PostId[] = [],
): Promise<readonly Seen[]> => {
  if (cases.length === 0) return []
  const rows = await standing(tx, memory, cases, ruled)
  await fetched(
    tx,
    memory,
    rows.flatMap(({ post, report }) => (post === null || memory.reports.get(post)?.version === report ? [] : [post])),
  )
  const seen = [...Map.groupBy(rows, (row) => row.case).values()].map((group): Seen => {
    const { case: id, version, own, size, closed, into } = group[0]!
    const known = memory.cases.get(id)
    if (known?.version === version && ruled.length === 0) return known.value
    const members = group.flatMap(({ post }) => (post === null ? [] : (memory.reports.get(post)?.value ?? [])))
    const value = { id, size, closedAt: closed, into, members }
    if (!own && ruled.length === 0) memory.cases.set(id, { version, value })
    return value
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
