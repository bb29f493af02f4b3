// Posts: written once, moved between cases, edited and taken back by their authors.
import type { Report } from '../../dedupe/index.ts'
import type { AuthorId, CaseId, Millis, PostId } from '../model.ts'
import { insertRows } from './insert.ts'
import { emptyMedia } from './media.ts'
import { type ReportColumns, reportColumns, unpackReport } from './packed.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { MediaRow, PostRow } from './schema.ts'
import { dropSearch, type SearchRow, saveSearch } from './search.ts'
import type { Tx } from './tx.ts'

export const savePosts = async (
  tx: Tx,
  posts: readonly PostRow[],
  media: readonly MediaRow[],
  search: readonly SearchRow[],
): Promise<void> => {
  await insertRows(tx, 'posts', posts)
  await insertRows(tx, 'media', media)
  await saveSearch(tx, search)
}

export const findPost = (db: Reader, id: PostId): Promise<PostRow | undefined> =>
  db.selectFrom('posts').selectAll().where('id', '=', id).executeTakeFirst()

export const findPosts = async (db: Reader, ids: readonly PostId[]): Promise<PostRow[]> => {
  const found: PostRow[] = []
  for (const chunk of inChunks(ids, 500))
    found.push(...(await db.selectFrom('posts').selectAll().where('id', 'in', chunk).execute()))
  return found.sort((a, b) => a.seq - b.seq)
}

/** Our ids of posts as a channel names them. */
export const postsByRemoteId = async (
  db: Reader,
  channel: PostRow['channel'],
  account: string,
  remoteIds: readonly string[],
): Promise<ReadonlyMap<string, PostId>> => {
  const found = new Map<string, PostId>()
  for (const chunk of inChunks([...new Set(remoteIds)], 500)) {
    const rows = await db
      .selectFrom('posts')
      .select(['id', 'remote_id'])
      .where('channel', '=', channel)
      .where('account', '=', account)
      .where('remote_id', 'in', chunk)
      .execute()
    for (const { id, remote_id } of rows) found.set(remote_id, id)
  }
  return found
}

/** Greetings of these authors since then, that still wait for a report. */
export const heldGreetings = (db: Reader, authors: readonly AuthorId[], since: Millis) =>
  db
    .selectFrom('posts')
    .selectAll()
    .where('author_id', 'in', authors.length === 0 ? ['' as AuthorId] : [...authors])
    .where('created_at', '>=', since)
    .where('case_id', 'is', null)
    .where('kind', '=', 'greeting')
    .where('deleted_at', 'is', null)
    .orderBy('seq')
    .execute()

/** Where posts count from now on; null = the lane, for the reason given. */
export const putPosts = async (
  tx: Tx,
  ids: readonly PostId[],
  to: CaseId | null,
  lane: string | null,
): Promise<void> => {
  for (const chunk of inChunks(ids, 500))
    await tx.updateTable('posts').set({ case_id: to, lane }).where('id', 'in', chunk).execute()
}

export type Content = Pick<PostRow, 'text' | 'location' | 'kind' | 'language' | 'report' | 'state'>

/** New words of a post; the old ones are kept as an edit. */
export const editPost = async (
  tx: Tx,
  post: PostRow,
  content: Content,
  edit: { readonly seq: number; readonly at: Millis; readonly search: string },
): Promise<void> => {
  await tx
    .insertInto('edits')
    .values({ seq: edit.seq, post_id: post.id, text: post.text, edited_at: edit.at })
    .execute()
  await tx
    .updateTable('posts')
    .set({ ...content, edited_at: edit.at })
    .where('id', '=', post.id)
    .execute()
  await dropSearch(tx, post.seq)
  await saveSearch(tx, [{ seq: post.seq, body: edit.search }])
}

/** Its place and its count stay; its content does not. */
export const emptyPost = async (tx: Tx, post: PostRow, at: Millis): Promise<void> => {
  await tx
    .updateTable('posts')
    .set({ text: '', report: null, location: null, deleted_at: at })
    .where('id', '=', post.id)
    .execute()
  await tx.updateTable('edits').set({ text: '' }).where('post_id', '=', post.id).execute()
  await emptyMedia(tx, post.id, at)
  await dropSearch(tx, post.seq)
}

/** The same post understood anew: what was read from its files came later than its words. */
export const saveReading = async (
  tx: Tx,
  post: PostRow,
  { kind, language, report }: Pick<PostRow, 'kind' | 'language' | 'report'>,
  search: string,
): Promise<void> => {
  await tx.updateTable('posts').set({ kind, language, report }).where('id', '=', post.id).execute()
  await dropSearch(tx, post.seq)
  await saveSearch(tx, [{ seq: post.seq, body: search }])
}

export const addMedia = async (tx: Tx, rows: readonly MediaRow[]): Promise<void> => {
  await insertRows(tx, 'media', rows)
}

export const mediaOf = (db: Reader, post: PostId): Promise<MediaRow[]> =>
  db.selectFrom('media').selectAll().where('post_id', '=', post).orderBy('position').execute()

export const reportOf = (row: ReportColumns): Report | null => (row.report === null ? null : unpackReport(row))

/** Prepared posts of cases since then, in order of arrival, a page at a time: what the index in memory is filled from. */
export async function* placedPosts(
  db: Reader,
  since: Millis,
  page = 500,
): AsyncGenerator<readonly (ReportColumns & { readonly seq: number; readonly case_id: CaseId })[]> {
  for (let after = -1; ; ) {
    const rows = await db
      .selectFrom('posts')
      .select(['seq', 'case_id', ...reportColumns])
      .where('seq', '>', after)
      .where('created_at', '>=', since)
      .where('case_id', 'is not', null)
      .where('report', 'is not', null)
      .orderBy('seq')
      .limit(page)
      .execute()
    if (rows.length === 0) return
    yield rows as never
    after = rows.at(-1)!.seq
  }
}

/** The same backwards: the newest before a position. */
export const placedBefore = async (
  db: Reader,
  before: number,
  since: Millis,
  limit: number,
): Promise<readonly (ReportColumns & { readonly seq: number; readonly case_id: CaseId })[]> =>
  (await db
    .selectFrom('posts')
    .select(['seq', 'case_id', ...reportColumns])
    .where('seq', '<', before)
    .where('created_at', '>=', since)
    .where('case_id', 'is not', null)
    .where('report', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()) as never
