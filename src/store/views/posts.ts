// Posts as lists and cases show them, with their authors and media.
import type { AuthorId, CaseId, PostId } from '../../model.ts'
import { openAuthor } from '../authors.ts'
import type { Store } from '../open.ts'
import type { AuthorRow, MediaRow, MemberRow, PostRow } from '../schema.ts'
import { matchesText } from '../search.ts'
import { afterKey, cut, type Key, type Rows } from './page.ts'
import { mayRead, type Scope } from './scope.ts'

export type PostFilter = {
  /** Agencies of whoever asks: only words he may read are searched. */
  readonly scope: Scope
  readonly words?: string
  readonly channel?: string
  /** A case's id, or null for the lane "no case". */
  readonly caseId?: string | null
  readonly state?: 'received' | 'decided'
  /** Of the lane: what a person has not set aside, or what he has. */
  readonly lane?: 'waiting' | 'spam'
}

const newest = ['created_at', 'id'] as const

export const listPosts = async (
  store: Store,
  filter: PostFilter,
  after: Key | null,
  limit: number,
): Promise<Rows<PostRow>> => {
  let query = store.read.selectFrom('posts').selectAll()
  const { scope, words, channel, caseId, state, lane } = filter
  if (words !== undefined)
    query = query.where((eb) => eb.and([matchesText(store.engine, eb.ref('seq'), words), mayRead(eb, scope)]))
  if (channel !== undefined) query = query.where('channel', '=', channel as never)
  if (caseId === null) query = query.where('case_id', 'is', null)
  else if (caseId !== undefined) query = query.where('case_id', '=', caseId as CaseId)
  if (state !== undefined) query = query.where('state', '=', state)
  if (lane === 'spam') query = query.where('lane', '=', 'spam')
  if (lane === 'waiting') query = query.where((eb) => eb.or([eb('lane', 'is', null), eb('lane', '!=', 'spam')]))
  if (after !== null) query = query.where(afterKey(newest, 'desc', after))
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return cut(rows, limit, ({ created_at, id }) => [created_at, id])
}

export type MemberPost = PostRow & { readonly member: MemberRow }

/** A case's thread, oldest first: what happened reads downwards. */
export const postsOfCase = async (
  store: Store,
  id: CaseId,
  after: Key | null,
  limit: number,
): Promise<Rows<MemberPost>> => {
  const members = await store.read
    .selectFrom('members')
    .innerJoin('posts', 'posts.id', 'members.post_id')
    .selectAll('members')
    .where('members.case_id', '=', id)
    .$if(after !== null, (query) => query.where(afterKey(['posts.created_at', 'posts.id'], 'asc', after!)))
    .orderBy('posts.created_at')
    .orderBy('posts.id')
    .limit(limit + 1)
    .execute()
  const posts = await postsById(
    store,
    members.map(({ post_id }) => post_id),
  )
  const rows = members.map((member) => ({ ...posts.get(member.post_id)!, member }))
  return cut(rows, limit, ({ created_at, id: post }) => [created_at, post])
}

export const postsById = async (store: Store, ids: readonly PostId[]): Promise<ReadonlyMap<string, PostRow>> => {
  if (ids.length === 0) return new Map()
  const rows = await store.read
    .selectFrom('posts')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** A few posts that stand for a case: the first ones and the last. */
export const samplePosts = async (store: Store, id: CaseId, count: number): Promise<readonly PostRow[]> => {
  const ends = (direction: 'asc' | 'desc', limit: number) =>
    store.read
      .selectFrom('posts')
      .selectAll()
      .where('case_id', '=', id)
      .where('deleted_at', 'is', null)
      .orderBy('created_at', direction)
      .orderBy('id', direction)
      .limit(limit)
      .execute()
  const first = await ends('asc', count - 1)
  const last = await ends('desc', 1)
  return [...first, ...last.filter(({ id: post }) => !first.some((row) => row.id === post))]
}

export const authorsById = async (
  store: Store,
  ids: readonly (AuthorId | null)[],
): Promise<ReadonlyMap<string, AuthorRow>> => {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await store.read.selectFrom('authors').selectAll().where('id', 'in', wanted).execute()
  return new Map(rows.map((row) => [row.id, openAuthor(store.read.keys, row)]))
}

export const mediaOf = async (
  store: Store,
  ids: readonly PostId[],
): Promise<ReadonlyMap<string, readonly MediaRow[]>> => {
  const media = new Map<string, MediaRow[]>()
  if (ids.length === 0) return media
  const rows = await store.read
    .selectFrom('media')
    .selectAll()
    .where('post_id', 'in', [...ids])
    .orderBy('position')
    .execute()
  for (const row of rows) media.set(row.post_id, [...(media.get(row.post_id) ?? []), row])
  return media
}

export const mediaById = async (store: Store, id: string): Promise<MediaRow | null> =>
  (await store.read.selectFrom('media').selectAll().where('id', '=', id).executeTakeFirst()) ?? null

export const postOnChannel = async (store: Store, channel: string, remoteId: string): Promise<PostId | null> =>
  (
    await store.read
      .selectFrom('posts')
      .select('id')
      .where('channel', '=', channel as never)
      .where('remote_id', '=', remoteId)
      .executeTakeFirst()
  )?.id ?? null
