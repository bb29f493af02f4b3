// What the machine decided by probability, and what people said of its questions: what the lab moves its lines over.
import type { Store } from '../open.ts'

/** Posts that joined by probability since then. */
export const joinedByProbability = (store: Store, since: number) =>
  store.read
    .selectFrom('members')
    .select('p')
    .where('at', '>=', since)
    .where('main', '=', 1)
    .where('decision', '=', 'same')
    .where('reason', '=', 'probability')
    .execute()

/** The newest comparisons that made a post join, explained; `most` of them. */
export const explainedSince = (store: Store, since: number, most: number) =>
  store.read
    .selectFrom('members')
    .select('match')
    .where('at', '>=', since)
    .where('main', '=', 1)
    .where('match', 'is not', null)
    .orderBy('at', 'desc')
    .limit(most)
    .execute()

/** Questions asked since then, with the answer where there is one. */
export const questionsSince = (store: Store, since: number) =>
  store.read.selectFrom('reviews').select(['p', 'answer']).where('created_at', '>=', since).execute()
