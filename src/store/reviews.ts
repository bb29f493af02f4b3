// Questions for people: a post, and at most three cases it may belong to.
import { uuidv7 } from 'uuidv7'
import type { Match } from '../../dedupe/index.ts'
import type { CaseId, Millis, PostId, ReviewId } from '../model.ts'
import { standingCase } from './cases.ts'
import { insertRows } from './insert.ts'
import { packMatch, unpackMatch } from './packed.ts'
import type { Reader } from './reader.ts'
import type { ReviewRow } from './schema.ts'
import type { Tx } from './tx.ts'

export type NewReview = { readonly post: PostId; readonly suggested: readonly Match[]; readonly at: Millis }

export const askReviews = async (tx: Tx, reviews: readonly NewReview[]): Promise<void> => {
  const rows = reviews.map(({ post, suggested, at }) => ({
    id: uuidv7() as ReviewId,
    post_id: post,
    state: 'open' as const,
    p: suggested[0]!.p,
    answer: null,
    answer_case: null,
    actor: null,
    created_at: at,
    answered_at: null,
  }))
  await insertRows(tx, 'reviews', rows)
  const suggestions = reviews.flatMap(({ suggested }, i) =>
    suggested.map((match, rank) => ({
      review_id: rows[i]!.id,
      rank,
      case_id: match.case as CaseId,
      match: packMatch(match),
    })),
  )
  await insertRows(tx, 'review_suggestions', suggestions)
}

export const findReview = (db: Reader, id: ReviewId): Promise<ReviewRow | undefined> =>
  db.selectFrom('reviews').selectAll().where('id', '=', id).executeTakeFirst()

/** Cases that were ever suggested for a post: nobody is asked the same twice. */
export const suggestedFor = async (db: Reader, post: PostId): Promise<ReadonlySet<string>> => {
  const rows = await db
    .selectFrom('review_suggestions')
    .innerJoin('reviews', 'reviews.id', 'review_suggestions.review_id')
    .select('review_suggestions.case_id')
    .where('reviews.post_id', '=', post)
    .execute()
  return new Set(rows.map(({ case_id }) => case_id))
}

/** `ranks`: several suggestions may have become one case since. */
export type Suggestion = { readonly case: CaseId; readonly match: Match; readonly ranks: number[] }

/** What is suggested, best first, by the cases that stand now. */
export const suggestionsOf = async (db: Reader, id: ReviewId): Promise<readonly Suggestion[]> => {
  const rows = await db
    .selectFrom('review_suggestions')
    .selectAll()
    .where('review_id', '=', id)
    .orderBy('rank')
    .execute()
  const found = new Map<CaseId, Suggestion>()
  for (const row of rows) {
    const standing = await standingCase(db, row.case_id)
    const known = found.get(standing)
    if (known) known.ranks.push(row.rank)
    else found.set(standing, { case: standing, match: unpackMatch(row.match), ranks: [row.rank] })
  }
  return [...found.values()]
}

/** One suggestion is settled; the question goes on about the others. */
export const dropSuggestion = async (tx: Tx, id: ReviewId, ranks: readonly number[]): Promise<void> => {
  await tx
    .deleteFrom('review_suggestions')
    .where('review_id', '=', id)
    .where('rank', 'in', [...ranks])
    .execute()
}

/** Closes a question; false if somebody else has answered it. */
export const closeReview = async (
  tx: Tx,
  id: ReviewId,
  answer: Pick<ReviewRow, 'state' | 'answer' | 'answer_case' | 'actor' | 'answered_at'>,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('reviews')
    .set(answer)
    .where('id', '=', id)
    .where('state', 'in', ['open', 'skipped'])
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}

export const reopenReview = async (tx: Tx, id: ReviewId): Promise<void> => {
  await tx
    .updateTable('reviews')
    .set({ state: 'open', answer: null, answer_case: null, actor: null, answered_at: null })
    .where('id', '=', id)
    .execute()
}

/** Open questions about posts of these cases, or that suggest them. */
const openAbout = (db: Reader, cases: readonly CaseId[]) =>
  db
    .selectFrom('reviews')
    .innerJoin('posts', 'posts.id', 'reviews.post_id')
    .select(['reviews.id', 'posts.case_id', 'posts.deleted_at'])
    .where('reviews.state', 'in', ['open', 'skipped'])
    .where((e) =>
      e.or([
        e('posts.case_id', 'in', [...cases]),
        e(
          'reviews.id',
          'in',
          e
            .selectFrom('review_suggestions')
            .select('review_id')
            .where('case_id', 'in', [...cases]),
        ),
      ]),
    )
    .execute()

/** Questions that answered themselves: the post is in the case suggested, or its words are gone. */
export const closeMootReviews = async (tx: Tx, cases: readonly CaseId[], at: Millis): Promise<number> => {
  if (cases.length === 0) return 0
  let closed = 0
  for (const review of await openAbout(tx, cases)) {
    const suggested = await suggestionsOf(tx, review.id)
    if (review.deleted_at === null && suggested.some((one) => one.case !== review.case_id)) continue
    await closeReview(tx, review.id, {
      state: 'obsolete',
      answer: null,
      answer_case: null,
      actor: null,
      answered_at: at,
    })
    closed++
  }
  return closed
}
