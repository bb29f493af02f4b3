// Plans and replies.
import type { AuthorId, CaseId, Millis, PostId, ReplyId } from '../model.ts'
import { saveDeliveries } from './deliveries.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { DeliveryRow, PlanRow, ReplyRow } from './schema.ts'
import type { Tx } from './tx.ts'

/** Authors of a case with what they said in it, as rows: one a post. */
export const saidInCase = async (db: Reader, id: CaseId, only?: AuthorId) => {
  const rows = await db
    .selectFrom('members')
    .innerJoin('posts', 'posts.id', 'members.post_id')
    .innerJoin('authors', 'authors.id', 'posts.author_id')
    .select([
      'authors.id as author',
      'authors.channel',
      'authors.remote_id as recipient',
      'authors.name',
      'authors.handle',
      'posts.id as post',
      'posts.remote_id as remote',
      'posts.account',
      'posts.surface',
      'posts.created_at as at',
      'posts.language',
      'posts.summoned',
      'posts.deleted_at as deleted',
    ])
    .where('members.case_id', '=', id)
    .where('members.main', '=', 1)
    .$if(only !== undefined, (query) => query.where('members.author_id', '=', only!))
    .orderBy('posts.seq')
    .execute()
  const readable = (sealed: string | null) => (sealed === null ? null : db.keys.open('author', sealed))
  return rows.map((row) => ({
    ...row,
    recipient: readable(row.recipient)!,
    name: readable(row.name),
    handle: readable(row.handle),
  }))
}

