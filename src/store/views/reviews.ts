// The queue of clerical review: oldest first, so that nobody waits for ever.
import type { ReviewId } from '../../model.ts'
import type { Store } from '../open.ts'
import type { Database, ReviewRow } from '../schema.ts'
import { afterKey, cut, type Key, type Rows } from './page.ts'
import { ownPosts, type Scope } from './scope.ts'

/** Questions that whoever asks may answer: those about posts of his agencies, and of none yet. */
export type ReviewFilter = { readonly state: ReviewRow['state']; readonly scope: Scope }

export const listReviews = async (
  store: Store,
  { state, scope }: ReviewFilter,
  after: Key | null,
  limit: number,
): Promise<Rows<ReviewRow>> => {
  const rows = await store.read
    .selectFrom('reviews')
    .selectAll()
    .where('state', '=', state)
    .$if(scope !== null, (query) => query.where('post_id', 'in', (eb) => ownPosts(eb, scope!)))
    .$if(after !== null, (query) => query.where(afterKey(['created_at', 'id'], 'asc', after!)))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return cut(rows, limit, ({ created_at, id }) => [created_at, id])
}

export const review = async (store: Store, id: string): Promise<ReviewRow | null> =>
  (await store.read
    .selectFrom('reviews')
    .selectAll()
    .where('id', '=', id as ReviewId)
    .executeTakeFirst()) ?? null

export type SuggestionRow = Database['review_suggestions']

export const suggestionsOf = async (
  store: Store,
  ids: readonly ReviewId[],
): Promise<ReadonlyMap<string, readonly SuggestionRow[]>> => {
  const found = new Map<string, SuggestionRow[]>()
  if (ids.length === 0) return found
  const rows = await store.read
    .selectFrom('review_suggestions')
    .selectAll()
    .where('review_id', 'in', [...ids])
    .orderBy('rank')
    .execute()
  for (const row of rows) found.set(row.review_id, [...(found.get(row.review_id) ?? []), row])
  return found
}

export const answeredSince = (store: Store, since: number) =>
  store.read
    .selectFrom('reviews')
    .select(['p', 'answer', 'actor'])
    .where('answered_at', '>=', since)
    .where('answer', 'is not', null)
    .where('answer', '!=', 'skip')
    .execute()

/** How many wait for whoever asks. */
export const openQuestions = async (store: Store, scope: Scope): Promise<number> => {
  const row = await store.read
    .selectFrom('reviews')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('state', '=', 'open')
    .$if(scope !== null, (query) => query.where('post_id', 'in', (eb) => ownPosts(eb, scope!)))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
