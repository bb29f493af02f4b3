// What was written to a person and about him: answers, plans, notes, and answers kept for repeated requests.
import { sql } from 'kysely'
import type { AuthorId, CaseId, Millis, PostId } from '../model.ts'
import type { Reader } from './reader.ts'
import { inChunks, parsed } from './rows.ts'
import type { DeliveryRow } from './schema.ts'
import type { Tx } from './tx.ts'

export const deliveriesTo = (db: Reader, id: AuthorId): Promise<DeliveryRow[]> =>
  db.selectFrom('deliveries').selectAll().where('author_id', '=', id).execute()

/** What waits is not sent; what was sent stays counted, without its words and without whom it went to. */
export const forgetDeliveries = async (tx: Tx, id: AuthorId, posts: readonly PostId[] | null, at: Millis) => {
  const mine = tx
    .updateTable('deliveries')
    .where('author_id', '=', id)
    .$if(posts !== null, (query) => query.where('post_id', 'in', posts!.length === 0 ? ['' as PostId] : [...posts!]))
  await mine
    .set({ state: 'cancelled', reason: 'erased', updated_at: at })
    .where('state', 'in', ['planned', 'retry', 'unknown'])
    .execute()
  await mine
    .set({ recipient: null, in_reply_to: null, remote_id: null, text: '', template: null, fallback: null })
    .execute()
}

type Body = { readonly deliveries?: readonly { readonly author: AuthorId; readonly channel: string }[] }

/** A plan that names him no longer reaches him. */
export const forgetInPlans = async (tx: Tx, ids: readonly AuthorId[], cases: readonly CaseId[]): Promise<void> => {
  for (const chunk of inChunks(cases, 500)) {
    const plans = await tx.selectFrom('plans').select(['id', 'body']).where('case_id', 'in', chunk).execute()
    for (const { id, body } of plans) {
      const plan = parsed<Body>(tx.keys.open('plan', body))
      if (!plan.deliveries?.some(({ author }) => ids.includes(author))) continue
      const deliveries = plan.deliveries.map((one) =>
        ids.includes(one.author) ? { author: one.author, channel: one.channel, refused: 'post-deleted' } : one,
      )
      await tx
        .updateTable('plans')
        .set({ body: tx.keys.seal('plan', JSON.stringify({ ...plan, deliveries })) })
        .where('id', '=', id)
        .execute()
    }
  }
}

/** Answers kept for repeated requests that show him: a repetition is worked out anew. */
export const forgetAnswers = async (tx: Tx, words: readonly string[]): Promise<void> => {
  const rows = await tx
    .selectFrom('idempotency')
    .select(['key', 'actor', 'body'])
    .where('body', 'is not', null)
    .execute()
  for (const { key, actor, body } of rows) {
    const answer = tx.keys.open('answer', body!)
    if (words.some((word) => answer.includes(word)))
      await tx.deleteFrom('idempotency').where('key', '=', key).where('actor', '=', actor).execute()
  }
}

const covered = (text: string, words: readonly string[]): string =>
  words
    .filter((word) => word.length >= 3)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(JSON.stringify(word).slice(1, -1), '•••'), text)

/** Remarks of colleagues in these cases, and reasons that quote a post, keep all but what identifies him. */
export const forgetInEvents = async (
  tx: Tx,
  { words, cases, posts }: { words: readonly string[]; cases: readonly CaseId[]; posts: readonly PostId[] },
): Promise<void> => {
  for (const [column, ids] of [
    ['case_id', cases],
    ['post_id', posts],
  ] as const)
    for (const chunk of inChunks<string>(ids, 500)) {
      const events = await tx
        .selectFrom('events')
        .select(['seq', 'kind', 'data'])
        .where(column, 'in', chunk as never)
        .where('data', '!=', '{}')
        .execute()
      for (const { seq, kind, data } of events) {
        const kept = kind === 'quarantined' && column === 'post_id' ? '{}' : covered(data, words)
        if (kept !== data) await tx.updateTable('events').set({ data: kept }).where('seq', '=', seq).execute()
      }
    }
}

/** Ties between accounts, and wishes not to be written to, go with the account. */
export const forgetTies = async (tx: Tx, id: AuthorId): Promise<void> => {
  await tx
    .deleteFrom('links')
    .where((e) => e.or([e('one', '=', id), e('two', '=', id)]))
    .execute()
  await tx.deleteFrom('unreachable').where('author_id', '=', id).execute()
}

/** His voice in these posts becomes one that nobody knows; what he says elsewhere stays his. */
export const replaceAuthor = async (tx: Tx, from: AuthorId, to: AuthorId, posts: readonly PostId[]): Promise<void> => {
  await sql`insert into authors (id, channel, remote_id, handle, name, first_at)
    select ${to}, channel, '', null, null, first_at from authors where id = ${from}`.execute(tx)
  for (const chunk of inChunks(posts, 500)) {
    await tx.updateTable('posts').set({ author_id: to }).where('id', 'in', chunk).execute()
    await tx.updateTable('members').set({ author_id: to }).where('post_id', 'in', chunk).execute()
    await tx
      .updateTable('deliveries')
      .set({ author_id: to, recipient: null, in_reply_to: null, remote_id: null, template: null, fallback: null })
      .where('author_id', '=', from)
      .where('post_id', 'in', chunk)
      .execute()
  }
}