/** Posts of a case whose author the channel does not tell. */
export const namelessInCase = async (db: Reader, id: CaseId): Promise<number> => {
  const { n } = await db
    .selectFrom('members')
    .innerJoin('posts', 'posts.id', 'members.post_id')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('members.case_id', '=', id)
    .where('members.main', '=', 1)
    .where('posts.author_id', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export const savePlan = async (tx: Tx, plan: PlanRow): Promise<void> => {
  await tx
    .insertInto('plans')
    .values({ ...plan, body: tx.keys.seal('plan', plan.body) })
    .execute()
}

export const findPlan = async (db: Reader, id: string): Promise<PlanRow | undefined> => {
  const row = await db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { ...row, body: db.keys.open('plan', row.body) }
}

/** Takes a plan for one reply, once: false where another reply has taken it. */
export const takePlan = async (tx: Tx, id: string, reply: ReplyId): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('plans')
    .set({ reply_id: reply })
    .where('id', '=', id)
    .where('reply_id', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** A new answer takes the place of the one before it. */
export const saveReply = async (tx: Tx, reply: ReplyRow, deliveries: readonly DeliveryRow[]): Promise<void> => {
  if (reply.current === 1)
    await tx.updateTable('replies').set({ current: 0 }).where('case_id', '=', reply.case_id).execute()
  await tx.insertInto('replies').values(reply).execute()
  await saveDeliveries(tx, deliveries)
}

export const findReply = (db: Reader, id: ReplyId): Promise<ReplyRow | undefined> =>
  db.selectFrom('replies').selectAll().where('id', '=', id).executeTakeFirst()

/** Plans that wait for a second person. */
export const plansAsked = async (db: Reader): Promise<PlanRow[]> => {
  const rows = await db
    .selectFrom('plans')
    .selectAll()
    .where('asked_at', 'is not', null)
    .where('reply_id', 'is', null)
    .orderBy('asked_at')
    .execute()
  return rows.map((row) => ({ ...row, body: db.keys.open('plan', row.body) }))
}

/** The plan's row, locked until the commit. */
export const lockPlan = async (tx: Tx, id: string): Promise<PlanRow | undefined> => {
  const row = await tx
    .selectFrom('plans')
    .selectAll()
    .where('id', '=', id)
    .$if(tx.engine === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  return row && { ...row, body: tx.keys.open('plan', row.body) }
}

export const changePlan = async (
  tx: Tx,
  id: string,
  change: Partial<Pick<PlanRow, 'asked_by' | 'asked_name' | 'asked_at' | 'approved_by' | 'approved_at'>>,
): Promise<void> => {
  await tx.updateTable('plans').set(change).where('id', '=', id).execute()
}

/** Stops a reply once: undefined where it was stopped before. Its case has the answer before it again. */
export const stopReply = async (tx: Tx, id: ReplyId, by: string, at: Millis): Promise<ReplyRow | undefined> =>
  tx
    .updateTable('replies')
    .set({ stopped_at: at, stopped_by: by })
    .where('id', '=', id)
    .where('stopped_at', 'is', null)
    .returningAll()
    .executeTakeFirst()

/** Nobody got it: the answer before it stands again. */
export const standBack = async (tx: Tx, { id, case_id, current }: ReplyRow): Promise<void> => {
  if (current !== 1) return
  await tx.updateTable('replies').set({ current: 0 }).where('id', '=', id).execute()
  const before = await tx
    .selectFrom('replies')
    .select('id')
    .where('case_id', '=', case_id)
    .where('kind', '=', 'answer')
    .where('origin', 'is', null)
    .where('stopped_at', 'is', null)
    .where('id', '!=', id)
    .orderBy('at', 'desc')
    .executeTakeFirst()
  if (before) await tx.updateTable('replies').set({ current: 1 }).where('id', '=', before.id).execute()
}

/** The reply the machine makes for one reason, whoever of several workers comes first. */
export const replyOfOrigin = (db: Reader, origin: string): Promise<ReplyRow | undefined> =>
  db.selectFrom('replies').selectAll().where('origin', '=', origin).executeTakeFirst()

export const currentReply = (db: Reader, id: CaseId): Promise<ReplyRow | undefined> =>
  db.selectFrom('replies').selectAll().where('case_id', '=', id).where('current', '=', 1).executeTakeFirst()

/** Authors to whom this answer went or is going, with it or with a repetition for those who came later. */
export const reachedBy = async (db: Reader, answer: ReplyRow): Promise<ReadonlySet<AuthorId>> => {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('replies', 'replies.id', 'deliveries.reply_id')
    .select('deliveries.author_id')
    .where('replies.case_id', '=', answer.case_id)
    .where('replies.kind', 'in', ['answer', 'known-issue'])
    .where('replies.at', '>=', answer.at)
    .where('deliveries.state', 'not in', ['refused', 'failed', 'cancelled'])
    .execute()
  return new Set(rows.map(({ author_id }) => author_id))
}

/** Where the posts that deliveries answer are now. */
export const casesOfPosts = async (
  db: Reader,
  posts: readonly PostId[],
): Promise<ReadonlyMap<PostId, CaseId | null>> => {
  const found = new Map<PostId, CaseId | null>()
  for (const chunk of inChunks(posts, 500)) {
    const rows = await db.selectFrom('posts').select(['id', 'case_id']).where('id', 'in', chunk).execute()
    for (const { id, case_id } of rows) found.set(id, case_id)
  }
  return found
}

/** What went, or may have gone, in answer to posts that are in this case now. */
export const answersToPostsIn = (db: Reader, id: CaseId) =>
  db
    .selectFrom('deliveries')
    .innerJoin('replies', 'replies.id', 'deliveries.reply_id')
    .innerJoin('posts', 'posts.id', 'deliveries.post_id')
    .select([
      'deliveries.author_id as author',
      'deliveries.created_at as at',
      'deliveries.state',
      'replies.kind',
      'replies.case_id as answered',
      'replies.id as reply',
    ])
    .where('posts.case_id', '=', id)
    // That we heard somebody, or asked him something, was no answer about another incident.
    .where('replies.kind', 'in', ['answer', 'correction', 'known-issue'])
    .where('deliveries.state', 'in', ['sending', 'sent', 'delivered', 'read', 'unknown'])
    .orderBy('deliveries.created_at')
    .execute()

/** When an author last spoke in a case before this post; null = for the first time now. */
export const wroteBefore = async (db: Reader, id: CaseId, author: AuthorId, seq: number): Promise<Millis | null> => {
  const { at } = await db
    .selectFrom('members')
    .innerJoin('posts', 'posts.id', 'members.post_id')
    .select(({ fn }) => fn.max('posts.created_at').as('at'))
    .where('members.case_id', '=', id)
    .where('members.author_id', '=', author)
    .where('members.main', '=', 1)
    .where('posts.seq', '<', seq)
    .executeTakeFirstOrThrow()
  return at === null ? null : Number(at)
}

export const postsOfAuthor = async (db: Reader, id: CaseId, author: AuthorId): Promise<readonly PostId[]> => {
  const rows = await db
    .selectFrom('members')
    .select('post_id')
    .where('case_id', '=', id)
    .where('author_id', '=', author)
    .where('main', '=', 1)
    .execute()
  return rows.map(({ post_id }) => post_id)
}

/** The case an author spoke in last. */
export const lastCaseOf = async (db: Reader, author: AuthorId) => {
  const row = await db
    .selectFrom('posts')
    .select(['case_id', 'channel'])
    .where('author_id', '=', author)
    .where('case_id', 'is not', null)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  return row === undefined ? undefined : { case_id: row.case_id!, channel: row.channel }
}

export const authorsOfCase = async (db: Reader, id: CaseId): Promise<readonly AuthorId[]> => {
  const rows = await db
    .selectFrom('members')
    .select('author_id')
    .distinct()
    .where('case_id', '=', id)
    .where('main', '=', 1)
    .execute()
  return rows.flatMap(({ author_id }) => author_id ?? [])
}

/** A case by its id or by the reference people quote. */
export const caseNamed = async (db: Reader, name: string): Promise<CaseId | undefined> =>
  (
    await db
      .selectFrom('cases')
      .select('id')
      .where((e) => e.or([e('id', '=', name as CaseId), e('reference', '=', name.trim().toUpperCase())]))
      .executeTakeFirst()
  )?.id
