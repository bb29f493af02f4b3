// PostgreSQL: who stands for each case. Cases are kept here once read, and each look asks the store whether their rows are
// still those that were read: only of one that changed is more read than its row.
import type { Report } from '../../dedupe/index.ts'
import type { CaseId, Millis, PostId } from '../model.ts'
import { ask } from './ask.ts'
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

/** What was read of a case, and the versions of the rows it was read from: `xmin` changes with every change of a row. */
type Kept = { readonly version: string; readonly seen: Seen; readonly posts: ReadonlyMap<string, string> }
export type Memory = Map<CaseId, Kept>
export const newMemory = (): Memory => new Map()
const mostKept = 20_000

type Standing = {
  readonly case: CaseId
  readonly version: string
  /** Changed by this very transaction, which may change it again under the same version. */
  readonly own: boolean
  readonly size: number
  readonly closed: Millis | null
  readonly into: CaseId | null
}
/** Of a case that is as it was there is no speaker; of one who is known as he stands now no report. */
type Spoken = { readonly [Name in keyof ReportColumns]: ReportColumns[Name] | null } & {
  readonly spoken: string | null
}

const namesOf = ({ seen, posts }: Kept): string => seen.members.map(({ id }) => `${id}/${posts.get(id)}`).join(' ')
const columns = reportColumns.flatMap((name) => (name === 'report' ? [] : [`p.${name}`])).join()
const spokenIn = (id: string) => `select post_id from members m where case_id = ${id} and main = 1`

/** Cases ($1), the versions they are known in ($2) and the posts known of each ($3); posts that people ruled upon ($4). */
const asking = `
  select c.id as "case", c.xmin::text as version, c.xmin = pg_current_xact_id()::xid as own,
    c.posts as size, c.closed_at as closed, c.merged_into as "into", speaker.*
  from unnest($1::text[], $2::text[], $3::text[]) as wanted (case_id, version, known)
  join cases c on c.id = wanted.case_id
  left join lateral (
    select p.seq, ${columns}, p.xmin::text as spoken,
      case when p.id || '/' || p.xmin::text = any(string_to_array(wanted.known, ' ')) then null else p.report end as report
    from (
      (${spokenIn('c.id')} order by post_id limit ${fromEachEnd})
      union
      (${spokenIn('c.id')} and c.posts > ${fromEachEnd} order by post_id desc limit ${fromEachEnd})
      union
      (${spokenIn('c.id')} and post_id = any($4::text[]) and cardinality($4::text[]) > 0)
    ) as one
    join posts p on p.id = one.post_id
    -- Kept apart by its offset, so that of a case that is as it was nothing more is read.
    where c.xmin::text <> wanted.version and p.report is not null offset 0
  ) as speaker on true
  order by speaker.seq`

/** A row for each case that is as it was; of the others the first and the newest, and posts that people ruled upon. */
const standing = (tx: Tx, memory: Memory, wanted: readonly CaseId[], ruled: readonly PostId[]) => {
  const kept = wanted.map((id) => memory.get(id))
  const versions = kept.map((one) => (ruled.length > 0 ? '' : (one?.version ?? '')))
  const known = kept.map((one) => (one === undefined ? '' : namesOf(one)))
  return ask<Standing & Spoken>(tx, asking, [wanted, versions, known, ruled])
}

/** What this transaction writes is known without being read; if it comes to nothing, no row will ever have that version. */
export const remember = (memory: Memory, to: CaseId, report: Report, own: string): void => {
  const kept = memory.get(to)
  const members = [...(kept?.seen.members ?? []).filter(({ id }) => id !== report.id), report]
  const seen = { id: to, size: 0, closedAt: null, into: null, ...kept?.seen, members }
  memory.set(to, { version: '', seen, posts: new Map(kept?.posts).set(report.id, own) })
}

const forgetOldest = (memory: Memory): void => {
  for (const id of memory.keys()) {
    if (memory.size <= mostKept) break
    memory.delete(id)
  }
}

const seenIn = (group: readonly (Standing & Spoken)[], kept: Kept | undefined): Seen => {
  const { case: id, size, closed, into } = group[0]!
  const members = group.flatMap((row) => {
    if (row.id === null) return []
    if (row.report !== null) return [unpackReport(row as ReportColumns)]
    return kept!.seen.members.filter((known) => known.id === row.id)
  })
  return { id, size, closedAt: closed, into, members }
}

export const casesWithSpeakers = async (
  tx: Tx,
  memory: Memory,
  cases: readonly CaseId[],
  ruled: readonly PostId[] = [],
): Promise<readonly Seen[]> => {
  if (cases.length === 0) return []
  const rows = await standing(tx, memory, cases, ruled)
  const seen = [...Map.groupBy(rows, (row) => row.case).values()].map((group): Seen => {
    const { case: id, version, own } = group[0]!
    const kept = memory.get(id)
    if (kept?.version === version && ruled.length === 0) return kept.seen
    const found = seenIn(group, kept)
    const posts = new Map(group.flatMap((row) => (row.id === null ? [] : [[row.id as string, row.spoken!] as const])))
    if (!own && ruled.length === 0) memory.set(id, { version, seen: found, posts })
    return found
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
