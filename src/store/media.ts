// Citizens' pictures, voices and papers: which stored bytes belong to which post, and what was read from them.
import { sql } from 'kysely'
import type { Channel } from '../../connectors/connector.ts'
import type { AuthorId, CaseId, Millis, PostId } from '../model.ts'
import type { Engine } from './engine.ts'
import { nowBy } from './inbox.ts'
import { enqueue } from './jobs.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { MediaRow, PostRow } from './schema.ts'
import type { Tx } from './tx.ts'

export const mediaJobs = { keep: 'media', words: 'media-words', speech: 'media-speech', drop: 'media-drop' } as const

type Read = Pick<
  MediaRow,
  'state' | 'fault' | 'size' | 'width' | 'height' | 'duration_ms' | 'thumb' | 'look' | 'words' | 'transcript'
>
/** A file that was only spoken of. */
export const unread: Read = {
  state: 'new',
  fault: null,
  size: null,
  width: null,
  height: null,
  duration_ms: null,
  thumb: null,
  look: null,
  words: null,
  transcript: null,
}

/** Bytes that came with the post (an import): kept as they are until they are read. */
export const noteMedia = async (
  tx: Tx,
  media: {
    readonly post: PostId
    readonly position: number
    readonly digest: string
    readonly mimeType: string | null
  },
): Promise<void> => {
  await tx
    .updateTable('media')
    .set({
      ...unread,
      digest: media.digest,
      sha256: media.digest,
      ...(media.mimeType === null ? {} : { mime_type: media.mimeType }),
    })
    .where('post_id', '=', media.post)
    .where('position', '=', media.position)
    // The same file told again, after it was read, changes nothing.
    .where((e) => e.or([e('state', '!=', 'kept'), e('sha256', 'is', null), e('sha256', '!=', media.digest)]))
    .execute()
}

const fetchable: readonly Channel[] = ['whatsapp', 'x', 'instagram']

/** Whether files wait that nobody has taken charge of. */
export const hasNewMedia = async (db: Reader): Promise<boolean> =>
  (await db.selectFrom('media').select('id').where('state', '=', 'new').limit(1).executeTakeFirst()) !== undefined

/** Kinds of jobs about files that wait to be done now. */
export const dueMediaJobs = async (db: Reader, engine: Engine, now: Millis): Promise<ReadonlySet<string>> => {
  const rows = await db
    .selectFrom('jobs')
    .select('kind')
    .distinct()
    .where('kind', 'in', Object.values(mediaJobs))
    .where('state', '=', 'ready')
    .where('run_at', '<=', now)
    .where('lease_until', '<=', nowBy(engine))
    .execute()
  return new Set(rows.map(({ kind }) => kind))
}

/** Each new file becomes a job, or is known to be out of reach. Returns how many were looked at. */
export const adoptMedia = async (tx: Tx, now: Millis, limit: number): Promise<number> => {
  const rows = await tx
    .selectFrom('media')
    .innerJoin('posts', 'posts.id', 'media.post_id')
    .select(['media.id', 'media.digest', 'media.remote_id', 'media.url', 'posts.channel', 'posts.deleted_at'])
    .where('media.state', '=', 'new')
    .orderBy('media.id')
    .limit(limit)
    .$if(tx.engine === 'postgres', (query) => query.forUpdate(['media']).skipLocked())
    .execute()
  for (const { id, digest, remote_id, url, channel, deleted_at } of rows) {
    const reachable = digest !== null || ((remote_id ?? url) !== null && fetchable.includes(channel))
    const state = reachable && deleted_at === null ? 'waiting' : 'away'
    await tx.updateTable('media').set({ state }).where('id', '=', id).execute()
    if (state === 'waiting') await enqueue(tx, { kind: mediaJobs.keep, payload: { media: id }, at: now })
  }
  return rows.length
}

export type MediaAtHand = {
  readonly media: MediaRow
  readonly post: {
    readonly id: PostId
    readonly channel: Channel
    readonly account: string
    readonly receivedAt: Millis
    readonly caseId: CaseId | null
  }
}

/** A file and the post it came with; null when the post's content is gone. */
export const mediaAtHand = async (db: Reader, id: string): Promise<MediaAtHand | null> => {
  const media = await db.selectFrom('media').selectAll().where('id', '=', id).executeTakeFirst()
  if (media === undefined) return null
  const post = await db
    .selectFrom('posts')
    .select([
      'id',
      'channel',
      'account',

      'received_at as receivedAt',
      'case_id as caseId',
      'deleted_at',
    ])
    .where('id', '=', media.post_id)
    .executeTakeFirstOrThrow()
  return post.deleted_at === null ? { media, post } : null
}

export const setMedia = async (
  tx: Tx,
  id: string,
  change: Partial<Read & Pick<MediaRow, 'digest' | 'sha256' | 'mime_type' | 'phash'>>,
): Promise<void> => {
  await tx.updateTable('media').set(change).where('id', '=', id).execute()
}

