// PostgreSQL: block key → ring of the cases that lately carried it. The upsert in key order is the lock that lets two
// simultaneous echoes see each other; what it returns is where candidates come from.
import type { Report } from '../../dedupe/index.ts'
import type { AuthorId, CaseId, Millis, PostId } from '../model.ts'
import { reportColumns, unpackReport } from './packed.ts'
import type { Reader } from './reader.ts'
import { inChunks, parsed } from './rows.ts'
import type { Tx } from './write.ts'

/** As many as the index in memory keeps. */
const ring = 12

/** Locks these keys until the commit, in the one order everybody keeps, and returns the cases under each, newest last. */
export const lockKeys = async (tx: Tx, keys: Iterable<string>, at: Millis): Promise<Map<string, CaseId[]>> => {
  const rings = new Map<string, CaseId[]>()
  for (const chunk of inChunks([...new Set(keys)].sort(), 1000)) {
    const rows = await tx
      .insertInto('block_keys')
      .values(chunk.map((key) => ({ key, cases: '[]', touched_at: at })))
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ touched_at: at }))
      .returning(['key', 'cases'])
      .execute()
    for (const { key, cases } of rows) rings.set(key, parsed<CaseId[]>(cases))
  }
  return rings
}

/** The ring with a case touched last. */
export const touched = (cases: readonly CaseId[], id: CaseId): CaseId[] =>
  [...cases.filter((other) => other !== id), id].slice(-ring)

export const saveRings = async (tx: Tx, rings: ReadonlyMap<string, readonly CaseId[]>, at: Millis): Promise<void> => {
  const rows = [...rings].map(([key, cases]) => ({ key, cases: JSON.stringify(cases), touched_at: at }))
  for (const chunk of inChunks(
    rows.sort((a, b) => (a.key < b.key ? -1 : 1)),
    1000,
  ))
    await tx
      .insertInto('block_keys')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((e) => ({ cases: e.ref('excluded.cases'), touched_at: at })),
      )
      .execute()
}

export type Seen = {
  readonly id: CaseId
  readonly size: number
  readonly closedAt: Millis | null
  readonly members: readonly Report[]
}

const founders = 5
const newest = 8

/** Who stands for each case: the first, the newest, and those by the same authors or answered by the posts at hand. */
export const casesWithSpeakers = async (
  db: Reader,
  cases: readonly CaseId[],
  near: { readonly authors: readonly AuthorId[]; readonly parents: readonly PostId[] },
): Promise<readonly Seen[]> => {
  if (cases.length === 0) return []
  const ids = [...cases]
  const none = '' as never
  const rows = await db
    .selectFrom('cases')
    .innerJoinLateral(
      (e) => {
        const members = e
          .selectFrom('members')
          .select('post_id')
          .whereRef('members.case_id', '=', 'cases.id')
          .where('main', '=', 1)
        const first = members.orderBy('post_id').limit(founders)
        const last = members.orderBy('post_id', 'desc').limit(newest)
        const own = members
          .where('author_id', 'in', near.authors.length === 0 ? [none] : [...near.authors])
          .orderBy('post_id', 'desc')
          .limit(newest)
        const answered = members.where('post_id', 'in', near.parents.length === 0 ? [none] : [...near.parents])
        return e
          .selectFrom(first.as('first'))
          .select('post_id')
          .union(e.selectFrom(last.as('last')).select('post_id'))
          .union(e.selectFrom(own.as('own')).select('post_id'))
          .union(e.selectFrom(answered.as('answered')).select('post_id'))
          .as('speakers')
      },
      (join) => join.onTrue(),
    )
    .innerJoin('posts', 'posts.id', 'speakers.post_id')
    .select(['cases.id as case', 'cases.posts as size', 'cases.closed_at as closedAt'])
    .select(reportColumns.map((name) => `posts.${name}` as const))
    .where('cases.id', 'in', ids)
    .where('posts.report', 'is not', null)
    .orderBy('posts.seq')
    .execute()
  return [...Map.groupBy(rows, (row) => row.case).values()].map((group) => ({
    id: group[0]!.case,
    size: group[0]!.size,
    closedAt: group[0]!.closedAt,
    members: group.map(unpackReport),
  }))
}

/** Where folded cases lead to now. */
export const standingOf = async (db: Reader, ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, CaseId>> => {
  const heirs = new Map<CaseId, CaseId>()
  for (let open = [...ids]; open.length > 0; ) {
    const rows = await db
      .selectFrom('cases')
      .select(['id', 'merged_into'])
      .where('id', 'in', open)
      .where('merged_into', 'is not', null)
      .execute()
    for (const { id, merged_into } of rows) heirs.set(id, merged_into!)
    open = rows.map(({ merged_into }) => merged_into!).filter((id) => !heirs.has(id))
  }
  const lead = (id: CaseId): CaseId => (heirs.has(id) ? lead(heirs.get(id)!) : id)
  return new Map(ids.map((id) => [id, lead(id)]))
}
