// Posts as the connectors look at them again: what came without its words, and what may have been deleted since.
import type { Channel, Stored } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import type { PostRow } from './schema.ts'
import type { Tx } from './tx.ts'

type Found = Stored & { readonly seq: number }
const columns = ['seq', 'remote_id as remoteId', 'surface', 'account'] as const

/** How far the numbering of posts has come. */
export const newestSeq = async (db: Reader): Promise<number> =>
  (await db.selectFrom('posts').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq ?? 0

/** Posts on these surfaces after a number, in order of arrival. */
export const arrivedOn = (db: Reader, { channel, surfaces, after, since, limit }: Arrived): Promise<readonly Found[]> =>
  db
    .selectFrom('posts')
    .select(columns)
    .where('seq', '>', after)
    .where('channel', '=', channel)
    .where('surface', 'in', [...surfaces])
    .where('received_at', '>=', since)
    .where('deleted_at', 'is', null)
    .orderBy('seq')
    .limit(limit)
    .execute()
type Arrived = {
  readonly channel: Channel
  readonly surfaces: readonly string[]
  readonly after: number
  readonly since: Millis
  readonly limit: number
}

/** Standing posts after a number; `since` null = all of them, otherwise those of cases still open and newer ones. */
export const standingPosts = (
  db: Reader,
  { channel, after, since, limit }: Pick<Arrived, 'channel' | 'after' | 'limit'> & { readonly since: Millis | null },
): Promise<readonly Found[]> =>
  db
    .selectFrom('posts')
    .select(columns)
    .where('seq', '>', after)
    .where('channel', '=', channel)
    .where('deleted_at', 'is', null)
    .$if(since !== null, (query) =>
      query.where((e) =>
        e.or([
          e('received_at', '>=', since!),
          e.exists(
            e
              .selectFrom('cases')
              .select('cases.id')
              .whereRef('cases.id', '=', 'posts.case_id')
              .where('cases.closed_at', 'is', null)
              .where('cases.merged_into', 'is', null),
          ),
        ]),
      ),
    )
    .orderBy('seq')
    .limit(limit)
    .execute()

/** What a channel had left out of a post. */
export const saveCompletion = async (
  tx: Tx,
  { id, text, created_at, author_id }: Pick<PostRow, 'id' | 'text' | 'created_at' | 'author_id'>,
): Promise<void> => {
  await tx.updateTable('posts').set({ text, created_at, author_id }).where('id', '=', id).execute()
}

/** An edit that came after a later one: each keeps the words it replaced, so the two change places in the row of words. */
export const keepLateEdit = async (
  tx: Tx,
  post: PostRow['id'],
  { seq, at, text }: { readonly seq: number; readonly at: Millis; readonly text: string },
): Promise<void> => {
  const next = await tx
    .selectFrom('edits')
    .select(['seq', 'text'])
    .where('post_id', '=', post)
    .where('edited_at', '>', at)
    .orderBy('edited_at')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  if (next === undefined) return
  await tx.updateTable('edits').set({ text }).where('seq', '=', next.seq).execute()
  await tx.insertInto('edits').values({ seq, post_id: post, text: next.text, edited_at: at }).execute()
}

/** An edit that came after the post was taken back: that there was one is kept, its words are not. */
export const noteLostEdit = async (
  tx: Tx,
  post: Pick<PostRow, 'id' | 'edited_at'>,
  { seq, at }: { readonly seq: number; readonly at: Millis },
): Promise<void> => {
  await tx.insertInto('edits').values({ seq, post_id: post.id, text: '', edited_at: at }).execute()
  const edited_at = Math.max(post.edited_at ?? at, at)
  await tx.updateTable('posts').set({ edited_at }).where('id', '=', post.id).execute()
}