export const saveBands = async (tx: Tx, id: string, bands: readonly string[]): Promise<void> => {
  await tx.deleteFrom('media_bands').where('media_id', '=', id).execute()
  if (bands.length > 0)
    await tx
      .insertInto('media_bands')
      .values(bands.map((band) => ({ band, media_id: id })))
      .execute()
}

export type Lookalike = {
  readonly id: string
  readonly look: string
  readonly phash: string | null
  readonly caseId: CaseId | null
  readonly author: AuthorId | null
}

/** Pictures that share a band with this one, oldest first. */
export const lookalikes = (db: Reader, id: string, bands: readonly string[]): Promise<readonly Lookalike[]> =>
  db
    .selectFrom('media')
    .innerJoin('posts', 'posts.id', 'media.post_id')
    .select(['media.id', 'media.phash', 'posts.case_id as caseId', 'posts.author_id as author'])
    .select(sql<string>`media.look`.as('look'))
    .where('media.id', 'in', (e) =>
      e
        .selectFrom('media_bands')
        .select('media_id')
        .where('band', 'in', [...bands]),
    )
    .where('media.id', '!=', id)
    .where('media.look', 'is not', null)
    .orderBy('media.id')
    .limit(500)
    .execute()

/** Posts of other cases that nobody has closed, with one of these pictures; the earliest first. */
export const postsWithPicture = (
  db: Reader,
  phashes: readonly string[],
  post: Pick<PostRow, 'id' | 'case_id'>,
): Promise<readonly PostRow[]> =>
  db
    .selectFrom('posts')
    .innerJoin('cases', 'cases.id', 'posts.case_id')
    .selectAll('posts')
    .where('posts.id', 'in', (e) =>
      e
        .selectFrom('media')
        .select('post_id')
        .where('phash', 'in', [...phashes]),
    )
    .where('posts.id', '!=', post.id)
    .where('posts.report', 'is not', null)
    .where('cases.closed_at', 'is', null)
    .where('cases.status', '!=', 'merged')
    .$if(post.case_id !== null, (query) => query.where('posts.case_id', '!=', post.case_id))
    .orderBy('posts.seq')
    .limit(50)
    .execute()

/** What was heard, or else read, in the files of those of these posts whose authors wrote nothing. */
export const heardOf = async (
  db: Reader,
  posts: readonly Pick<PostRow, 'id' | 'text'>[],
): Promise<ReadonlyMap<PostId, string>> => {
  const silent = posts.flatMap(({ id, text }) => (text.trim() === '' ? [id] : []))
  const heard = new Map<PostId, string>()
  for (const chunk of inChunks(silent, 500)) {
    const rows = await db
      .selectFrom('media')
      .select(['post_id', 'transcript', 'words'])
      .where('post_id', 'in', chunk)
      .where((e) => e.or([e('transcript', 'is not', null), e('words', 'is not', null)]))
      .orderBy('position')
      .execute()
    for (const { post_id, transcript, words } of rows)
      if (!heard.has(post_id)) heard.set(post_id, (transcript ?? words)!)
  }
  return heard
}

/** A post that was taken back keeps the number and kind of its files, not what they show. */
export const emptyMedia = async (tx: Tx, post: PostId, at: Millis): Promise<void> => {
  const rows = await tx.selectFrom('media').select(['id', 'digest', 'thumb']).where('post_id', '=', post).execute()
  const digests = rows.flatMap(({ digest, thumb }) => [digest, thumb].filter((one) => one !== null))
  if (digests.length > 0) await enqueue(tx, { kind: mediaJobs.drop, payload: { digests }, at })
  for (const { id } of rows) await saveBands(tx, id, [])
  const gone = { caption: null, filename: null, url: null, phash: null, sha256: null, remote_id: null, digest: null }
  await tx
    .updateTable('media')
    .set({ ...unread, ...gone, state: 'away' })
    .where('post_id', '=', post)
    .execute()
}

/** Of these, the digests that some post still needs. */
export const referredDigests = async (db: Reader, digests: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await db
    .selectFrom('media')
    .select(['digest', 'thumb'])
    .where((e) => e.or([e('digest', 'in', [...digests]), e('thumb', 'in', [...digests])]))
    .execute()
  return new Set(rows.flatMap(({ digest, thumb }) => [digest, thumb].filter((one) => one !== null)))
}

/** Content addresses of everything these posts carry. */
export const digestsOf = async (db: Reader, posts: readonly PostId[]): Promise<readonly string[]> => {
  const found = new Set<string>()
  for (const chunk of inChunks(posts, 500)) {
    const rows = await db.selectFrom('media').select(['digest', 'thumb']).where('post_id', 'in', chunk).execute()
    for (const { digest, thumb } of rows) for (const one of [digest, thumb]) if (one !== null) found.add(one)
  }
  return [...found]
}
