// Cases as lists show them: filters, order, full text.
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { CaseId, UserId } from '../../model.ts'
import type { Store } from '../open.ts'
import type { CaseRow, Database } from '../schema.ts'
import { matchesText } from '../search.ts'
import { afterKey, cut, type Direction, type Key, type Rows } from './page.ts'
import { mayRead, type Scope } from './scope.ts'
import { spokenOn } from './spoken-on.ts'

export type CaseFilter = {
  /** Agencies of whoever asks: only words he may read are searched. */
  readonly scope: Scope
  /** Folded words of the search box, and the words as typed (a reference is not folded). */
  readonly words?: string
  readonly typed?: string
  readonly statuses?: readonly CaseRow['status'][]
  readonly kinds?: readonly CaseRow['kind'][]
  readonly agency?: string
  readonly topic?: string
  readonly area?: string
  readonly channel?: string
  /** A user's id, or null for cases nobody owns. */
  readonly owner?: string | null
}

export const caseOrders = {
  urgency: { columns: ['urgency', 'last_at', 'id'], direction: 'desc' },
  recent: { columns: ['last_at', 'id'], direction: 'desc' },
  oldest: { columns: ['first_at', 'id'], direction: 'asc' },
  size: { columns: ['posts', 'last_at', 'id'], direction: 'desc' },
} as const satisfies Record<string, { columns: readonly (keyof CaseRow)[]; direction: Direction }>
export type CaseOrder = keyof typeof caseOrders

type Build = ExpressionBuilder<Database, 'cases'>

const hasPost = (eb: Build, wanted: (posts: ExpressionBuilder<Database, 'posts'>) => Expression<SqlBool>) =>
  eb(
    'cases.id',
    'in',
    eb
      .selectFrom('members')
      .innerJoin('posts', 'posts.id', 'members.post_id')
      .select('members.case_id')
      .where((inner) => wanted(inner as unknown as ExpressionBuilder<Database, 'posts'>)),
  )

/** Asked of each case in the list's own order, so that a page is found without all posts of a channel. */
const heardOn = (eb: Build, channel: string) =>
  eb.exists(
    eb
      .selectFrom('members')
      .innerJoin('posts', 'posts.id', 'members.post_id')
      .select('members.post_id')
      .whereRef('members.case_id', '=', 'cases.id')
      .where(spokenOn(channel)),
  )

const conditions = (store: Store, filter: CaseFilter) => (eb: Build) => {
  const { scope, words, typed, statuses, kinds, agency, topic, area, channel, owner } = filter
  const all: Expression<SqlBool>[] = [
    statuses === undefined ? eb('cases.status', '!=', 'merged') : eb('cases.status', 'in', [...statuses]),
  ]
  if (kinds !== undefined) all.push(eb('cases.kind', 'in', [...kinds]))
  if (agency !== undefined) all.push(eb('cases.agency', '=', agency))
  if (topic !== undefined) all.push(eb.or([eb('cases.topic', '=', topic), eb('cases.topic', 'like', `${topic}.%`)]))
  if (area !== undefined) all.push(eb('cases.area', '=', area))
  if (channel !== undefined) all.push(heardOn(eb, channel))
  if (owner !== undefined)
    all.push(owner === null ? eb('cases.owner', 'is', null) : eb('cases.owner', '=', owner as UserId))
  if (words !== undefined)
    all.push(
      eb.or([
        eb('cases.reference', '=', (typed ?? '').trim().toUpperCase()),
        hasPost(eb, (post) =>
          post.and([matchesText(store.engine, post.ref('posts.seq'), words), mayRead(post, scope)]),
        ),
      ]),
    )
  return eb.and(all)
}

export const listCases = async (
  store: Store,
  filter: CaseFilter,
  order: CaseOrder,
  after: Key | null,
  limit: number,
): Promise<Rows<CaseRow>> => {
  const { columns, direction } = caseOrders[order]
  let query = store.read.selectFrom('cases').selectAll().where(conditions(store, filter))
  if (after !== null) query = query.where(afterKey(columns, direction, after))
  for (const column of columns) query = query.orderBy(column, direction)
  const rows = await query.limit(limit + 1).execute()
  return cut(rows, limit, (row) => columns.map((column) => row[column] as string | number))
}

export const casesById = async (store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, CaseRow>> => {
  if (ids.length === 0) return new Map()
  const rows = await store.read
    .selectFrom('cases')
    .selectAll()
    .where('id', 'in', [...new Set(ids)] as CaseId[])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
