// What the store holds of people and posts, found and emptied. Counts, places and times stay.
import { sql } from 'kysely'
import type { AuthorId, CaseId, Millis, PostId } from '../model.ts'
import { openAuthor } from './authors.ts'
import { emptyReceipts } from './inbox.ts'
import { emptyPost } from './posts.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { AuthorRow, InboxRow, PostRow } from './schema.ts'
import { bury, messageHash } from './tombstones.ts'
import type { Tx } from './tx.ts'

/** Whom look-up hashes lead to. */
export const authorsByKeys = async (db: Reader, keys: readonly string[]): Promise<readonly AuthorId[]> => {
  const found = new Set<AuthorId>()
  for (const chunk of inChunks(keys, 500)) {
    const rows = await db.selectFrom('author_aliases').select('author_id').where('key', 'in', chunk).execute()
    for (const { author_id } of rows) found.add(author_id)
  }
  return [...found]
}

/** Our accounts on a channel, as its posts name them. */
export const accountsOn = async (db: Reader, channel: PostRow['channel']): Promise<readonly string[]> =>
  (await db.selectFrom('posts').select('account').distinct().where('channel', '=', channel).execute()).map(
    ({ account }) => account,
  )

export type Person = { readonly row: AuthorRow; readonly keys: readonly string[]; readonly words: readonly string[] }

/** An author with everything that identifies him, readable. */
export const person = async (db: Reader, id: AuthorId): Promise<Person | null> => {
  const row = await db.selectFrom('authors').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  const aliases = await db.selectFrom('author_aliases').selectAll().where('author_id', '=', id).execute()
  const told = openAuthor(db.keys, row)
  const named = aliases.flatMap(({ alias }) => (alias === null ? [] : [db.keys.open('alias', alias)]))
  const words = [told.remote_id, told.handle, told.name, ...named].filter((word) => word !== null && word !== '')
  return { row: told, keys: aliases.map(({ key }) => key), words: [...new Set(words)] as string[] }
}

export const postsOfAuthor = (db: Reader, id: AuthorId, until: Millis): Promise<PostRow[]> =>
  db.selectFrom('posts').selectAll().where('author_id', '=', id).where('received_at', '<=', until).execute()

export const postsInCase = (db: Reader, id: CaseId): Promise<PostRow[]> =>
  db.selectFrom('posts').selectAll().where('case_id', '=', id).orderBy('seq').execute()

