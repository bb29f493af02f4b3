// What trends are counted from: the posts of a span with the case each is in, first answers, what citizens said of the answer,
// and what people said of the machine's questions.
import type { Store } from '../open.ts'

export type Span = { readonly from: number; readonly until: number }

/** One row an hour, author and group, so that unique citizens can be counted over any of them. */
export const postsOfSpan = (store: Store, { from, until }: Span) =>
  store.read
    .selectFrom('posts')
    .leftJoin('cases', 'cases.id', 'posts.case_id')
    .select([
      'posts.created_at as at',
      'posts.author_id as author',
      'posts.channel',
      'cases.id as case',
      'cases.agency',
      'cases.topic',
      'cases.area',
    ])
    .where('posts.created_at', '>=', from)
    .where('posts.created_at', '<', until)
    .execute()

/** Milliseconds between hearing of a matter and the first answer, for cases first answered in the span. */
export const firstAnswers = async (store: Store, { from, until }: Span): Promise<readonly number[]> => {
  const rows = await store.read
    .selectFrom('replies')
    .innerJoin('cases', 'cases.id', 'replies.case_id')
    .where('replies.kind', '=', 'answer')
    .groupBy(['replies.case_id', 'cases.opened_at'])
    .select(({ fn }) => ['cases.opened_at as opened', fn.min('replies.at').as('first')])
    .having(({ fn }) => fn.min('replies.at'), '>=', from)
    .having(({ fn }) => fn.min('replies.at'), '<', until)
    .execute()
  return rows.map(({ opened, first }) => Math.max(0, Number(first) - opened))
}

/** Yes and no to "is it solved?". */
export const satisfaction = async (store: Store, { from, until }: Span): Promise<{ yes: number; all: number }> => {
  const rows = await store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'noted')
    .where('actor_kind', '=', 'machine')
    .where('at', '>=', from)
    .where('at', '<', until)
    .where('data', 'like', '%"question":"question"%')
    .execute()
  const answers = rows.map(({ data }) => (JSON.parse(data) as { answered?: string }).answered)
  return { yes: answers.filter((one) => one === 'yes').length, all: answers.filter((one) => one !== undefined).length }
}

/** Questions that people answered, with what the machine leaned to. */
export const answeredReviews = (store: Store, from: number) =>
  store.read
    .selectFrom('reviews')
    .select(['p', 'answer', 'actor', 'answered_at as at'])
    .where('answered_at', '>=', from)
    .where('answer', 'in', ['same', 'different'])
    .execute()

/** What people changed of what the machine joined by itself: a post taken out refutes it. */
export const splitPosts = (store: Store, from: number) =>
  store.read
    .selectFrom('moves')
    .innerJoin('events', 'events.id', 'moves.event_id')
    .select(['events.at', 'moves.post_id as post'])
    .where('events.kind', '=', 'split')
    .where('events.at', '>=', from)
    .where('moves.from_case', 'is not', null)
    .execute()

/** How many posts the machine joined by itself, by when. */
export const machineJoins = (store: Store, from: number) =>
  store.read
    .selectFrom('members')
    .select('at')
    .where('at', '>=', from)
    .where('decision', '=', 'same')
    .where('reason', '!=', 'greeting')
    .execute()