/** Whether anything of his stands that was not taken back. */
export const stillSpeaks = async (db: Reader, id: AuthorId): Promise<boolean> =>
  (await db
    .selectFrom('posts')
    .select('id')
    .where('author_id', '=', id)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined

export const speaksAtAll = async (db: Reader, id: AuthorId): Promise<boolean> =>
  (await db.selectFrom('posts').select('id').where('author_id', '=', id).limit(1).executeTakeFirst()) !== undefined

type Message = Pick<InboxRow, 'seq' | 'channel' | 'account' | 'key' | 'receipt_id'>
const message = ['seq', 'channel', 'account', 'key', 'receipt_id'] as const

/** Every event that told of these posts: themselves and their edits. */
export const messagesOf = async (db: Reader, posts: readonly PostRow[]): Promise<readonly Message[]> => {
  const found = new Map<number, Message>()
  const keep = (rows: readonly Message[]) => {
    for (const row of rows) found.set(row.seq, row)
  }
  for (const chunk of inChunks(posts, 300)) {
    const ids = chunk.map(({ id }) => id)
    keep(await db.selectFrom('inbox').select(message).where('post_id', 'in', ids).execute())
    const edits = await db.selectFrom('edits').select('seq').where('post_id', 'in', ids).execute()
    const seqs = edits.map(({ seq }) => seq)
    if (seqs.length > 0) keep(await db.selectFrom('inbox').select(message).where('seq', 'in', seqs).execute())
  }
  return [...found.values()]
}

/** Events that act on what the channel calls by these ids: deletions, reactions, how far an answer came. */
export const messagesAbout = async (
  db: Reader,
  channel: InboxRow['channel'],
  remoteIds: readonly string[],
): Promise<readonly Message[]> => {
  const found: Message[] = []
  for (const chunk of inChunks(remoteIds, 500))
    found.push(
      ...(await db
        .selectFrom('inbox')
        .select(message)
        .where('channel', '=', channel)
        .where('target', 'in', chunk)
        .execute()),
    )
  return found
}

/** Events whose own id or target spells one of these words: statuses, identity changes. */
export const messagesNaming = (
  db: Reader,
  channel: InboxRow['channel'],
  words: readonly string[],
): Promise<readonly Message[]> => {
  const spelt = words.filter((word) => word.length >= 5)
  return spelt.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('inbox')
        .select(message)
        .where('channel', '=', channel)
        .where((e) =>
          e.or(
            spelt.flatMap((word) => [
              sql<boolean>`${sql.ref('key')} like ${`%${word.replace(/[%_\\]/g, '\\$&')}%`} escape '\\'`,
              sql<boolean>`${sql.ref('target')} like ${`%${word.replace(/[%_\\]/g, '\\$&')}%`} escape '\\'`,
            ]),
          ),
        )
        .execute()
}

/** Takes them out of the inbox with the bodies they came in; a keyed hash of each stays. */
export const forgetMessages = async (tx: Tx, messages: readonly Message[], at: Millis): Promise<readonly string[]> => {
  const hashes = messages.map((one) => messageHash(tx.keys, one))
  await bury(tx, hashes, at)
  await emptyReceipts(tx, messages)
  for (const chunk of inChunks(messages, 500))
    await tx
      .deleteFrom('inbox')
      .where(
        'seq',
        'in',
        chunk.map(({ seq }) => seq),
      )
      .execute()
  return hashes
}

/** Bodies nobody could read, and events that wait, where they name one of these words. */
export const forgetUnread = async (tx: Tx, words: readonly string[], at: Millis): Promise<void> => {
  const names = (text: string) => words.some((word) => word.length >= 5 && text.includes(word))
  const bodies = await tx
    .selectFrom('receipts')
    .select(['id', 'body'])
    .where('fault', 'is not', null)
    .where('body', 'is not', null)
    .execute()
  const told = bodies.filter(({ body }) => names(tx.keys.open('receipt', body!)))
  await emptyReceipts(
    tx,
    told.map(({ id }) => ({ receipt_id: id })),
  )
  const waiting = await tx
    .selectFrom('inbox')
    .select([...message, 'event'])
    .where('state', '!=', 'done')
    .execute()
  await forgetMessages(
    tx,
    waiting.filter(({ event }) => names(tx.keys.open('event', event))),
    at,
  )
}

/** What a channel called a post is known no more; what answered it answers our own id. */
export const forgetPost = async (tx: Tx, post: PostRow, at: Millis): Promise<void> => {
  if (post.deleted_at === null || post.text !== '') await emptyPost(tx, post, post.deleted_at ?? at)
  await renamePost(tx, post)
}

export const nameOfGone = (id: PostId): string => `gone:${id}`

export const renamePost = async (tx: Tx, { id, channel, remote_id }: PostRow): Promise<void> => {
  const gone = nameOfGone(id)
  const answering = await tx
    .selectFrom('posts')
    .select(['id', 'report'])
    .where('channel', '=', channel)
    .where('reply_to', '=', remote_id)
    .execute()
  for (const { id: answer, report } of answering)
    await tx
      .updateTable('posts')
      .set({ reply_to: gone, report: report?.replaceAll(JSON.stringify(remote_id), JSON.stringify(gone)) ?? null })
      .where('id', '=', answer)
      .execute()
  await tx.updateTable('posts').set({ remote_id: gone, reply_to: null }).where('id', '=', id).execute()
}

/** Nothing leads to him any more; his posts stay counted as one voice. */
export const forgetAuthor = async (tx: Tx, id: AuthorId): Promise<void> => {
  await tx.deleteFrom('author_aliases').where('author_id', '=', id).execute()
  await tx.updateTable('authors').set({ remote_id: '', handle: null, name: null }).where('id', '=', id).execute()
}
